import net from 'node:net'
import type { Outbound25, ServerReport, SubmissionVerdict } from '../contract/check.ts'
import type { Diagnosis, OutgoingSettings, SignIn } from '../contract/clients.ts'
import { isPublic } from '../net/public-address.ts'

/** What is known besides the settings. Null and empty: not known. */
export type Evidence = {
  outbound25: Pick<Outbound25, 'verdict' | 'exceptions'> | null
  /** Of the very host that the settings name. */
  server: Pick<ServerReport, 'reachable' | 'port25' | 'submission'> | null
  /** What the host's name means on this network. */
  addresses: readonly string[]
}

/** What is to be said about an outgoing server, the most urgent first. */
export function diagnose(settings: OutgoingSettings, evidence: Evidence): [Diagnosis, ...Diagnosis[]] {
  if (settings.protocol === 'exchange') return [{ kind: 'leave-alone', reason: 'exchange' }]
  if (settings.host === '') return [{ kind: 'no-server' }]
  if (isLocal(settings.host, evidence.addresses)) return [{ kind: 'leave-alone', reason: 'local-relay' }]
  const failure = failureOf(settings, evidence)
  const findings: Diagnosis[] = failure === null ? [] : [failure]
  if (settings.signIn === 'oauth2') findings.push({ kind: 'leave-alone', reason: 'oauth2' })
  else findings.push(...risksOf(settings, failure))
  const [first, ...rest] = findings
  if (first !== undefined) return [first, ...rest]
  return [{ kind: 'fine', port: settings.port, tested: verdictOn(settings.port, evidence) === 'ready' }]
}

/** What was seen of the port; null: nothing was. */
function verdictOn(port: number, { server }: Evidence): SubmissionVerdict | null {
  return server !== null && (port === 587 || port === 465) ? server.submission.ports[port] : null
}

/** Why mail cannot leave at all, here or anywhere. */
function failureOf(settings: OutgoingSettings, evidence: Evidence): Diagnosis | null {
  const { host, port, security } = settings
  if (!fits(settings)) return { kind: 'wrong-port-for-security', port, security }
  const { outbound25, server } = evidence
  const online = outbound25?.verdict !== 'offline' && outbound25?.verdict !== 'captive-portal'
  if (online && server !== null && !server.reachable && server.submission.verdict === 'unreachable')
    return { kind: 'dead-host', host }
  if (port === 25) return failureOn25(host, evidence)
  const verdict = verdictOn(port, evidence)
  switch (verdict) {
    case 'blocked':
      return { kind: 'broken-here', port, why: 'blocked' }
    case 'stripped':
      return security === 'none' ? null : { kind: 'broken-here', port, why: 'stripped' }
    case 'no-starttls':
      return security === 'none' ? null : { kind: 'not-offered', host, port }
    case 'not-offered':
      return { kind: 'not-offered', host, port }
    case 'untrusted-certificate':
      return security === 'none' ? null : { kind: 'not-working', host, port, why: verdict }
    case 'no-auth':
      return security === 'none' || !signsIn(settings.signIn)
        ? null
        : { kind: 'not-working', host, port, why: verdict }
    case 'unreachable':
      return security === 'none' || !online ? null : { kind: 'not-working', host, port, why: verdict }
    case 'ready':
    case 'inconclusive':
    case null:
      return null
  }
}

function failureOn25(host: string, { outbound25, server }: Evidence): Diagnosis | null {
  const port = 25
  const excepted = outbound25?.exceptions.some((name) => name.toLowerCase() === host.toLowerCase()) ?? false
  const outcome = server?.port25?.outcome
  switch (outbound25?.verdict) {
    case 'intercepted':
      return excepted ? null : { kind: 'broken-here', port, why: 'intercepted' }
    case 'blocked':
    case 'tarpit':
      return excepted || outcome === 'greeted' ? null : { kind: 'broken-here', port, why: 'blocked' }
    case 'open':
      // The network lets it pass, so a refusal is the server's.
      return outcome === 'refused' ? { kind: 'not-offered', host, port } : null
    default:
      return null
  }
}

/** 465 speaks TLS from the first byte, 25 and 587 do not (RFC 8314); a mail program waits for ever on the wrong one. */
function fits({ port, security }: OutgoingSettings): boolean {
  if (port === 465) return security === 'tls'
  return security !== 'tls' || (port !== 25 && port !== 587)
}

/** What is wrong even where mail does leave. */
function risksOf(settings: OutgoingSettings, failure: Diagnosis | null): Diagnosis[] {
  const { port, security, signIn } = settings
  const risks: Diagnosis[] = []
  // On the wrong port nothing gets as far as a password.
  const clear = security === 'none' && failure?.kind !== 'wrong-port-for-security'
  if (clear && signIn === 'password') risks.push({ kind: 'leaking', what: 'password' })
  if (!signsIn(signIn)) risks.push({ kind: 'no-authentication' })
  if (port === 25 && failure === null) risks.push({ kind: 'fragile' })
  if (clear && signIn !== 'password') risks.push({ kind: 'leaking', what: 'mail' })
  return risks
}

function signsIn(signIn: SignIn): boolean {
  switch (signIn) {
    case 'password':
    case 'encrypted-password':
    case 'kerberos':
    case 'ntlm':
    case 'any-secure':
    case 'oauth2':
      return true
    case 'none':
    // Settings of old programs: today's Thunderbird sends without signing in (SmtpClient, _preferredAuthMethods).
    case 'old-password':
    case 'certificate':
    case 'any':
      return false
  }
}

/** A relay on this computer or network: others look after it, and port 25 out of the network is not its business. */
function isLocal(host: string, addresses: readonly string[]): boolean {
  const name = host.toLowerCase().replace(/^\[(.*)\]$|\.$/, '$1')
  const literal = net.isIP(name)
  if (literal !== 0) return !isPublicAddress(name)
  if (!name.includes('.') || /\.(localhost|local|lan|internal|home\.arpa)$/.test(name)) return true
  return addresses.length > 0 && !addresses.some(isPublicAddress)
}

function isPublicAddress(address: string): boolean {
  return isPublic({ address, family: net.isIPv6(address) ? 6 : 4 })
}
