import type { Account } from '../contract/account.ts'
import { failureText } from '../text/failure-text.ts'
import type { CommandContext } from './context.ts'
import { askPassword, canAsk, readPasswordFromStdin } from './ask.ts'
import { exitCodes } from './exit-codes.ts'

export type PasswordOrExit =
  { kind: 'password'; password: string; stored: boolean } | { kind: 'exit'; code: number }

/** A password to sign in with that is not stored yet: from stdin, or from a hidden prompt. */
export async function newPassword(
  username: string,
  fromStdin: boolean,
  context: CommandContext,
): Promise<PasswordOrExit> {
  const { t, terminal } = context
  if (!fromStdin && !canAsk()) {
    terminal.complain(t('cli.error.no-terminal'))
    return { kind: 'exit', code: exitCodes.usage }
  }
  const password = fromStdin
    ? await readPasswordFromStdin(context)
    : await askPassword(t('cli.account.ask-password', { username }), context)
  if (password === null) return { kind: 'exit', code: exitCodes.interrupted }
  if (password === '') {
    terminal.complain(t('cli.error.empty-password'))
    return { kind: 'exit', code: exitCodes.usage }
  }
  return { kind: 'password', password, stored: false }
}

/** The account's password: from stdin, the keychain, or where neither has it a hidden prompt. */
export async function passwordFor(
  account: Account,
  fromStdin: boolean,
  context: CommandContext,
): Promise<PasswordOrExit> {
  const { services, t, terminal } = context
  if (fromStdin) return newPassword(account.username, true, context)
  const kept = await services.credentials.read(account.address)
  if (kept.ok && kept.value !== null) return { kind: 'password', password: kept.value, stored: true }
  terminal.complain(
    kept.ok ? t('cli.account.no-password', { address: account.address }) : failureText(t, kept.error),
  )
  if (!canAsk()) return { kind: 'exit', code: exitCodes.keychainUnavailable }
  return newPassword(account.username, false, context)
}
