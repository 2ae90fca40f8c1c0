import type { MailServer } from '../contract/account.ts'
import type { MailFailure } from '../contract/failures.ts'
import { saysNeedsOauth2 } from './needs-oauth2.ts'
import type { ReplyText } from './reply-text.ts'

/** What nodemailer tells about a step that failed, and what the socket knows besides. */
export type SubmissionTrouble = {
  /** nodemailer's error code, such as EAUTH or ECONNECTION. */
  code: string | null
  /** The code of the error below it, such as an errno or OpenSSL's. */
  cause: string | null
  /** The command that the server answered, such as "MAIL FROM". */
  command: string
  /** The server's reply, lines joined by LF; null where there was none. */
  reply: string | null
  /** TLS had begun and was not there yet. */
  handshaking: boolean
  /** Why the certificate was not trusted; null where trust was not the trouble. */
  untrusted: string | null
  /** SASL mechanisms offered after TLS. */
  mechanisms: readonly string[]
}

/** nodemailer's errors to the contract's failures. Pure. */
export function submissionFailure(
  trouble: SubmissionTrouble,
  server: MailServer,
  text: ReplyText,
): MailFailure {
  const { host, port } = server
  const { code, reply } = trouble
  if (trouble.untrusted !== null) {
    return {
      kind: 'tls-untrusted',
      host,
      port,
      certificate: null,
      pem: null,
      detail: text(trouble.untrusted),
    }
  }
  if (code === 'ETIMEDOUT') return { kind: 'timed-out', host, port }
  if (reply === null) {
    const kind = trouble.handshaking ? 'tls-failed' : 'protocol'
    const closed = code === null || code === 'ECONNECTION' || code === 'ETLS'
    return { kind, host, port, detail: trouble.cause ?? (closed ? 'closed' : code) }
  }
  const said = text(reply)
  const status = /^([245]\d\d)(?:[ -]|$)/.exec(reply)?.[1]
  if (status === undefined || status.startsWith('2')) return { kind: 'protocol', host, port, detail: said }
  if (status === '421') return { kind: 'server-unavailable', host, port, reply: said }
  switch (trouble.command.split(' ')[0] ?? '') {
    case 'STARTTLS':
      return status.startsWith('4')
        ? { kind: 'tls-failed', host, port, detail: said }
        : { kind: 'no-starttls', host, port }
    case 'AUTH':
      return authFailure(status, said, server, trouble.mechanisms)
    case 'MAIL':
      return mailFailure('sender-refused', status, said, server)
    case 'RCPT':
      return mailFailure('recipient-refused', status, said, server)
    case 'DATA':
      return mailFailure('message-refused', status, said, server)
    default:
      return status.startsWith('4')
        ? { kind: 'server-unavailable', host, port, reply: said }
        : { kind: 'protocol', host, port, detail: said }
  }
}

/** RFC 4954, 4 and 6. */
function authFailure(
  status: string,
  reply: string,
  { host, port }: MailServer,
  mechanisms: readonly string[],
): MailFailure {
  if (saysNeedsOauth2(reply)) return { kind: 'needs-oauth2', host, port, reply }
  if (status.startsWith('4')) return { kind: 'server-unavailable', host, port, reply }
  switch (status) {
    case '500':
    case '502':
    case '503':
    case '504':
    case '534':
      return { kind: 'auth-unavailable', host, port, mechanisms: [...mechanisms] }
    default:
      return { kind: 'auth-rejected', host, port, reply }
  }
}

/** Replies to the mail itself: RFC 5321, 4.2.3, with the enhanced codes of RFC 3463. */
function mailFailure(
  refused: 'sender-refused' | 'recipient-refused' | 'message-refused',
  status: string,
  reply: string,
  { host, port }: MailServer,
): MailFailure {
  const enhanced = /^\d{3} [45]\.(\d{1,3}\.\d{1,3})\b/.exec(reply)?.[1]
  // A plain 552 is "exceeded storage allocation"; our mail of a kilobyte is never too large itself.
  const full =
    enhanced === '2.2' ||
    (enhanced === undefined && status === '552') ||
    /over ?quota|quota exceeded|mailbox (is )?full/i.test(reply)
  if (full) return { kind: 'quota', reply }
  if (status.startsWith('5')) return { kind: refused, reply }
  // RFC 6647, 5: greylisting answers 450 or 451, mostly with 4.7.1, or says what it is.
  const greylisted = (/^45[01]$/.test(status) && enhanced === '7.1') || /gr[ae]y-?list/i.test(reply)
  return greylisted ? { kind: 'greylisted', reply } : { kind: 'server-unavailable', host, port, reply }
}
