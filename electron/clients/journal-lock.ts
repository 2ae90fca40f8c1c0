import { mkdir, utimes } from 'node:fs/promises'
import type { ClientFailure } from '../contract/client-failures.ts'
import { failed, type Result } from '../contract/result.ts'
import { errnoOf } from '../files/errno.ts'
import { type FileLock, takeLock } from '../files/file-lock.ts'
import type { Clock } from '../net/clock.ts'
import { writeFailure } from './client-file.ts'
import { journalLock } from './journal.ts'

/** A change takes milliseconds; who waits longer than this has met something else. */
const lockWaitMs = 5_000
/** In the registry each step is a process, and together they may last longer than a lock counts as held. */
const refreshMs = 10_000

/** One Postern at a time changes other programs' files. */
export async function withJournal<Value>(
  { folder, clock }: { folder: string; clock: Clock },
  work: () => Promise<Result<Value, ClientFailure>>,
): Promise<Result<Value, ClientFailure>> {
  let lock: FileLock | null
  try {
    await mkdir(folder, { recursive: true, mode: 0o700 })
    lock = await takeLock(journalLock(folder), clock, lockWaitMs)
  } catch (error) {
    return failed(writeFailure(error, folder))
  }
  if (lock === null) return failed({ kind: 'changes-busy', file: folder })
  const refreshing = setInterval(() => void refresh(journalLock(folder)), refreshMs)
  try {
    return await work()
  } finally {
    clearInterval(refreshing)
    await lock.release()
  }
}

async function refresh(lock: string): Promise<void> {
  const now = new Date()
  await utimes(lock, now, now).catch((error: unknown) => {
    // Then it grows old, as without this.
    if (errnoOf(error) === null) throw error
  })
}
