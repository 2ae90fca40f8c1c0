import { sendTest, type TestMailOutcome } from '../app/send-test.ts'
import type { Account } from '../contract/account.ts'
import type { Arrival, DeliveryProgress } from '../contract/delivery.ts'
import type { MailFailure } from '../contract/failures.ts'
import { failureText } from '../text/failure-text.ts'
import { chosen } from './account-commands.ts'
import type { CommandContext } from './context.ts'
import { runCheck } from './check-command.ts'
import { exitCodes } from './exit-codes.ts'
import { exitCodeOfFailure, isAboutThePath } from './failure-exit.ts'
import { passwordFor } from './password.ts'
import type { SendTestOptions } from './program.ts'

/** `postern send-test [ADDRESS]`: a mail to oneself, and the proof that it arrived. */
export async function runSendTest(
  address: string | undefined,
  options: SendTestOptions,
  context: CommandContext,
): Promise<number> {
  const { services, signal, t } = context
  const account = await chosen(address, context)
  if (typeof account === 'number') return account
  const found = await passwordFor(account, options.passwordStdin === true, context)
  if (found.kind === 'exit') return found.code
  const keep = options.keep === true
  const onProgress = (progress: DeliveryProgress) => showProgress(progress, context)
  const outcome = await sendTest(account, found.password, { keep, onProgress }, services, t, signal)
  context.terminal.endProgress()
  if (signal.aborted) return exitCodes.interrupted
  return outcome.ok ? tell(outcome.value, keep, context) : explain(outcome.error, account, context)
}

/** Says what failed; where the path may be to blame, a check of this network tells what to do. */
async function explain(failure: MailFailure, account: Account, context: CommandContext): Promise<number> {
  const { t, terminal } = context
  terminal.complain(failureText(t, failure))
  if (!isAboutThePath(failure)) return exitCodeOfFailure(failure)
  terminal.complain('')
  const code = await runCheck(account.address, {}, context)
  return code === exitCodes.fine ? exitCodeOfFailure(failure) : code
}

/** Prints the story of a test mail and what it proves; gives the exit code. Also used by the demo. */
export function tell(
  { sent, arrival }: TestMailOutcome,
  keep: boolean,
  context: Pick<CommandContext, 't' | 'terminal'>,
): number {
  const { t, terminal } = context
  terminal.print(t('cli.send.accepted', { seconds: sent.seconds.toFixed(1), tls: sent.tls }))
  terminal.print(
    terminal.paint(
      arrival.kind === 'arrived' && !arrival.junk ? 'good' : 'care',
      arrivalText(arrival, context),
    ),
  )
  if (arrival.kind === 'arrived') {
    const { proof, folder, removed } = arrival
    terminal.print()
    terminal.print(terminal.paint('strong', t('cli.send.proof')))
    const lines = [
      t('cli.send.proof.port', { port: sent.port, tls: sent.tls }),
      proof.receivedWith === null
        ? null
        : t(proof.receivedWith.endsWith('A') ? 'cli.send.proof.signed-in' : 'cli.send.proof.protocol', {
            protocol: proof.receivedWith,
          }),
      proof.receivedTls === null ? null : t('cli.send.proof.tls', { tls: proof.receivedTls }),
      proof.authenticationResults.length === 0
        ? null
        : t('cli.send.proof.authentication', { results: proof.authenticationResults.join(', ') }),
      t('cli.send.proof.folder', { folder: folderName(folder, context) }),
    ]
    for (const line of lines) if (line !== null) terminal.print(`  • ${line}`)
    terminal.print()
    terminal.print(
      terminal.paint(
        'dim',
        removed
          ? t('cli.send.removed')
          : t(keep ? 'cli.send.kept' : 'cli.send.not-removed', { folder: folderName(folder, context) }),
      ),
    )
  }
  return exitCodeOfArrival(arrival)
}

function arrivalText(arrival: Arrival, context: Pick<CommandContext, 't'>): string {
  const { t } = context
  switch (arrival.kind) {
    case 'arrived': {
      const params = { seconds: arrival.seconds.toFixed(1), folder: folderName(arrival.folder, context) }
      return t(arrival.junk ? 'cli.send.arrived-junk' : 'cli.send.arrived', params)
    }
    case 'not-seen':
      return t('cli.send.not-seen', {
        seconds: Math.round(arrival.seconds),
        folders: arrival.folders.join(', '),
      })
    case 'not-checkable':
      return t('cli.send.not-checkable')
    case 'mailbox-failed':
      return t('cli.send.mailbox-failed', { reason: failureText(t, arrival.failure) })
  }
}

function exitCodeOfArrival(arrival: Arrival): number {
  switch (arrival.kind) {
    case 'arrived':
    case 'not-checkable':
      return exitCodes.fine
    case 'not-seen':
      return exitCodes.notSeen
    case 'mailbox-failed':
      return exitCodeOfFailure(arrival.failure) === exitCodes.signInRefused
        ? exitCodes.signInRefused
        : exitCodes.notSeen
  }
}

function folderName(folder: string, { t }: Pick<CommandContext, 't'>): string {
  return folder === 'INBOX' ? t('cli.send.inbox') : folder
}

function showProgress(progress: DeliveryProgress, { t, terminal }: CommandContext): void {
  switch (progress.step) {
    case 'connecting':
      terminal.progress(t('cli.send.connecting', { host: progress.host, port: progress.port }))
      break
    case 'sending':
      terminal.progress(t('cli.send.sending'))
      break
    case 'accepted':
      break
    case 'waiting':
      terminal.progress(
        t('cli.send.waiting', { seconds: Math.round(progress.seconds), waitSeconds: progress.waitSeconds }),
      )
      break
  }
}
