import { spawn } from 'node:child_process'
import { once } from 'node:events'
import { mkdtemp, readdir, readFile, readlink, rm } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import path from 'node:path'
import { setTimeout as wait } from 'node:timers/promises'
import { fileURLToPath } from 'node:url'
import { isDeepStrictEqual } from 'node:util'
import { listChanges } from '../../electron/clients/journal.ts'
import { changeAccount } from '../../electron/clients/outlook/change-account.ts'
import { withChanges } from '../../electron/clients/outlook/plan.ts'
import { recoverAccounts } from '../../electron/clients/outlook/recover-accounts.ts'
import { parseRegFile, type RegKey } from '../../electron/clients/outlook/reg-file.ts'
import { undoAccount } from '../../electron/clients/outlook/undo-account.ts'
import { someChanges, someOptions } from '../unit/clients/outlook/some-outlook.ts'
import { tracedReg, type Wine } from './wine.ts'
import {
  dumpKey,
  halfImporting,
  putAccount,
  type SomeAccount,
} from '../unit/clients/outlook/wine-accounts.ts'
import { inParallel, killing, type KillPoint, readPoints, runTraced, spread, tracing } from './strace.ts'

/** kill -9 in the middle of a change of an account in the registry, of its undoing, or of what settles it. */

const script = fileURLToPath(new URL('../unit/clients/outlook/change-process.ts', import.meta.url))

export type AccountScene = {
  /** What is killed. `recover`: the settling of half a change. */
  action: 'change' | 'undo' | 'recover'
  /**
   * At the system calls of one of Postern's threads; or at those of reg.exe as it imports, where it dies alone, or
   * with Postern, or Postern dies alone.
   */
  at: 'file' | 'main' | 'reg alone' | 'reg and Postern' | 'Postern alone'
}

type Prepared = SomeAccount & { folder: string }

let profiles = 0

async function prepare({ action }: AccountScene, wine: Wine): Promise<Prepared> {
  const account = await putAccount(wine, `山田 kill ${(profiles += 1)}`)
  const folder = await mkdtemp(path.join(tmpdir(), 'postern-kill-'))
  const change = { key: account.key, changes: someChanges }
  if (action === 'undo') {
    const made = await changeAccount(change, someOptions(folder, wine.run))
    if (!made.ok) throw new Error(`Not changed: ${made.error.kind}`)
  }
  if (action === 'recover') {
    let imports = 0
    // What was half imported cannot be taken back either.
    const failing = someOptions(folder, (args, cwd) => {
      if (args[0] !== 'import') return wine.run(args, cwd)
      return (imports += 1) === 1 ? halfImporting(wine)(args, cwd) : Promise.resolve(1)
    })
    const made = await changeAccount(change, failing)
    if (made.ok || made.error.kind !== 'not-restored') throw new Error('Not half changed')
  }
  return { ...account, folder }
}

/** The calls at which to kill. Of reg.exe’s, the last ones: with them it reads the file and writes the values. */
async function findPoints(scene: AccountScene, wine: Wine): Promise<KillPoint[]> {
  const prepared = await prepare(scene, wine)
  const { folder, key } = prepared
  const trace = path.join(folder, 'trace')
  if (scene.at === 'file' || scene.at === 'main')
    await runTraced([script, wine.prefix, folder, key, scene.action], scene.at, tracing(trace, scene.at))
  else await actHere(scene, prepared, wine, ['-o', trace, '-e', 'trace=writev'])
  const points = await readPoints(trace)
  await rm(folder, { recursive: true })
  return scene.at === 'file' || scene.at === 'main' ? points : points.slice(-importCalls)
}

/** Opening the file and the key, three values, and what comes after. */
const importCalls = 8

/** How often reg.exe makes a call differs by a few between two runs. */
const mostFewer = 4

/** Gives what is wrong; null when the next start has left the key as it was or as it was planned to be. */
async function killAt(scene: AccountScene, { call, when }: KillPoint, wine: Wine): Promise<string | null> {
  for (let fewer = 0; fewer <= mostFewer; fewer += 1) {
    const prepared = await prepare(scene, wine)
    const wasHit = await strike(scene, { call, when: when - fewer }, prepared, wine)
    await untilNobodyWorksIn(prepared.folder)
    const wrong = wasHit ? await whatIsWrong(prepared, wine) : null
    await rm(prepared.folder, { recursive: true })
    if (wasHit) return wrong
  }
  return 'was not hit'
}

/** Whether the signal came. */
async function strike(
  scene: AccountScene,
  point: KillPoint,
  prepared: Prepared,
  wine: Wine,
): Promise<boolean> {
  const args = [script, wine.prefix, prepared.folder, prepared.key, scene.action]
  switch (scene.at) {
    case 'file':
    case 'main':
      return (await runTraced(args, scene.at, killing(point))) === 'SIGKILL'
    case 'reg alone':
      return (await actHere(scene, prepared, wine, killing(point))) === 'SIGKILL'
    case 'reg and Postern':
      return (await endOf([...args, 'import 1 ends', ...killing(point)])) === 'SIGKILL'
    case 'Postern alone':
      return killWhileRegStands(args, point, prepared.folder)
  }
}

