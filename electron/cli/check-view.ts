import type { CheckOutcome } from '../app/check.ts'
import type { CheckReport, FamilyVerdict, Observation, ServerReport } from '../contract/check.ts'
import type { Translate } from '../text/translator.ts'
import { outbound25Key, verdictKey } from '../text/verdict.ts'
import { auditLine } from './audit-view.ts'
import { certificateOwner } from './certificate-owner.ts'
import { exitCodeOf, exitCodes } from './exit-codes.ts'
import { alignedRows, type Style, type Terminal } from './terminal.ts'

/** Prints a check for people: what was found, one sentence of verdict, numbered advice. */
export function printCheck(
  { report, shown, findings }: CheckOutcome,
  t: Translate,
  terminal: Terminal,
  { quiet, verbose }: { quiet: boolean; verbose: boolean },
): void {
  const { key, params } = verdictKey(report)
  const sentence = terminal.paint(styleOf(report), t(key, params))
  if (quiet) {
    terminal.print(sentence)
    return
  }
  const rows = [
    ...networkRows(report, t),
    ...(report.server === null ? [] : serverRows(report.server, shown, t)),
    ...(findings ?? []).map((finding): Row => ['', auditLine(finding, t)]),
  ]
  for (const line of alignedRows(rows, (label) => terminal.paint('dim', label))) terminal.print(line)
  terminal.print()
  terminal.print(sentence)
  if (report.advice.length > 0) {
    terminal.print()
    terminal.print(terminal.paint('strong', t('cli.label.advice')))
    report.advice.forEach(({ text }, index) => terminal.print(numbered(index + 1, text)))
  }
  if (verbose) printEvidence(report, t, terminal)
  terminal.print()
  terminal.print(
    terminal.paint('dim', t('cli.check.done', { seconds: (report.durationMs / 1_000).toFixed(1) })),
  )
}

/** One line of a check of all accounts. */
export function printAccountVerdict(
  address: string,
  report: CheckReport,
  t: Translate,
  terminal: Terminal,
): void {
  const { key, params } = verdictKey(report)
  terminal.print(`${terminal.paint('strong', address)}  ${terminal.paint(styleOf(report), t(key, params))}`)
}

/** Further lines stand as they are: they may be commands or lines of a file, to be copied. */
function numbered(number: number, text: string): string {
  const [first = '', ...rest] = text.split('\n')
  return [`  ${number}. ${first}`, ...rest].join('\n')
}

/** The colour of a verdict. */
export function styleOf(report: CheckReport): Style {
  const code = exitCodeOf(report)
  if (code === exitCodes.inconclusive) return 'care'
  if (code !== exitCodes.fine) return 'bad'
  return report.server === null && report.outbound25.verdict !== 'open' ? 'care' : 'good'
}

type Row = [label: string, value: string]

function networkRows({ network, outbound25 }: CheckReport, t: Translate): Row[] {
  const families = [network.families.ipv4 ? 'IPv4' : '', network.families.ipv6 ? 'IPv6' : '']
    .filter(Boolean)
    .join(', ')
  const confidence = outbound25.verdict === 'open' ? '' : ` (${t(`cli.value.${outbound25.confidence}`)})`
  const exceptions =
    outbound25.exceptions.length === 0
      ? ''
      : `, ${t('cli.value.exceptions', { hosts: outbound25.exceptions.join(', ') })}`
  return [
    [t('cli.label.network'), families === '' ? t('cli.value.none') : families],
    ...(network.gateway === null ? [] : [[t('cli.label.gateway'), network.gateway] as Row]),
    [t('cli.label.outbound25'), `${t(outbound25Key(outbound25))}${confidence}${exceptions}`],
    [`  ${t('cli.label.ipv4')}`, familyText(outbound25.families.ipv4, t)],
    [`  ${t('cli.label.ipv6')}`, familyText(outbound25.families.ipv6, t)],
  ]
}

function familyText(verdict: FamilyVerdict | null, t: Translate): string {
  return verdict === null ? t('cli.value.no-route') : t(outbound25Key(verdict))
}

function serverRows(
  { host, port25, submission }: ServerReport,
  shown: CheckOutcome['shown'],
  t: Translate,
): Row[] {
  const { certificate, ports } = submission
  const rows: Row[] = [
    [t('cli.label.server'), host],
    [`  ${t('cli.label.port', { port: 587 })}`, t(`submission.${ports['587']}`)],
    [`  ${t('cli.label.port', { port: 465 })}`, t(`submission.${ports['465']}`)],
  ]
  if (port25 !== null)
    rows.push([`  ${t('cli.label.port', { port: 25 })}`, t(`cli.outcome.${port25.outcome}`)])
  if (shown !== null) rows.push([`  ${t('cli.label.tls')}`, `${shown.protocol}, ${shown.cipher}`])
  if (certificate !== null) {
    const state =
      certificate.reason === null
        ? t('cli.value.trusted-until', { date: certificate.notAfter.slice(0, 10) })
        : t(`certificate.${certificate.reason}`)
    rows.push([`  ${t('cli.label.certificate')}`, `${certificateOwner(certificate, t)}: ${state}`])
  }
  if (submission.auth.length > 0) rows.push([`  ${t('cli.label.mechanisms')}`, submission.auth.join(', ')])
  if (submission.authBeforeTls) rows.push(['', t('cli.value.auth-before-tls')])
  if (submission.unauthenticated !== 'not-tested') {
    rows.push(['', t(`cli.value.unauthenticated.${submission.unauthenticated}`)])
  }
  return rows
}

function printEvidence(report: CheckReport, t: Translate, terminal: Terminal): void {
  terminal.print()
  terminal.print(terminal.paint('strong', t('cli.label.evidence')))
  const all = new Map<string, Observation>()
  for (const seen of [...report.outbound25.evidence, ...(report.server?.submission.evidence ?? [])]) {
    all.set(`${seen.role} ${seen.address} ${seen.port} ${seen.startedMs}`, seen)
  }
  for (const seen of [...all.values()].sort((a, b) => a.startedMs - b.startedMs)) {
    const where = seen.family === 6 ? `[${seen.address}]:${seen.port}` : `${seen.address}:${seen.port}`
    const what = [t(`cli.outcome.${seen.outcome}`), seen.code, seen.banner]
      .filter((part) => part !== null)
      .join(' ')
    terminal.print(
      `  ${seen.startedMs.toFixed(0).padStart(6)} ms  ${t(`cli.role.${seen.role}`)}  ${seen.target} ${where}  ${what} (${seen.ms.toFixed(0)} ms)`,
    )
  }
}
