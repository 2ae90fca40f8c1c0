import type { MailServer } from '../contract/account.ts'
import type { MailFailure } from '../contract/failures.ts'
import type { TransportState } from './imap-transport.ts'
import { saysNeedsOauth2, takesNoPasswordsOverImap, takesOnlyTokens } from './needs-oauth2.ts'
import type { ReplyText } from './reply-text.ts'

/** What imapflow's errors may carry. */
export type ImapflowError = {
  message: string
  code?: string
  /** The server's text, or (before imapflow has made it text) its parsed form. */
  response?: unknown
  responseText?: string
  responseStatus?: string
  /** Response code of the NO or BAD (RFC 5530), such as AUTHENTICATIONFAILED. */
  serverResponseCode?: string
  authenticationFailed?: boolean
  tlsFailed?: boolean
  /** What an untagged BYE said. */
  reason?: string
}

export type IncomingTrouble = {
  error: ImapflowError
  transport: Pick<TransportState, 'tls' | 'untrusted' | 'notImap'>
  /** The server's capabilities, in capitals. */
  capabilities: readonly string[]
  byeReason: string | null
}

const timeouts = new Set(['CONNECT_TIMEOUT', 'GREETING_TIMEOUT', 'UPGRADE_TIMEOUT', 'ETIMEOUT', 'ETIMEDOUT'])

/** imapflow's errors to the contract's failures. Pure. */
export function incomingFailure(
  { error, transport, capabilities, byeReason }: IncomingTrouble,
  { host, port }: MailServer,
  text: ReplyText,
): MailFailure {
  const code = error.code ?? ''
  if (transport.untrusted !== null) {
    const detail = text(transport.untrusted)
    return { kind: 'tls-untrusted', host, port, certificate: null, pem: null, detail }
  }
  if (transport.notImap !== null) return { kind: 'protocol', host, port, detail: text(transport.notImap) }
  if (transport.tls === 'handshaking') return { kind: 'tls-failed', host, port, detail: code || 'closed' }
  if (code === 'STARTTLS_INJECTION') return { kind: 'tls-failed', host, port, detail: code }
  if (error.tlsFailed === true) return { kind: 'no-starttls', host, port }
  if (timeouts.has(code)) return { kind: 'timed-out', host, port }
  const refused = error.responseStatus === 'NO' || error.responseStatus === 'BAD'
  const bye = error.reason ?? byeReason
  if (bye !== null && !refused) return { kind: 'server-unavailable', host, port, reply: text(`BYE ${bye}`) }
  // A line break in a password: LOGIN cannot quote it, and the server offers nothing that can carry it.
  if (code === 'InvalidStringValue') return { kind: 'password-not-sendable', detail: 'line break' }
  const mechanisms = capabilities
    .filter((capability) => capability.startsWith('AUTH='))
    .map((capability) => capability.slice('AUTH='.length))
  if (!refused && typeof error.response !== 'string') {
    // imapflow itself refused to go on: LOGINDISABLED, and no mechanism that takes a password.
    if (error.authenticationFailed === true || error.message === 'Unsupported authentication mechanism') {
      return takesOnlyTokens(mechanisms)
        ? { kind: 'needs-oauth2', host, port, reply: `AUTH ${mechanisms.join(' ')}` }
        : { kind: 'auth-unavailable', host, port, mechanisms }
    }
    return { kind: 'protocol', host, port, detail: text(code === '' ? error.message : code) }
  }
  const reply = text(replyOf(error))
  if (error.authenticationFailed !== true) return { kind: 'protocol', host, port, detail: reply }
  return authFailure(error, reply, host, port)
}

/** RFC 5530 tells a wrong password from a server that cannot check it now. */
function authFailure(error: ImapflowError, reply: string, host: string, port: number): MailFailure {
  if (saysNeedsOauth2(reply) || takesNoPasswordsOverImap(host)) {
    return { kind: 'needs-oauth2', host, port, reply }
  }
  switch (error.serverResponseCode?.toUpperCase() ?? '') {
    case 'UNAVAILABLE':
    case 'INUSE':
    case 'LIMIT':
    case 'SERVERBUG':
      return { kind: 'server-unavailable', host, port, reply }
    default:
      return { kind: 'auth-rejected', host, port, reply }
  }
}

/** The server's words without the tag: "NO [AUTHENTICATIONFAILED] Authentication failed." */
function replyOf(error: ImapflowError): string {
  if (typeof error.response === 'string') return error.response.replace(/^[0-9A-F]+ (?=(NO|BAD)\b)/, '')
  return `${error.responseStatus ?? 'NO'} ${error.responseText ?? ''}`
}