/** reg.exe stands still at the call, Postern is killed, and reg.exe goes on to its end. */
async function killWhileRegStands(
  args: readonly string[],
  { call, when }: KillPoint,
  folder: string,
): Promise<boolean> {
  const trace = path.join(folder, 'trace')
  const strace = ['-o', trace, '-e', `trace=${call}`, '-e', `inject=${call}:signal=STOP:when=${when}`]
  const child = spawn(process.execPath, [...args, 'none', ...strace], { stdio: 'ignore' })
  const ended = once(child, 'exit')
  const stands = async () => (await readFile(trace, 'utf8').catch(() => '')).includes('stopped by SIGSTOP')
  while (!(await stands()) && child.exitCode === null) await wait(pollMs)
  const wasHit = child.exitCode === null
  child.kill('SIGKILL')
  await ended
  for (const pid of await workersIn(folder)) process.kill(pid, 'SIGCONT')
  await untilNobodyWorksIn(folder)
  await rm(trace, { force: true })
  return wasHit
}

/** Does the action in this process, with strace on its first import. Gives what that reg.exe ended with. */
async function actHere(
  { action }: AccountScene,
  { folder, key }: Prepared,
  wine: Wine,
  strace: readonly string[],
): Promise<number | string> {
  const codes: (number | string)[] = []
  const options = someOptions(folder, async (args, cwd) => {
    const isFirst = args[0] === 'import' && codes.length === 0
    const code = await (isFirst ? tracedReg(wine.prefix, strace) : wine.run)(args, cwd)
    if (args[0] === 'import') codes.push(code)
    return code
  })
  if (action === 'change') await changeAccount({ key, changes: someChanges }, options)
  if (action === 'undo') await undoAccount(1, options)
  if (action === 'recover') await recoverAccounts(options)
  const [first] = codes
  if (first === undefined) throw new Error('Nothing was imported')
  return first
}

async function endOf(args: readonly string[]): Promise<NodeJS.Signals | null> {
  const [, signal] = (await once(spawn(process.execPath, args, { stdio: 'ignore' }), 'exit')) as [
    number | null,
    NodeJS.Signals | null,
  ]
  return signal
}

async function whatIsWrong({ folder, key, start }: Prepared, wine: Wine): Promise<string | null> {
  const options = someOptions(folder, wine.run)
  const recovered = await recoverAccounts(options)
  if (!recovered.ok || recovered.value.length > 1) return `not settled: ${JSON.stringify(recovered)}`
  const again = await recoverAccounts(options)
  if (!again.ok || again.value.length > 0) return 'not settled at once'

  const now = await dumpKey(wine, key)
  const isOld = now.equals(start)
  if (!isOld && !isDeepStrictEqual(keyIn(now), withChanges(keyIn(start), someChanges)))
    return 'neither as it was nor as planned'
  const listed = await listChanges(options.folder)
  if (!listed.ok) return `no list: ${JSON.stringify(listed)}`
  const changes = listed.value
  const [standing, ...more] = changes.filter(({ undoes, undoneBy }) => undoes === null && undoneBy === null)
  if ((standing === undefined) !== isOld || more.length > 0) return 'the journal says something else'

  if (standing !== undefined) {
    const undone = await undoAccount(standing.id, options)
    if (!undone.ok || undone.value.kept.length > 0) return `not undone: ${JSON.stringify(undone)}`
    if (!(await dumpKey(wine, key)).equals(start)) return 'not as it was after the undo'
  } else if (!(await options.registry.read(key)).ok) return 'not readable'
  // A lock that is left is taken over.
  const left = (await readdir(options.folder)).filter((name) => !/^(lock.*|\d+)$/.test(name))
  if (left.length > 0) return `left in the journal: ${left.join(', ')}`
  return changes.every(({ state }) => state === 'done') ? null : 'left in the journal: a begun change'
}

function keyIn(dump: Uint8Array): RegKey {
  const parsed = parseRegFile(dump)
  const key = parsed.ok ? parsed.value[0] : undefined
  if (key === undefined) throw new Error('No key')
  return key
}

const pollMs = 20

/** The processes that have begun there, such as a reg.exe. */
async function workersIn(folder: string): Promise<number[]> {
  const pids = (await readdir('/proc')).filter((name) => /^\d+$/.test(name)).map(Number)
  const folders = await Promise.all(pids.map((pid) => readlink(`/proc/${pid}/cwd`).catch(() => '')))
  return pids.filter((_, index) => folders[index]?.startsWith(folder))
}

/** reg.exe outlives a Postern that is killed just after it was started. */
async function untilNobodyWorksIn(folder: string): Promise<void> {
  while ((await workersIn(folder)).length > 0) await wait(pollMs)
}

export type AccountKills = { killed: number; wrong: string[] }

/** Kills at `most` system calls, spread over all of the scene's, several at a time. */
export async function killAccountAtMany(
  scene: AccountScene,
  most: number,
  wine: Wine,
): Promise<AccountKills> {
  const chosen = spread(await findPoints(scene, wine), most)
  const wrong = await inParallel(chosen, 3, async (point) => {
    const found = await killAt(scene, point, wine)
    return found === null
      ? null
      : `${scene.action} killed at ${scene.at}, ${point.call} ${point.when}: ${found}`
  })
  return { killed: chosen.length, wrong }
}
