import type { CredentialFailure } from '../contract/failures.ts'
import type { Result } from '../contract/result.ts'

/** Where the passwords of the person's accounts are kept. No implementation ever writes one to a file. */
export type CredentialStore = {
  save(account: string, password: string): Promise<Result<void, CredentialFailure>>
  /** The stored password, or null when there is none. */
  read(account: string): Promise<Result<string | null, CredentialFailure>>
  /** True when there was one to remove. */
  remove(account: string): Promise<Result<boolean, CredentialFailure>>
  /** The names of the accounts that have a password here, sorted; never the passwords. */
  list(): Promise<Result<string[], CredentialFailure>>
}
