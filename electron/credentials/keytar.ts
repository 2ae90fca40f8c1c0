import { failed, ok, type Result } from '../contract/result.ts'
import type { CredentialFailure } from '../contract/failures.ts'

/** What the entries are called in the system's keychain. */
export const keychainService = 'Postern'

export type Keytar = Pick<
  typeof import('keytar'),
  'setPassword' | 'getPassword' | 'deletePassword' | 'findCredentials'
>

/**
 * Loads keytar when it is first needed: it is an optional dependency, and its native module can be missing
 * (no libsecret headers at installation), built for another Node, or without libsecret at run time.
 */
export async function loadKeytar(): Promise<Result<Keytar, CredentialFailure>> {
  try {
    return ok((await import('keytar')).default)
  } catch (error) {
    const text = error instanceof Error ? error.message : String(error)
    return failed({ kind: 'keychain-module-missing', detail: text.split('\n')[0] ?? '' })
  }
}
