import type { ClientFailure } from '../../contract/client-failures.ts'
import { failed, ok, type Result } from '../../contract/result.ts'
import { writeFailure } from '../client-file.ts'
import { readEntries, removeEntry } from '../journal.ts'
import { withJournal } from '../journal-lock.ts'
import type { RecoveredChange } from '../recover-changes.ts'
import type { AccountOptions } from './change-account.ts'
import { settleAccount } from './settle-account.ts'

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
        const outcome = await settleAccount(entry, options)
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
