import type { ClientFailure } from '../contract/client-failures.ts'
import { failed, ok, type Result } from '../contract/result.ts'
import { type ChangeOptions, changeUnderLock } from './change-file.ts'
import { readClientFile } from './client-file.ts'
import { type JournalEntry, listChanges, type MadeChange, readBackup, sha256 } from './journal.ts'
import { withJournal } from './journal-lock.ts'
import type { SettingChange, SettingValue } from './setting-change.ts'

export type Undo = {
  /** What was written back. */
  restored: SettingChange[]
  /** Changed by somebody else after us: left as it is. */
  kept: { name: string; ours: SettingValue | null; now: SettingValue | null }[]
  /** The new change that took the old one back; null when there was nothing to write. */
  entry: JournalEntry | null
}

/** What an undo would do now, without doing it. */
export async function planUndo(
  id: number,
  { folder, format }: Pick<ChangeOptions, 'folder' | 'format'>,
): Promise<Result<Undo, ClientFailure>> {
  const found = await findChange(folder, id)
  if (!found.ok) return found
  const read = await readClientFile(found.value.file, format.mostBytes)
  if (!read.ok) return read
  const values = format.read(read.value.content?.bytes ?? new Uint8Array())
  const undo: Undo = { restored: [], kept: [], entry: null }
  for (const change of found.value.changes) {
    const { name, before, after } = change
    const now = values.get(name) ?? null
    if (now === before) continue
    const wanted = now === after ? before : format.takeBack(change, now)
    if (wanted === undefined) undo.kept.push({ name, ours: after, now })
    else undo.restored.push({ name, before: now, after: wanted })
  }
  return ok(undo)
}

/** Restores the old values where ours are still there, even after the program has rewritten its file. */
export async function undoChange(id: number, options: ChangeOptions): Promise<Result<Undo, ClientFailure>> {
  return withJournal(options, async () => {
    const planned = await planUndo(id, options)
    if (!planned.ok || planned.value.restored.length === 0) return planned
    const found = await findChange(options.folder, id)
    if (!found.ok) return found
    const { file } = found.value
    const before = await intactBackup(found.value, options.folder)
    const undoing = { id, ours: found.value.sha256.after, before }
    const made = await changeUnderLock({ file, changes: planned.value.restored }, options, undoing)
    return made.ok ? ok({ ...planned.value, entry: made.value }) : made
  })
}

/** A change that can be taken back. */
export async function findChange(folder: string, id: number): Promise<Result<MadeChange, ClientFailure>> {
  const listed = await listChanges(folder)
  if (!listed.ok) return listed
  const change = listed.value.find((one) => one.id === id)
  if (change === undefined) return failed({ kind: 'no-such-change', id })
  return change.undoneBy === null ? ok(change) : failed({ kind: 'already-undone', id })
}

async function intactBackup(
  { id, sha256: { before } }: MadeChange,
  folder: string,
): Promise<Uint8Array | null> {
  const backup = await readBackup(folder, id)
  return backup !== null && sha256(backup) === before ? backup : null
}
