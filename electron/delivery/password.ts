import type { Account } from '../contract/account.ts'
import type { MailFailure } from '../contract/failures.ts'

/** A password that SASL PLAIN cannot carry (RFC 4616, 2: one octet or more, no NUL) is never sent half. */
export function unsendablePassword(account: Account, password: string): MailFailure | null {
  if (password === '') return { kind: 'password-not-sendable', detail: 'the password is empty' }
  if (password.includes('\0')) return { kind: 'password-not-sendable', detail: 'the password holds a NUL' }
  if (account.username.includes('\0')) {
    return { kind: 'password-not-sendable', detail: 'the user name holds a NUL' }
  }
  return null
}
