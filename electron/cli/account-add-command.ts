import { hostOf } from '../app/host.ts'
import {
  type AccountWish,
  proposeAccount,
  type ProposeFailure,
  saveAccount,
  signIn,
} from '../app/add-account.ts'
import type { Account, IncomingServer } from '../contract/account.ts'
import type { SubmissionPort } from '../contract/check.ts'
import { failureText } from '../text/failure-text.ts'
import type { CommandContext } from './context.ts'
import { askText, askYes, canAsk } from './ask.ts'
import { printCheck } from './check-view.ts'
import { exitCodeOf, exitCodes } from './exit-codes.ts'
import { exitCodeOfFailure } from './failure-exit.ts'
import { newPassword } from './password.ts'
import type { AccountAddOptions } from './program.ts'
import { trustByHand } from './trust.ts'

/** `postern account add [ADDRESS]`: finds the servers, signs in, and keeps the account and its password. */
export async function runAccountAdd(
  address: string | undefined,
  options: AccountAddOptions,
  context: CommandContext,
): Promise<number> {
  const { services, signal, t, terminal } = context
  const wish = await wishFrom(address, options, context)
  if (typeof wish === 'number') return wish
  terminal.progress(t('cli.progress.discovering', { domain: wish.address.split('@').at(-1) ?? '' }))
  const proposed = await proposeAccount(wish, services, t, signal)
  terminal.endProgress()
  if (!proposed.ok) return explain(proposed.error, wish, context)
  const account = proposed.value
  terminal.complain(
    t('cli.account.found-settings', { host: account.submission.host, port: account.submission.port }),
  )
  terminal.complain(
    t('cli.account.found-incoming', { host: account.incoming.host, port: account.incoming.port }),
  )
  const typed = await newPassword(account.username, options.passwordStdin === true, context)
  if (typed.kind === 'exit') return typed.code
  const verified = await signInWithTrust(account, typed.password, options.trust ?? null, context)
  if (typeof verified === 'number') return verified
  terminal.complain(t('cli.account.signed-in', { host: account.submission.host }))
  return keep(verified, typed.password, options.session === true, context)
}

async function wishFrom(
  address: string | undefined,
  options: AccountAddOptions,
  context: CommandContext,
): Promise<AccountWish | number> {
  const { t, terminal } = context
  const { port, imapPort = '993' } = options
  const typed = address ?? (canAsk() ? await askText(t('cli.account.ask-address'), null, context) : undefined)
  if (typed === null) return exitCodes.interrupted
  if (typed === undefined) {
    terminal.complain(t('cli.error.address-missing'))
    return exitCodes.usage
  }
  if (port !== undefined && port !== '587' && port !== '465') {
    terminal.complain(t('cli.error.not-a-submission-port', { input: port }))
    return exitCodes.usage
  }
  const incomingPort = Number(imapPort)
  if (!Number.isInteger(incomingPort) || incomingPort < 1 || incomingPort > 65_535) {
    terminal.complain(t('cli.error.not-a-port', { input: imapPort }))
    return exitCodes.usage
  }
  const named: Record<'server' | 'imap', string | null> = { server: null, imap: null }
  for (const option of ['server', 'imap'] as const) {
    const input = options[option]
    if (input === undefined) continue
    named[option] = hostOf(input)
    if (named[option] === null) {
      terminal.complain(t('cli.error.not-a-host', { input }))
      return exitCodes.usage
    }
  }
  const submissionPort: SubmissionPort | null = port === undefined ? null : port === '587' ? 587 : 465
  return {
    address: typed,
    username: options.username ?? null,
    submissionHost: named.server,
    submissionPort,
    incoming: incomingFrom(options.pop === true, named.imap, incomingPort, named.server),
  }
}

function incomingFrom(
  pop: boolean,
  imap: string | null,
  port: number,
  server: string | null,
): IncomingServer | 'find' {
  if (pop) return { protocol: 'pop3', host: imap ?? server ?? 'pop3', port: 995, security: 'tls' }
  if (imap === null) return 'find'
  return { protocol: 'imap', host: imap, port, security: port === 143 ? 'starttls' : 'tls' }
}

function explain(
  failure: ProposeFailure,
  wish: AccountWish,
  { t, terminal, quiet, verbose }: CommandContext,
): number {
  switch (failure.kind) {
    case 'interrupted':
      return exitCodes.interrupted
    case 'not-an-address':
    case 'address-without-domain':
      terminal.complain(t(`cli.error.${failure.kind}`, { input: wish.address }))
      return exitCodes.usage
    case 'account-exists':
      terminal.complain(t('cli.account.exists', { address: failure.address }))
      return exitCodes.usage
    case 'no-server-found':
      terminal.complain(t('cli.account.not-found', { domain: failure.domain }))
      return exitCodes.notOffered
    case 'no-incoming-found':
      terminal.complain(t('cli.account.no-incoming', { domain: failure.domain }))
      return exitCodes.notOffered
    case 'oauth2-only':
      terminal.complain(t('cli.discover.note.oauth2-only'))
      return exitCodes.signInRefused
    case 'not-submittable':
      printCheck({ report: failure.report, shown: null, findings: null }, t, terminal, { quiet, verbose })
      return exitCodeOf(failure.report) || exitCodes.notOffered
    default:
      terminal.complain(failureText(t, failure))
      return exitCodeOfFailure(failure)
  }
}

/** Signs in; a certificate that nobody vouches for is shown, and the person decides. One question for each host. */
async function signInWithTrust(
  account: Account,
  password: string,
  wanted: string | null,
  context: CommandContext,
): Promise<Account | number> {
  const { services, signal, t, terminal } = context
  let candidate = account
  for (;;) {
    terminal.progress(t('cli.progress.signing-in', { host: account.submission.host }))
    const signedIn = await signIn(candidate, password, services, signal)
    terminal.endProgress()
    if (signedIn.ok) return candidate
    if (signal.aborted) return exitCodes.interrupted
    const { error } = signedIn
    const asks =
      error.kind === 'tls-untrusted' &&
      error.certificate !== null &&
      !candidate.pinned.some(({ host }) => host === error.host)
    if (!asks) {
      terminal.complain(failureText(t, error))
      return exitCodeOfFailure(error)
    }
    const trusted = await trustByHand(candidate, error, wanted, context)
    if (trusted === null) return exitCodeOfFailure(error)
    candidate = trusted
  }
}

async function keep(
  account: Account,
  password: string,
  session: boolean,
  context: CommandContext,
): Promise<number> {
  const { services, t, terminal } = context
  const saved = await saveAccount(account, session ? null : password, services)
  if (saved.ok) {
    terminal.print(t(session ? 'cli.account.saved-without-password' : 'cli.account.saved-keychain'))
    return exitCodes.fine
  }
  terminal.complain(failureText(t, saved.error))
  const code = exitCodeOfFailure(saved.error)
  if (code !== exitCodes.keychainUnavailable) return code
  if (!canAsk()) {
    terminal.complain(t('cli.error.use-session'))
    return code
  }
  if ((await askYes(t('cli.account.ask-session'), context)) !== true) return code
  return keep(account, password, true, context)
}
