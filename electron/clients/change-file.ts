import { constants, type Stats } from 'node:fs'
import { access, open, rename, rm } from 'node:fs/promises'
import path from 'node:path'
import type { ClientFailure } from '../contract/client-failures.ts'
import { failed, ok, type Result } from '../contract/result.ts'
import type { Clock } from '../net/clock.ts'
import { readClientFile, writeFailure } from './client-file.ts'
import { syncFolder } from './durable-files.ts'
import { addEntry, type JournalEntry, rollBack, sha256, writeEntry } from './journal.ts'
import { withJournal } from './journal-lock.ts'
import type { SettingChange, SettingValue } from './setting-change.ts'
import type { SettingsFormat } from './settings-format.ts'

export type ChangePlan = { file: string; changes: readonly SettingChange[] }

export type ChangeOptions = {
  /** Postern's own folder for the journal and the backups. */
  folder: string
  format: SettingsFormat
  /** Whether the program has the file's profile open. Asked several times. */
  use: () => Promise<ProgramUse>
  clock: Clock
  wallClock: () => number
}

export type ProgramUse = 'closed' | 'running' | 'unknown'

/** Writes the plan into the program's file: all of it or nothing, and so that it can be undone. */
export async function changeFile(
  plan: ChangePlan,
  options: ChangeOptions,
): Promise<Result<JournalEntry, ClientFailure>> {
  return withJournal(options, () => changeUnderLock(plan, options, null))
}

/** A change that is taken back. Where the file is still `ours`, to the byte, it becomes what it was before. */
export type Undoing = { id: number; ours: string; before: Uint8Array | null }

export async function changeUnderLock(
  { file, changes }: ChangePlan,
  options: ChangeOptions,
  undoing: Undoing | null,
): Promise<Result<JournalEntry, ClientFailure>> {
  const { folder, format, use, wallClock } = options
  const read = await readClientFile(file, format.mostBytes)
  if (!read.ok) return read
  const { target, content } = read.value
  const before = content?.bytes ?? new Uint8Array()
  const values = format.read(before)
  const different = changes.filter((change) => (values.get(change.name) ?? null) !== change.before)
  if (different.length > 0) {
    return failed({ kind: 'changed-meanwhile', file, names: different.map(({ name }) => name) })
  }
  const isUntouched = undoing?.ours === sha256(before)
  const after = (isUntouched ? undoing.before : null) ?? format.edit(before, changes)
  assertOnlyChanged(values, format.read(after), changes)
  const inUse = useFailure(await use(), format)
  if (inUse !== null) return failed(inUse)
  const notWritable = await whyNotWritable(target, file)
  if (notWritable !== null) return failed(notWritable)

  const temporary = path.join(path.dirname(target), `.${path.basename(target)}.postern-${process.pid}`)
  let entry: JournalEntry
  try {
    entry = await addEntry(
      folder,
      {
        at: new Date(wallClock()).toISOString(),
        client: format.client,
        file,
        target,
        temporary,
        changes: [...changes],
        sha256: { before: content === null ? null : sha256(before), after: sha256(after) },
        state: 'writing',
        undoes: undoing?.id ?? null,
      },
      content?.bytes ?? null,
    )
  } catch (error) {
    return failed(writeFailure(error, folder))
  }
  const failure = await replaceTarget(entry, after, content?.stats ?? null, options)
  if (failure !== null) {
    await rollBack(folder, entry).catch((error: unknown) => {
      // What cannot be removed now is settled at the next start.
      writeFailure(error, folder)
    })
    return failed(failure)
  }
  return settle(entry, after, options)
}

