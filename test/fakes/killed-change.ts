import { type ChildProcess, spawn, spawnSync } from 'node:child_process'
import { once } from 'node:events'
import { mkdir, mkdtemp, readdir, readFile, rm, symlink, writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import path from 'node:path'
import { createInterface } from 'node:readline'
import { fileURLToPath } from 'node:url'
import { changeFile } from '../../electron/clients/change-file.ts'
import { listChanges } from '../../electron/clients/journal.ts'
import { recoverChanges } from '../../electron/clients/recover-changes.ts'
import { undoChange } from '../../electron/clients/undo-change.ts'
import { newPrefs, oldPrefs, someChanges, someOptions } from '../unit/clients/some-change.ts'

/**
 * kill -9 at a chosen system call of a process that changes a file. Its file work is on one thread, which strace
 * watches: the signal comes as the thread enters the call, so that all calls before it were made and none after.
 */

const script = fileURLToPath(new URL('../unit/clients/change-process.ts', import.meta.url))
const calls =
  'openat,read,pread64,write,pwrite64,close,fsync,fdatasync,rename,renameat,renameat2,unlink,unlinkat,mkdir,rmdir,' +
  'fchmod,fchown,chmod,chown,stat,lstat,fstat,statx,newfstatat,readlink,getdents64,access,faccessat'

/** How the thread tells the others, after each call, that it is done: nothing happens to files there. */
const wakeUp = String.raw`"\1\0\0\0\0\0\0\0", 8)`

/** Why nothing can be killed in this way here, or null. */
export function straceMissing(): string | null {
  if (process.platform !== 'linux') return 'strace is for Linux'
  const { status, error } = spawnSync('strace', ['-o', '/dev/null', '-e', 'trace=none', 'true'])
  return status === 0 ? null : error === undefined ? 'strace may not trace here' : 'not installed: strace'
}

export type KillScene = {
  /** What is killed: a change, an undo, or the settling after a change that was killed at `after`. */
  action: 'change' | 'undo' | 'recover'
  after?: KillPoint
  /** Whether the file is a symlink. */
  isLinked: boolean
}

/** A system call of the file thread: the first `openat`, the second, and so on. */
type KillPoint = { call: string; when: number }

async function findKillPoints(scene: KillScene): Promise<KillPoint[]> {
  const { folder, file } = await prepare(scene)
  const trace = path.join(folder, 'trace')
  await runUnder(['-o', trace, '-e', `trace=${calls}`], folder, file, scene.action)
  const seen = new Map<string, number>()
  const points = (await readFile(trace, 'utf8')).split('\n').flatMap((line) => {
    const call = /^(\w+)\(/.exec(line)?.[1]
    if (call === undefined) return []
    const when = (seen.get(call) ?? 0) + 1
    seen.set(call, when)
    return line.includes(wakeUp) ? [] : [{ call, when }]
  })
  await rm(folder, { recursive: true })
  return points
}

/**
 * Kills at one call, looks, lets the next start settle it, and looks again. Gives what is wrong: null when the file was
 * the old or the new one all the time, and everything is settled and usable after the next start.
 */
async function killAt(scene: KillScene, { call, when }: KillPoint): Promise<string | null> {
  const { folder, file } = await prepare(scene)
  const inject = ['-o', '/dev/null', '-e', `inject=${call}:signal=KILL:when=${when}`]
  const signal = await runUnder(inject, folder, file, scene.action)
  const wrong = signal === 'SIGKILL' ? await whatIsWrong(folder, file) : 'was not killed'
  await rm(folder, { recursive: true })
  return wrong
}

async function whatIsWrong(folder: string, file: string): Promise<string | null> {
  const options = someOptions(folder)
  const killed = await readFile(file)
  if (!killed.equals(oldPrefs) && !killed.equals(newPrefs)) return 'neither old nor new after the kill'
  const recovered = await recoverChanges(options)
  if (!recovered.ok || recovered.value.length > 1) return `not settled: ${JSON.stringify(recovered)}`
  if (!(await readFile(file)).equals(killed)) return 'the settling changed the file'
  const again = await recoverChanges(options)
  if (!again.ok || again.value.length > 0) return 'not settled at once'

  const listed = await listChanges(options.folder)
  if (!listed.ok) return `no list: ${JSON.stringify(listed)}`
  const changes = listed.value
  const standing = changes.filter(({ undoes, undoneBy }) => undoes === null && undoneBy === null)
  const isNew = killed.equals(newPrefs)
  if ((standing.length === 1) !== isNew) return 'the journal says something else than the file'
  const besides = (await readdir(path.join(folder, 'profile'))).filter(
    (name) => !['prefs.js', 'real.js'].includes(name),
  )
  if (besides.length > 0) return `left behind: ${besides.join(', ')}`
  // A lock that is left is taken over.
  const journal = (await readdir(options.folder)).filter(
    (name) => !name.startsWith('lock') && !changes.some(({ id }) => String(id) === name),
  )
  if (journal.length > 0) return `left in the journal: ${journal.join(', ')}`

  const next = isNew
    ? await undoChange(standing[0]?.id ?? 0, options)
    : await changeFile({ file, changes: someChanges }, options)
  if (!next.ok) return `not usable afterwards: ${next.error.kind}`
  return (await readFile(file)).equals(isNew ? oldPrefs : newPrefs) ? null : 'not usable afterwards'
}

async function prepare({ action, after, isLinked }: KillScene): Promise<{ folder: string; file: string }> {
  const folder = await mkdtemp(path.join(tmpdir(), 'postern-kill-'))
  const profile = path.join(folder, 'profile')
  await mkdir(profile)
  const file = path.join(profile, 'prefs.js')
  await writeFile(path.join(profile, isLinked ? 'real.js' : 'prefs.js'), oldPrefs, { mode: 0o600 })
  if (isLinked) await symlink('real.js', file)
  if (action === 'undo') await changeFile({ file, changes: someChanges }, someOptions(folder))
  if (after !== undefined) {
    const inject = ['-o', '/dev/null', '-e', `inject=${after.call}:signal=KILL:when=${after.when}`]
    if ((await runUnder(inject, folder, file, 'change')) !== 'SIGKILL')
      throw new Error('The change was not killed')
  }
  return { folder, file }
}

/** Runs the action with strace on its file thread. Gives the signal that ended it. */
async function runUnder(
  straceOptions: readonly string[],
  folder: string,
  file: string,
  action: KillScene['action'],
): Promise<NodeJS.Signals | null> {
  const child = spawn(process.execPath, [script, folder, file, action], {
    env: { ...process.env, UV_THREADPOOL_SIZE: '1' },
    stdio: ['pipe', 'pipe', 'inherit'],
  })
  const ended = once(child, 'exit') as Promise<[number | null, NodeJS.Signals | null]>
  await firstLine(child.stdout)
  const strace = spawn('strace', [...straceOptions, '-p', String(await fileThread(child))], {
    stdio: ['ignore', 'ignore', 'pipe'],
  })
  const detached = once(strace, 'exit')
  // It says when it is attached.
  await firstLine(strace.stderr)
  strace.stderr.resume()
  child.stdout.resume()
  child.stdin.end()
  const [code, signal] = await ended
  await detached
  if (code !== 0 && signal !== 'SIGKILL') throw new Error(`The process ended with ${code ?? signal ?? ''}`)
  return signal
}

async function firstLine(stream: NodeJS.ReadableStream): Promise<void> {
  const lines = createInterface({ input: stream })
  await once(lines, 'line')
  lines.close()
}

async function fileThread({ pid = 0 }: ChildProcess): Promise<number> {
  for (const task of await readdir(`/proc/${pid}/task`)) {
    if ((await readFile(`/proc/${pid}/task/${task}/comm`, 'utf8')).trim() === 'libuv-worker')
      return Number(task)
  }
  throw new Error('No thread for files')
}

export type KillRun = { killed: number; wrong: string[] }

/** Kills at `most` system calls, spread over all of the scene's, several at a time. */
export async function killAtMany(scene: KillScene, most: number): Promise<KillRun> {
  const points = await findKillPoints(scene)
  const step = most === Infinity ? 1 : Math.max(1, points.length / most)
  const chosen = points.filter((_, index) => Math.floor(index / step) !== Math.floor((index - 1) / step))
  const waiting = chosen.values()
  const wrong: string[] = []
  const worker = async () => {
    for (const point of waiting) {
      const found = await killAt(scene, point)
      if (found !== null) wrong.push(`${scene.action} killed at ${point.call} ${point.when}: ${found}`)
    }
  }
  await Promise.all(Array.from({ length: 4 }, worker))
  return { killed: chosen.length, wrong }
}
