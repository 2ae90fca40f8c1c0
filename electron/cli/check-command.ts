import { check, type CheckedServer, type CheckProgress, type CheckRequest } from '../app/check.ts'
import { checkAccounts } from '../app/check-accounts.ts'
import { type CheckTarget, findCheckTarget } from '../app/check-target.ts'
import { listAccounts } from '../app/manage-accounts.ts'
import { failureText } from '../text/failure-text.ts'
import type { CommandContext } from './context.ts'
import { parseCheckOptions } from './check-options.ts'
import { printAccountVerdict, printCheck } from './check-view.ts'
import { exitCodeOf, exitCodes, worstExitCode } from './exit-codes.ts'
import type { CheckOptions } from './program.ts'

/** `postern check [ADDRESS|HOST]` and `postern check --all`. */
export async function runCheck(
  input: string | undefined,
  options: CheckOptions,
  context: CommandContext,
): Promise<number> {
  const { services, signal, t, terminal } = context
  const request = parseCheckOptions(options, context)
  if (request === null) return exitCodes.usage
  if (options.all === true) return runCheckAll(input, options, request, context)
  if (input?.includes('@') === true) {
    terminal.progress(t('cli.progress.discovering', { domain: input.split('@').at(-1) ?? '' }))
  }
  const target = await findCheckTarget(input ?? null, options.server ?? null, services, signal)
  if (signal.aborted) return exitCodes.interrupted
  const server = serverOf(target, context)
  if (typeof server === 'number') return server
  const auditAddress = options.audit === true ? (server?.address ?? null) : null
  if (options.audit === true && auditAddress === null) terminal.complain(t('cli.error.audit-needs-address'))
  const servers = server === null ? [] : [server]
  const outcomes = await check({ ...request, servers, auditAddress }, services, t, signal, (progress) =>
    showProgress(progress, server?.host ?? '', context),
  )
  terminal.endProgress()
  const outcome = outcomes?.[0]
  if (outcome === undefined) return exitCodes.interrupted
  if (options.json === true) terminal.print(JSON.stringify(outcome.report))
  else printCheck(outcome, t, terminal, context)
  return exitCodeOf(outcome.report)
}

/** One result for each account: a document a line, or a verdict a line. */
async function runCheckAll(
  input: string | undefined,
  options: CheckOptions,
  request: CheckRequest,
  context: CommandContext,
): Promise<number> {
  const { services, signal, t, terminal } = context
  if (input !== undefined || options.server !== undefined || options.audit === true) {
    terminal.complain(t('cli.error.all-takes-no-target'))
    return exitCodes.usage
  }
  const listed = await listAccounts(services)
  if (!listed.ok) {
    terminal.complain(failureText(t, listed.error))
    return exitCodes.failed
  }
  const accounts = listed.value
  if (accounts.length === 0) {
    terminal.complain(t('cli.account.none'))
    return exitCodes.usage
  }
  const results = await checkAccounts(accounts, request, services, t, signal, (progress) =>
    showProgress(progress, t('cli.account.count', { count: accounts.length }), context),
  )
  terminal.endProgress()
  if (results === null) return exitCodes.interrupted
  for (const { account, outcome } of results) {
    if (options.json === true) terminal.print(JSON.stringify(outcome.report))
    else printAccountVerdict(account.address, outcome.report, t, terminal)
  }
  return worstExitCode(results.map(({ outcome }) => exitCodeOf(outcome.report)))
}

/** The server to look at, null for none, or the exit code of a target that cannot be looked at. */
function serverOf(
  target: CheckTarget,
  { t, terminal }: CommandContext,
): (CheckedServer & { address: string | null }) | null | number {
  switch (target.kind) {
    case 'network-only':
      return null
    case 'server':
      return target
    case 'not-an-address':
    case 'address-without-domain':
    case 'not-a-host':
      terminal.complain(t(`cli.error.${target.kind}`, { input: target.input }))
      return exitCodes.usage
    case 'no-server-found':
      terminal.complain(t('cli.error.no-server-found', { domain: target.domain }))
      return { host: target.domain, account: null, address: null }
    case 'settings-failed':
      terminal.complain(failureText(t, target.failure))
      return exitCodes.failed
  }
}

function showProgress(
  { elapsedMs, step, suspected }: CheckProgress,
  host: string,
  { t, terminal }: CommandContext,
): void {
  const seconds = t('cli.value.elapsed', { seconds: (elapsedMs / 1_000).toFixed(1) })
  const what = step.outbound25.settled
    ? t('cli.progress.checking-submission', { host })
    : suspected
      ? t('cli.progress.suspected')
      : t('cli.progress.probing-25')
  terminal.progress(`${what} ${seconds}`)
}