/** Puts the new bytes in the file's place. With a failure the old ones are still there. */
async function replaceTarget(
  entry: JournalEntry,
  after: Uint8Array,
  stats: Stats | null,
  { folder, format, use }: ChangeOptions,
): Promise<ClientFailure | null> {
  const { file, target, temporary } = entry
  try {
    await rm(temporary, { force: true })
    await writeLike(temporary, after, stats)
    await syncFolder(path.dirname(target))
  } catch (error) {
    return writeFailure(error, file)
  }
  try {
    await writeEntry(folder, { ...entry, state: 'renaming' })
  } catch (error) {
    return writeFailure(error, folder)
  }
  const now = await readClientFile(file, format.mostBytes)
  if (!now.ok) return now.error
  const { content } = now.value
  if (
    now.value.target !== target ||
    (content === null ? null : sha256(content.bytes)) !== entry.sha256.before
  ) {
    return { kind: 'changed-meanwhile', file, names: [] }
  }
  const inUse = useFailure(await use(), format)
  if (inUse !== null) return inUse
  try {
    await rename(temporary, target)
  } catch (error) {
    return writeFailure(error, file)
  }
  return null
}

/** After the rename: the change is made, whatever happens to it now. */
async function settle(
  entry: JournalEntry,
  after: Uint8Array,
  { folder, format, use }: ChangeOptions,
): Promise<Result<JournalEntry, ClientFailure>> {
  const { file, target, id } = entry
  const done: JournalEntry = { ...entry, state: 'done' }
  try {
    await syncFolder(path.dirname(target))
  } catch (error) {
    // Whether the disk has it is open; the next start finds out.
    return failed(writeFailure(error, file))
  }
  await writeEntry(folder, done).catch((error: unknown) => {
    // The change is made, and the next start writes so.
    writeFailure(error, folder)
  })
  const now = await readClientFile(file, format.mostBytes)
  if (!now.ok) return now
  const isOurs = now.value.content !== null && Buffer.compare(now.value.content.bytes, after) === 0
  // The program takes its lock before it reads: who has none now will read the new file. Who has one may have read
  // the old file, and will write its values again.
  const isClosed = (await use()) === 'closed'
  return isOurs && isClosed ? ok(done) : failed({ kind: 'started-meanwhile', program: format.program, id })
}

function useFailure(use: ProgramUse, { program }: SettingsFormat): ClientFailure | null {
  switch (use) {
    case 'closed':
      return null
    case 'running':
      return { kind: 'in-use', program }
    case 'unknown':
      return { kind: 'use-unknown', program }
  }
}

/** A rename needs the folder alone, but a file that may not be written was meant to stay. */
async function whyNotWritable(target: string, file: string): Promise<ClientFailure | null> {
  try {
    await access(path.dirname(target), constants.W_OK)
    await access(target, constants.W_OK)
    return null
  } catch (error) {
    const failure = writeFailure(error, file)
    return failure.kind === 'file-missing' ? null : failure
  }
}

/** Mode and owner are those of the old file, from before the first byte is in it. */
async function writeLike(file: string, bytes: Uint8Array, stats: Stats | null): Promise<void> {
  const handle = await open(file, 'wx', 0o600)
  try {
    if (stats !== null && process.platform !== 'win32') {
      const own = await handle.stat()
      if (own.uid !== stats.uid || own.gid !== stats.gid) await handle.chown(stats.uid, stats.gid)
      await handle.chmod(stats.mode & 0o7777)
    }
    await handle.writeFile(bytes)
    await handle.sync()
  } finally {
    await handle.close()
  }
}

/** The last look before anything is written: an edit that does anything else is a bug. */
function assertOnlyChanged(
  before: ReadonlyMap<string, SettingValue>,
  after: ReadonlyMap<string, SettingValue>,
  changes: readonly SettingChange[],
): void {
  const expected = new Map(before)
  for (const change of changes) {
    if (change.after === null) expected.delete(change.name)
    else expected.set(change.name, change.after)
  }
  const isSame =
    expected.size === after.size && [...expected].every(([name, value]) => after.get(name) === value)
  if (!isSame) throw new Error('The edited file does not hold what was planned')
}
