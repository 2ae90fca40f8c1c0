import { mkdir } from 'node:fs/promises'
import type { ClientFailure } from '../contract/client-failures.ts'
import { failed, type Result } from '../contract/result.ts'
import { type FileLock, takeLock } from '../files/file-lock.ts'
import type { Clock } from '../net/clock.ts'
import { writeFailure } from './client-file.ts'
import { journalLock } from './journal.ts'

/** A change takes milliseconds; who waits longer than this has met something else. */
const lockWaitMs = 5_000

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
  try {
    return await work()
  } finally {
    await lock.release()
  }
}
