import { type CheckRequest, plainRequest } from '../app/check.ts'
import { hostAsGiven } from '../app/host.ts'
import type { CommandContext } from './context.ts'
import type { CheckOptions } from './program.ts'

const mostSeconds = 600

/** What the options of `check` and `watch` ask for; null after saying what is wrong with them. */
export function parseCheckOptions(
  options: CheckOptions,
  { t, terminal }: Pick<CommandContext, 't' | 'terminal'>,
): CheckRequest | null {
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
    const host = hostAsGiven(control.host)
    if (host === null) return complain(t('cli.error.not-a-host', { input: control.host }))
    controls.push({ host, port: control.port })
  }
  const references: string[] = []
  for (const input of options.reference ?? []) {
    const host = hostAsGiven(input)
    if (host === null) return complain(t('cli.error.not-a-host', { input }))
    references.push(host)
  }
  const timeoutSeconds = options.timeout === undefined ? null : Number(options.timeout)
  if (timeoutSeconds !== null && !(timeoutSeconds >= 1 && timeoutSeconds <= mostSeconds)) {
    return complain(t('cli.error.not-a-timeout', { input: options.timeout ?? '', most: mostSeconds }))
  }
  if (options.portalUrl !== undefined && !isHttpUrl(options.portalUrl)) {
    return complain(t('cli.error.not-a-url', { input: options.portalUrl }))
  }
  return {
    ...plainRequest,
    references,
    controls,
    portalUrl: options.portalUrl ?? null,
    only: options.ipv4 === true ? 4 : options.ipv6 === true ? 6 : null,
    timeoutSeconds,
  }
}

function isHttpUrl(text: string): boolean {
  return URL.canParse(text) && new URL(text).protocol === 'http:'
}

function parseHostPort(input: string): { host: string; port: number } | 'port' | null {
  const match = /^(\[[0-9a-f:.]+\]|[^:[\]\s]+):(\d+)$/i.exec(input)
  if (match?.[1] === undefined) return null
  const port = Number(match[2])
  return port >= 1 && port <= 65_535 ? { host: match[1], port } : 'port'
}
