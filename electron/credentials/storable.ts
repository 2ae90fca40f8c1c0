import { failed, ok, type Result } from '../contract/result.ts'
import type { CredentialFailure } from '../contract/failures.ts'

/** CRED_MAX_CREDENTIAL_BLOB_SIZE of wincred.h; keytar stores the password's UTF-8 bytes in that blob. */
const windowsLimitBytes = 5 * 512

/** Refuses the passwords that would come back changed, before anything is stored. */
export function storable(password: string, platform: NodeJS.Platform): Result<void, CredentialFailure> {
  if (password === '') return failed({ kind: 'password-not-storable', reason: 'empty' })
  // Only Linux cuts there, but no server takes a NUL either: it separates the fields of SASL PLAIN (RFC 4616, 2).
  if (password.includes('\0')) return failed({ kind: 'password-not-storable', reason: 'nul' })
  if (!password.isWellFormed()) return failed({ kind: 'password-not-storable', reason: 'not-unicode' })
  if (platform === 'win32' && Buffer.byteLength(password) > windowsLimitBytes)
    return failed({ kind: 'password-not-storable', reason: 'too-long' })
  return ok(undefined)
}
