import type { ClientFailure } from '../../contract/client-failures.ts'
import { failed, ok, type Result } from '../../contract/result.ts'
import { withJournal } from '../journal-lock.ts'
import { findChange, type Undo } from '../undo-change.ts'
import { type AccountOptions, changeUnderLock } from './change-account.ts'
import { readAccountKey } from './read-profiles.ts'
import { findValue } from './reg-file.ts'
import { settingOf } from './settings.ts'

/** What an undo would do now, without doing it. */
export async function planAccountUndo(
  id: number,
  { folder, registry }: Pick<AccountOptions, 'folder' | 'registry'>,
): Promise<Result<Undo & { key: string }, ClientFailure>> {
  const found = await findChange(folder, id)
  if (!found.ok) return found
  const { target, changes } = found.value
  const read = await readAccountKey(target, registry)
  if (!read.ok) return read
  if (read.value === null) return failed({ kind: 'key-missing', key: target })
  const undo: Undo & { key: string } = { key: target, restored: [], kept: [], entry: null }
  for (const { name, before, after } of changes) {
    const now = settingOf(findValue(read.value, name))
    if (now === before) continue
    if (now === after) undo.restored.push({ name, before: now, after: before })
    // What Outlook would not write is shown as nothing, and left.
    else undo.kept.push({ name, ours: after, now: now ?? null })
  }
  return ok(undo)
}

/** Restores the old values where ours are still there, also where there were none. */
export async function undoAccount(id: number, options: AccountOptions): Promise<Result<Undo, ClientFailure>> {
  return withJournal(options, async () => {
    const planned = await planAccountUndo(id, options)
    if (!planned.ok || planned.value.restored.length === 0) return planned
    const { key, restored } = planned.value
    const made = await changeUnderLock({ key, changes: restored }, options, id)
    return made.ok ? ok({ ...planned.value, entry: made.value }) : made
  })
}
