import { stat } from 'node:fs/promises'
import path from 'node:path'
import type { ClientFailure } from '../contract/client-failures.ts'
import { failed, ok, type Result } from '../contract/result.ts'
import { errnoOf } from '../files/errno.ts'
import { readLimited } from '../files/read-limited.ts'
import type { Clock } from '../net/clock.ts'
import { writeFailure } from './client-file.ts'
import { syncFolder } from './durable-files.ts'
import {
  type JournalEntry,
  mostJournalBytes,
  readEntries,
  removeEntry,
  rollBack,
  sha256,
  writeEntry,
} from './journal.ts'
import { withJournal } from './journal-lock.ts'

/**
 * A change that a crash had interrupted. `superseded`: its settings have been changed by others since, and are left so.
 * `waiting`: it can only be settled while the program is closed. `failed`: the next start tries again.
 */
export type RecoveredChange = { id: number; file: string } & (
  { outcome: Settled | 'superseded' | 'waiting' } | { outcome: 'failed'; failure: ClientFailure }
)
type Settled = 'finished' | 'rolled-back'

/** Settles what a crash has left, at the next start: each change is then made or not, and nothing lies about. */
export async function recoverChanges(options: {
  folder: string
  clock: Clock
}): Promise<Result<RecoveredChange[], ClientFailure>> {
  const { folder } = options
  return withJournal(options, async () => {
    const recovered: RecoveredChange[] = []
    try {
      for (const { id, isBegun, entry } of await readEntries(folder)) {
        if (!isBegun) await removeEntry(folder, id)
        if (entry === null || entry.state === 'done') continue
        // Not in a file but in the registry: recoverAccounts.
        if (entry.client === 'outlook') continue
        // The disk with the profile is not there now; it may come back.
        if (!(await isThere(path.dirname(entry.target)))) continue
        recovered.push({ id, file: entry.file, outcome: await settle(folder, entry) })
      }
    } catch (error) {
      return failed(writeFailure(error, folder))
    }
    return ok(recovered)
  })
}

async function settle(folder: string, entry: JournalEntry): Promise<Settled> {
  if (!(await hasTakenPlace(entry))) {
    await rollBack(folder, entry)
    return 'rolled-back'
  }
  await syncFolder(path.dirname(entry.target))
  await writeEntry(folder, { ...entry, state: 'done' })
  return 'finished'
}

/** The program may have rewritten its file since: that the temporary file is gone tells more than the bytes. */
async function hasTakenPlace({
  state,
  target,
  temporary,
  sha256: { before },
}: JournalEntry): Promise<boolean> {
  if (state === 'writing' || (await isThere(temporary))) return false
  if (!(await isThere(target))) return true
  return sha256((await readLimited(target, mostJournalBytes)).bytes) !== before
}

async function isThere(file: string): Promise<boolean> {
  try {
    await stat(file)
    return true
  } catch (error) {
    if (errnoOf(error) === 'ENOENT') return false
    throw error
  }
}
