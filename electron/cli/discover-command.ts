import { discoverSettings } from '../app/discover.ts'
import type { IncomingServer, MailServer } from '../contract/account.ts'
import type { Candidate, Discovery } from '../contract/discovery.ts'
import type { Translate } from '../text/translate.ts'
import type { CommandContext } from './context.ts'
import { exitCodes } from './exit-codes.ts'
import { alignedRows } from './terminal.ts'

/** `postern discover ADDRESS`: the mail settings of an address, where they come from, and what cannot be used. */
export async function runDiscover(
  input: string,
  options: { json?: true },
  context: CommandContext,
): Promise<number> {
  const { services, signal, t, terminal } = context
  terminal.progress(t('cli.progress.discovering', { domain: input.split('@').at(-1) ?? '' }))
  const discovered = await discoverSettings(input, services, signal, ({ submission: { host } }) =>
    terminal.progress(t('cli.progress.discovered', { host })),
  )
  terminal.endProgress()
  if (!discovered.ok) {
    if (discovered.error.kind === 'interrupted') return exitCodes.interrupted
    terminal.complain(t(`cli.error.${discovered.error.kind}`, { input }))
    return exitCodes.usage
  }
  if (options.json === true) terminal.print(JSON.stringify(discovered.value))
  else printDiscovery(discovered.value, context)
  return exitCodeOfDiscovery(discovered.value)
}

function exitCodeOfDiscovery({ candidates, chosen, notes }: Discovery): number {
  if (chosen !== null) return exitCodes.fine
  if (notes.includes('dns-failed')) return exitCodes.offline
  if (notes.includes('oauth2-only')) return exitCodes.signInRefused
  return candidates.some(({ why }) => why === 'untrusted-certificate')
    ? exitCodes.untrustedCertificate
    : exitCodes.notOffered
}

function printDiscovery(discovery: Discovery, { t, terminal, quiet, verbose }: CommandContext): void {
  const { address, candidates, chosen } = discovery
  if (chosen !== null) {
    const rows: [label: string, value: string][] = [
      [t('cli.label.outgoing'), serverText(chosen.submission, t)],
      [
        t('cli.label.incoming'),
        chosen.incoming === null ? t('cli.value.none') : incomingText(chosen.incoming, t),
      ],
      [t('cli.label.username'), chosen.username ?? address],
      [t('cli.label.source'), t(`cli.discover.source.${chosen.source}`)],
    ]
    for (const line of alignedRows(rows, (label) => terminal.paint('dim', label))) terminal.print(line)
  }
  if (chosen === null) {
    for (const sentence of sentences(discovery, t)) terminal.print(terminal.paint('bad', sentence))
  }
  // A usual name where nobody answers is of interest where there is nothing else.
  const others = candidates.filter(
    (candidate) => verbose || (!candidate.usable && (chosen === null || candidate.source !== 'guess')),
  )
  if (quiet || others.length === 0) return
  terminal.print()
  terminal.print(terminal.paint('strong', t(verbose ? 'cli.discover.all' : 'cli.discover.not-usable')))
  for (const candidate of others) terminal.print(`  ${candidateText(candidate, t)}`)
}

/** Why nothing was chosen, and what to do. */
function sentences({ address, candidates, notes, known }: Discovery, t: Translate): string[] {
  const domain = address.slice(address.lastIndexOf('@') + 1)
  const [published] = candidates.flatMap((candidate) => (candidate.usable ? [] : (candidate.plain ?? [])))
  const plain = known ?? published
  const server = `${plain?.host ?? domain}:${plain?.port ?? 25}`
  const said = notes
    // The other one says the same without the provider's name.
    .filter((note) => note !== 'plain-only' || known === undefined)
    .map((note) => t(`cli.discover.note.${note}`, { domain, server, provider: known?.provider ?? domain }))
  const untrusted = candidates.find(({ why }) => why === 'untrusted-certificate')?.submission
  if (untrusted != null) return [...said, t('cli.discover.untrusted', { host: untrusted.host, address })]
  return notes.some((note) => note !== 'incomplete')
    ? said
    : [...said, t('cli.discover.nothing', { domain, address })]
}

function candidateText(candidate: Candidate, t: Translate): string {
  const plain = candidate.usable ? null : candidate.plain
  const { submission, incoming } = candidate
  const server =
    plain !== null
      ? `${plain.host}:${plain.port}`
      : submission !== null
        ? serverText(submission, t)
        : incoming !== null
          ? incomingText(incoming, t)
          : t('cli.value.none')
  const source = t(`cli.discover.source.${candidate.source}`)
  return t('cli.discover.candidate', { server, why: t(`cli.discover.why.${candidate.why}`), source })
}

function serverText({ host, port, security }: MailServer, t: Translate): string {
  return `${host}:${port} (${t(`cli.security.${security}`)})`
}

function incomingText({ protocol, ...server }: IncomingServer, t: Translate): string {
  return `${protocol === 'imap' ? 'IMAP' : 'POP3'} ${serverText(server, t)}`
}
