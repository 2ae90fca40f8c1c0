import { mkdtemp, mkdir, readdir, readFile, rm, symlink, writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import path from 'node:path'
import { fileURLToPath } from 'node:url'
import { changeFile } from '../../electron/clients/change-file.ts'
import { listChanges } from '../../electron/clients/journal.ts'
import { recoverChanges } from '../../electron/clients/recover-changes.ts'
import { undoChange } from '../../electron/clients/undo-change.ts'
import { newPrefs, oldPrefs, someChanges, someOptions } from '../unit/clients/some-change.ts'
import { inParallel, killing, type KillPoint, readPoints, runTraced, spread, tracing } from './strace.ts'

/** kill -9 at a chosen system call of a process that changes a file. */

const script = fileURLToPath(new URL('../unit/clients/change-process.ts', import.meta.url))

export type KillScene = {
  /** What is killed: a change, an undo, or the settling after a change that was killed at `after`. */
  action: 'change' | 'undo' | 'recover'
  after?: KillPoint
  /** Whether the file is a symlink. */
  isLinked: boolean
}

async function findKillPoints(scene: KillScene): Promise<KillPoint[]> {
  const { folder, file } = await prepare(scene)
  const trace = path.join(folder, 'trace')
  await runUnder(tracing(trace, 'file'), folder, file, scene.action)
  const points = await readPoints(trace)
  await rm(folder, { recursive: true })
  return points
}

/**
 * Kills at one call, looks, lets the next start settle it, and looks again. Gives what is wrong: null when the file was
 * the old or the new one all the time, and everything is settled and usable after the next start.
 */
async function killAt(scene: KillScene, point: KillPoint): Promise<string | null> {
  const { folder, file } = await prepare(scene)
  const signal = await runUnder(killing(point), folder, file, scene.action)
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
    if ((await runUnder(killing(after), folder, file, 'change')) !== 'SIGKILL')
      throw new Error('The change was not killed')
  }
  return { folder, file }
}

/** Runs the action with strace on its file thread. Gives the signal that ended it. */
function runUnder(
  straceOptions: readonly string[],
  folder: string,
  file: string,
  action: KillScene['action'],
): Promise<NodeJS.Signals | null> {
  return runTraced([script, folder, file, action], 'file', straceOptions)
}

export type KillRun = { killed: number; wrong: string[] }

/** Kills at `most` system calls, spread over all of the scene's, several at a time. */
export async function killAtMany(scene: KillScene, most: number): Promise<KillRun> {
  const chosen = spread(await findKillPoints(scene), most)
  const wrong = await inParallel(chosen, 4, async (point) => {
    const found = await killAt(scene, point)
    return found === null ? null : `${scene.action} killed at ${point.call} ${point.when}: ${found}`
  })
  return { killed: chosen.length, wrong }
}
