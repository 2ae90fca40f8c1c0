import type { CheckReport, Observation } from '../contract/check.ts'

type ServerSoftware =
  | { kind: 'postfix'; debian: boolean }
  | { kind: 'other' }
  /** No greeting was heard, or one that names nothing. */
  | { kind: 'unknown' }

const others =
  /\b(Exim|Sendmail|OpenSMTPD|Microsoft ESMTP|gsmtp|qmail|Exchange|hMailServer|MailEnable|Haraka|Stalwart|Courier|Mercury|Zoho)\b/i

/** What the server says it runs, from every greeting that was heard of it. */
export function serverSoftware(report: Omit<CheckReport, 'advice'>): ServerSoftware {
  const { server, outbound25 } = report
  const ofServer = ({ role }: Observation) => role === 'server'
  const greetings = [
    server?.port25?.banner,
    ...[...outbound25.evidence, ...(server?.submission.evidence ?? [])]
      .filter(ofServer)
      .map(({ banner }) => banner),
  ]
    .filter((banner) => typeof banner === 'string')
    .join('\n')
  if (/\bPostfix\b/i.test(greetings))
    return { kind: 'postfix', debian: /\((Debian|Ubuntu|Raspbian)/i.test(greetings) }
  return others.test(greetings) ? { kind: 'other' } : { kind: 'unknown' }
}
