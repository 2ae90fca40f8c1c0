import { signIn } from '../app/add-account.ts'
import { chooseAccount, type ChooseFailure, listAccounts, removeAccount } from '../app/manage-accounts.ts'
import type { Account } from '../contract/account.ts'
import { failureText } from '../text/failure-text.ts'
import type { CommandContext } from './context.ts'
import { askYes, canAsk } from './ask.ts'
import { exitCodes } from './exit-codes.ts'
import { exitCodeOfFailure } from './failure-exit.ts'
import { passwordFor } from './password.ts'
import { alignedRows } from './terminal.ts'

/** `postern account list`. Passwords are neither read nor shown. */
export async function runAccountList(
  options: { json?: true },
  { services, t, terminal }: CommandContext,
): Promise<number> {
  const listed = await listAccounts(services)
  if (!listed.ok) {
    terminal.complain(failureText(t, listed.error))
    return exitCodeOfFailure(listed.error)
  }
  const accounts = listed.value
  if (options.json === true) {
    terminal.print(
      JSON.stringify(
        accounts.map(({ pinned, ...account }) => ({
          ...account,
          pinned: pinned.map(({ host, sha256 }) => ({ host, sha256 })),
        })),
      ),
    )
    return exitCodes.fine
  }
  if (accounts.length === 0) terminal.print(t('cli.account.none'))
  for (const account of accounts) {
    const { submission, incoming } = account
    terminal.print(terminal.paint('strong', account.address))
    const rows = [
      [t('cli.label.username'), account.username],
      [
        t('cli.label.outgoing'),
        `${submission.host}:${submission.port} (${t(`cli.security.${submission.security}`)})`,
      ],
      [
        t('cli.label.incoming'),
        `${incoming.protocol === 'imap' ? 'IMAP' : 'POP3'} ${incoming.host}:${incoming.port} (${t(`cli.security.${incoming.security}`)})`,
      ],
    ] as const
    for (const line of alignedRows(rows, (label) => terminal.paint('dim', label))) terminal.print(`  ${line}`)
  }
  return exitCodes.fine
}

/** `postern account remove [ADDRESS]`: the account and its password in the keychain. */
export async function runAccountRemove(
  address: string | undefined,
  context: CommandContext,
): Promise<number> {
  const { services, t, terminal } = context
  const account = await chosen(address, context)
  if (typeof account === 'number') return account
  if (canAsk()) {
    const yes = await askYes(t('cli.account.ask-remove', { address: account.address }), context)
    if (yes === null) return exitCodes.interrupted
    if (!yes) return exitCodes.fine
  }
  const removed = await removeAccount(account, services)
  if (!removed.ok) {
    terminal.complain(failureText(t, removed.error))
    return exitCodeOfFailure(removed.error)
  }
  terminal.print(t('cli.account.removed', { address: account.address }))
  return exitCodes.fine
}

/** `postern account verify [ADDRESS]`: signs in to both servers, without sending mail. */
export async function runAccountVerify(
  address: string | undefined,
  options: { passwordStdin?: true },
  context: CommandContext,
): Promise<number> {
  const { services, signal, t, terminal } = context
  const account = await chosen(address, context)
  if (typeof account === 'number') return account
  const found = await passwordFor(account, options.passwordStdin === true, context)
  if (found.kind === 'exit') return found.code
  terminal.progress(t('cli.progress.signing-in', { host: account.submission.host }))
  const verified = await signIn(account, found.password, services, signal)
  terminal.endProgress()
  if (signal.aborted) return exitCodes.interrupted
  if (!verified.ok) {
    terminal.complain(failureText(t, verified.error))
    return exitCodeOfFailure(verified.error)
  }
  const { submission, incoming } = account
  terminal.print(t('cli.account.signed-in', { host: `${submission.host}:${submission.port}` }))
  if (incoming.protocol === 'imap') {
    terminal.print(t('cli.account.signed-in', { host: `${incoming.host}:${incoming.port}` }))
  }
  return exitCodes.fine
}

/** The account that is meant, or the exit code after saying why none is. */
export async function chosen(
  address: string | undefined,
  context: CommandContext,
): Promise<Account | number> {
  const choice = await chooseAccount(address ?? null, context.services)
  return choice.ok ? choice.value : explainChoice(choice.error, context)
}

function explainChoice(failure: ChooseFailure, { t, terminal }: CommandContext): number {
  switch (failure.kind) {
    case 'unknown-account':
      terminal.complain(t('cli.account.unknown', { address: failure.address }))
      return exitCodes.usage
    case 'no-accounts':
      terminal.complain(t('cli.account.none'))
      return exitCodes.usage
    case 'several-accounts':
      terminal.complain(t('cli.error.which-account', { addresses: failure.addresses.join(', ') }))
      return exitCodes.usage
    default:
      terminal.complain(failureText(t, failure))
      return exitCodeOfFailure(failure)
  }
}
