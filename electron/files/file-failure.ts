import type { SettingsFailure } from '../contract/failures.ts'
import { failed, type Result } from '../contract/result.ts'
import { errnoOf } from './errno.ts'

/** Errors of the file system become failures; everything else is a bug and passes. */
export async function withFileFailures<Value>(
  file: string,
  work: () => Promise<Result<Value, SettingsFailure>>,
): Promise<Result<Value, SettingsFailure>> {
  try {
    return await work()
  } catch (error) {
    const code = errnoOf(error)
    switch (code) {
      case null:
        throw error
      case 'ENOSPC':
      case 'EDQUOT':
        return failed({ kind: 'settings-disk-full', file })
      case 'EACCES':
      case 'EPERM':
      case 'EROFS':
        return failed({ kind: 'settings-denied', file, code })
      default:
        return failed({ kind: 'settings-failed', file, code })
    }
  }
}
