import { check, type CheckProgress, type CheckRequest } from '../app/check.ts'
import { type CheckTarget, findCheckTarget } from '../app/check-target.ts'
import { failureText } from '../text/failure-text.ts'
import type { CommandContext } from './actions.ts'
import { printCheck } from './check-view.ts'
import { exitCodeOf, exitCodes } from './exit-codes.ts'
import type { CheckOptions } from './program.ts'

const mostSeconds = 600

/** `postern check [ADDRESS|HOST]`. */
export async function runCheck(
  input: string | undefined,
  options: CheckOptions,
  context: CommandContext,
): Promise<number> {
  const { services, signal, t, terminal } = context
  const parsed = parseOptions(options, context)
  if (parsed === null) return exitCodes.usage
  if (input?.includes('@') === true)
    terminal.progress(t('cli.progress.discovering', { domain: input.split('@').at(-1) ?? '' }))
  const target = await findCheckTarget(input ?? null, options.server ?? null, services, signal)
  if (signal.aborted) return exitCodes.interrupted
  const server = serverOf(target, context)
  if (typeof server === 'number') return server
  const outcome = await check({ ...parsed, server }, services, t, signal, (progress) =>
    showProgress(progress, server, context),
  )
  terminal.endProgress()
  if (outcome === null) return exitCodes.interrupted
  if (options.json === true) terminal.print(JSON.stringify(outcome.report))
  else printCheck(outcome, t, terminal, context)
  return exitCodeOf(outcome.report)
}

/** The server to look at, null for none, or the exit code of a target that cannot be looked at. */
function serverOf(target: CheckTarget, { t, terminal }: CommandContext): CheckRequest['server'] | number {
  switch (target.kind) {
    case 'network-only':
      return null
    case 'server':
      return { host: target.host, account: target.account }
    case 'not-an-address':
    case 'address-without-domain':
    case 'not-a-host':
      terminal.complain(t(`cli.error.${target.kind}`, { input: target.input }))
      return exitCodes.usage
    case 'no-server-found':
      terminal.complain(t('cli.error.no-server-found', { domain: target.domain }))
      return { host: target.domain, account: null }
    case 'settings-failed':
      terminal.complain(failureText(t, target.failure))
      return exitCodes.failed
  }
}

function parseOptions(
  options: CheckOptions,
  { t, terminal }: CommandContext,
): Omit<CheckRequest, 'server'> | null {
  const complain = (message: string) => {
    terminal.complain(message)
    return null
  }
  if (options.ipv4 === true && options.ipv6 === true) return complain(t('cli.error.both-families'))
  const controls: { host: string; port: number }[] = []
  for (const input of options.control ?? []) {
    const control = parseHostPort(input)
    if (control === 'port') return complain(t('cli.error.not-a-port', { input }))
    if (control === null) return complain(t('cli.error.not-a-host-port', { input }))
    controls.push(control)
  }
  const timeoutSeconds = options.timeout === undefined ? null : Number(options.timeout)
  if (timeoutSeconds !== null && !(timeoutSeconds >= 1 && timeoutSeconds <= mostSeconds)) {
    return complain(t('cli.error.not-a-timeout', { input: options.timeout ?? '', most: mostSeconds }))
  }
  if (options.portalUrl !== undefined && !/^http:\/\/[^/]/i.test(options.portalUrl)) {
    return complain(t('cli.error.not-a-url', { input: options.portalUrl }))
  }
  return {
    references: (options.reference ?? []).map(unbracketed),
    controls,
    portalUrl: options.portalUrl ?? null,
    only: options.ipv4 === true ? 4 : options.ipv6 === true ? 6 : null,
    timeoutSeconds,
  }
}

function parseHostPort(input: string): { host: string; port: number } | 'port' | null {
  const match = /^(\[[0-9a-f:.]+\]|[^:[\]\s]+):(\d+)$/i.exec(input)
  if (match?.[1] === undefined) return null
  const port = Number(match[2])
  return port >= 1 && port <= 65_535 ? { host: unbracketed(match[1]), port } : 'port'
}

function unbracketed(host: string): string {
  return host.replace(/^\[(.*)\]$/, '$1')
}

function showProgress(
  { elapsedMs, step }: CheckProgress,
  server: CheckRequest['server'],
  { t, terminal }: CommandContext,
) {
  const seconds = t('cli.value.elapsed', { seconds: (elapsedMs / 1_000).toFixed(1) })
  const what = step.outbound25.settled
    ? t('cli.progress.checking-submission', { host: server?.host ?? '' })
    : elapsedMs > 1_000
      ? t('cli.progress.suspected')
      : t('cli.progress.probing-25')
  terminal.progress(`${what} ${seconds}`)
}
