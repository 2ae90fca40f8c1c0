import { rm } from 'node:fs/promises'
import type { ClientFailure } from '../../contract/client-failures.ts'
import { failed, ok, type Result } from '../../contract/result.ts'
import { errnoOf } from '../../files/errno.ts'
import type { Clock } from '../../net/clock.ts'
import { writeFailure } from '../client-file.ts'
import { type JournalEntry, readEntries, removeEntry, rollBack, writeEntry } from '../journal.ts'
import { withJournal } from '../journal-lock.ts'
import type { RecoveredChange } from '../recover-changes.ts'
import { type AccountOptions, restore } from './change-account.ts'
import { withChanges } from './plan.ts'
import { readAccountKey } from './read-profiles.ts'
import { findValue } from './reg-file.ts'
import { settingOf } from './settings.ts'

/**
 * Settles what a crash has left of changes in the registry, at the next start, each for itself. What has to wait until
 * Outlook is closed is left for a later start.
 */
export async function recoverAccounts(
  options: Omit<AccountOptions, 'wallClock'>,
): Promise<Result<RecoveredChange[], ClientFailure>> {
  const { folder } = options
  return withJournal(options, async () => {
    const recovered: RecoveredChange[] = []
    try {
      for (const { id, isBegun, entry } of await readEntries(folder)) {
        if (!isBegun) await removeEntry(folder, id)
        if (entry?.client !== 'outlook' || entry.state === 'done') continue
        const outcome = await settle(entry, options).catch((error: unknown) =>
          failed(writeFailure(error, folder)),
        )
        const which = { id, file: entry.file }
        recovered.push(
          outcome.ok
            ? { ...which, outcome: outcome.value }
            : { ...which, outcome: 'failed', failure: outcome.error },
        )
      }
    } catch (error) {
      return failed(writeFailure(error, folder))
    }
    return ok(recovered)
  })
}

async function settle(
  entry: JournalEntry,
  { folder, registry, use, clock }: Omit<AccountOptions, 'wallClock'>,
): Promise<Result<'finished' | 'rolled-back' | 'waiting', ClientFailure>> {
  // reg.exe may outlive a Postern that is killed. Without its file it does nothing from here on.
  if (!(await removeUnused(entry.temporary, clock))) return ok('waiting')
  const forgotten = async (): Promise<Result<'rolled-back', never>> => {
    await rollBack(folder, entry)
    return ok('rolled-back')
  }
  if (entry.state !== 'importing') return forgotten()
  const read = await readAccountKey(entry.target, registry)
  if (!read.ok) return read
  // The person has removed the account.
  if (read.value === null) return forgotten()
  const key = read.value
  const now = (name: string) => settingOf(findValue(key, name))
  const made = entry.changes.filter(({ name, after }) => now(name) === after)
  if (made.length === entry.changes.length) {
    await writeEntry(folder, { ...entry, state: 'done' })
    return ok('finished')
  }
  if (made.length > 0) {
    if ((await use()) !== 'closed') return ok('waiting')
    const back = made.map(({ name, before, after }) => ({ name, before: after, after: before }))
    const cause: ClientFailure = { kind: 'not-taken', key: entry.target }
    const failure = await restore({ ...entry, changes: back }, withChanges(key, back), registry, cause)
    if (failure.kind === 'not-restored') return failed(failure)
  }
  return forgotten()
}

const removeWaitMs = 5_000
const pollMs = 50

/** Windows does not remove a file that a program reads just now. */
async function removeUnused(file: string, clock: Clock): Promise<boolean> {
  const giveUpAt = clock.now() + removeWaitMs
  for (;;) {
    try {
      await rm(file, { force: true })
      return true
    } catch (error) {
      if (!['EBUSY', 'EPERM', 'EACCES'].includes(errnoOf(error) ?? '')) throw error
      if (clock.now() >= giveUpAt) return false
      await clock.wait(pollMs)
    }
  }
}
