import type { CheckReport, Mechanism, Outbound25, ServerReport, SubmissionPort } from '../contract/check.ts'
import { hasNoAddress, submissionPorts } from '../contract/check.ts'
import type { MessageKey } from './message-key.ts'
import type { MessageParams } from './translate.ts'

type Port25 = { verdict: Outbound25['verdict']; mechanism: Mechanism | null }

type Port25Name =
  | Exclude<Outbound25['verdict'], 'captive-portal' | 'offline'>
  | 'blocked.drop'
  | 'blocked.reset'
  | 'blocked.reject'
  | 'intercepted.proxy'
  | 'intercepted.stripped'

/** The sentence about port 25 alone, on the whole or of one family. */
export function outbound25Key(port25: Port25): MessageKey {
  const { verdict } = port25
  return verdict === 'offline' || verdict === 'captive-portal'
    ? `outbound25.${verdict}`
    : `outbound25.${port25Name({ ...port25, verdict })}`
}

/** The one sentence that the whole check comes down to. */
export function verdictKey({ outbound25, server }: Pick<CheckReport, 'outbound25' | 'server'>): {
  key: MessageKey
  params: MessageParams
} {
  const { verdict } = outbound25
  // Without a network nothing can be said about the server.
  if (server === null || verdict === 'offline' || verdict === 'captive-portal')
    return { key: outbound25Key(outbound25), params: {} }
  const { host, submission } = server
  switch (submission.verdict) {
    case 'ready':
      return {
        key: readyKey(outbound25, server, port25Name({ ...outbound25, verdict })),
        params: { port: submission.port ?? 587 },
      }
    case 'blocked':
      return blockedKey(outbound25, server)
    case 'untrusted-certificate': {
      const reason = submission.certificate?.reason ?? null
      return { key: reason === null ? 'verdict.untrusted' : `verdict.untrusted.${reason}`, params: { host } }
    }
    case 'stripped':
      return { key: 'verdict.stripped', params: {} }
    case 'unreachable':
      return { key: hasNoAddress(server) ? 'verdict.no-address' : 'verdict.unreachable', params: { host } }
    case 'not-offered':
    case 'no-starttls':
    case 'no-auth':
    case 'inconclusive':
      return { key: `verdict.${submission.verdict}`, params: { host } }
  }
}

function readyKey({ hints }: Outbound25, { submission }: ServerReport, port25: Port25Name): MessageKey {
  if (submission.port === 465 && submission.ports['587'] === 'stripped') return 'verdict.ready.587-stripped'
  if (hints.includes('this-computer') && port25 !== 'open') return 'verdict.ready.this-computer'
  return `verdict.ready.${port25}`
}

function blockedKey(
  { verdict }: Outbound25,
  { host, submission }: ServerReport,
): { key: MessageKey; params: MessageParams } {
  const missing = submissionPorts.find((port) => submission.ports[port] === 'not-offered')
  if (missing !== undefined)
    return { key: 'verdict.one-port-blocked', params: { host, missing, blocked: otherPort(missing) } }
  return { key: verdict === 'blocked' ? 'verdict.all-blocked' : 'verdict.submission-blocked', params: {} }
}

function otherPort(port: SubmissionPort): SubmissionPort {
  return port === 587 ? 465 : 587
}

function port25Name({
  verdict,
  mechanism,
}: {
  verdict: Exclude<Outbound25['verdict'], 'captive-portal' | 'offline'>
  mechanism: Mechanism | null
}): Port25Name {
  switch (verdict) {
    case 'blocked':
      return mechanism === 'drop' || mechanism === 'reset' || mechanism === 'reject'
        ? `blocked.${mechanism}`
        : 'blocked'
    case 'intercepted':
      return mechanism === 'proxy' || mechanism === 'stripped' ? `intercepted.${mechanism}` : 'intercepted'
    case 'open':
    case 'tarpit':
    case 'partial':
    case 'inconclusive':
      return verdict
  }
}
