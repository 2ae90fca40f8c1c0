import type { CredentialFailure } from '../contract/failures.ts'
import type { Result } from '../contract/result.ts'

/**
 * A keychain as the system gives it: calls one at a time, no time limit of its own. An aborted `signal` ends
 * what can be ended; a native call runs on until the keychain answers.
 */
export type Keychain = {
  save(account: string, password: string, signal: AbortSignal): Promise<Result<void, CredentialFailure>>
  read(account: string, signal: AbortSignal): Promise<Result<string | null, CredentialFailure>>
  remove(account: string, signal: AbortSignal): Promise<Result<boolean, CredentialFailure>>
  list(signal: AbortSignal): Promise<Result<string[], CredentialFailure>>
}
