import type { CheckReport, FamilyVerdict, Observation, ServerReport } from '../contract/check.ts'
import { certificateOwner } from './certificate-owner.ts'
import type { Translate } from './translate.ts'
import { outbound25Key } from './verdict.ts'

/** What the best port of the server spoke, where that is known. */
type ShownTls = { protocol: string; cipher: string } | null

/** What a check found, as labels and values. */
export function checkRows(report: CheckReport, shown: ShownTls, t: Translate): Row[] {
  return [...networkRows(report, t), ...(report.server === null ? [] : serverRows(report.server, shown, t))]
}

/** Every connection of a check, the first one first. */
export function evidenceLines(report: CheckReport, t: Translate): string[] {
  const all = new Map<string, Observation>()
  for (const seen of [...report.outbound25.evidence, ...(report.server?.submission.evidence ?? [])]) {
    all.set(`${seen.role} ${seen.address} ${seen.port} ${seen.startedMs}`, seen)
  }
  return [...all.values()]
    .sort((a, b) => a.startedMs - b.startedMs)
    .map((seen) => {
      const where = seen.family === 6 ? `[${seen.address}]:${seen.port}` : `${seen.address}:${seen.port}`
      const what = [t(`cli.outcome.${seen.outcome}`), seen.code, seen.banner]
        .filter((part) => part !== null)
        .join(' ')
      return `${seen.startedMs.toFixed(0).padStart(6)} ms  ${t(`cli.role.${seen.role}`)}  ${seen.target} ${where}  ${what} (${seen.ms.toFixed(0)} ms)`
    })
}

export type Row = [label: string, value: string]

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

function serverRows({ host, port25, submission }: ServerReport, shown: ShownTls, t: Translate): Row[] {
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
