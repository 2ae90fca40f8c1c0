import { fileURLToPath } from 'node:url'
import type { DiscoverRequest, TimedDiscovery } from './discover-process.ts'
import type { Lab } from './lab.ts'
import { mailDomains } from './mail-domains.ts'
import { askThunderbird, type ThunderbirdAnswer } from './thunderbird-finder.ts'

export type Outgoing = { host: string; port: number; security: 'tls' | 'starttls' | 'plain' }

/** What a finder says for a domain. */
export type Finding = {
  ms: number
  /** The server that it would set up and send a password to; null where it does not. */
  chosen: Outgoing | null
  /** The hosts that it names to the person, chosen or not. */
  named: readonly string[]
  /** In one line; null where it knows of no server at all. */
  line: string | null
}

export type Comparison = {
  version: string
  rows: readonly { domain: string; thunderbird: Finding; postern: Finding }[]
}

/** Asks both finders, in programs that run already, for all domains: `atOnce` of them at the same time. */
export async function compareFinders(lab: Lab, atOnce: number): Promise<Comparison> {
  const domains = Object.keys(mailDomains)
  const addresses = domains.map((domain) => `hanako@${domain}`)
  const ours = await askPostern(lab, { addresses, atOnce })
  const { version, answers } = await askThunderbird(lab, addresses, atOnce)
  const rows = domains.map((domain, index) => {
    const theirs = answers[index]
    const own = ours[index]
    if (theirs === undefined || own === undefined) throw new Error(`no answer for ${domain}`)
    return { domain, thunderbird: thunderbirdFinding(theirs), postern: posternFinding(own) }
  })
  return { version, rows }
}

async function askPostern(lab: Lab, request: DiscoverRequest): Promise<TimedDiscovery[]> {
  const script = fileURLToPath(new URL('discover-process.ts', import.meta.url))
  const { code, stdout, stderr } = await lab.client([process.execPath, script], {
    stdin: JSON.stringify(request),
  })
  if (code !== 0) throw new Error(`discover-process.ts: ${stderr}`)
  return JSON.parse(stdout) as TimedDiscovery[]
}

function thunderbirdFinding({ ms, found }: ThunderbirdAnswer): Finding {
  if (found === null) return { ms, chosen: null, named: [], line: null }
  const { host, port, security, auth } = found
  const line = `${host}:${port} ${security}${auth === 10 ? ' OAuth2' : ''}`
  return { ms, chosen: auth === 10 ? null : { host, port, security }, named: [host], line }
}

function posternFinding({ ms, discovery: { chosen, candidates } }: TimedDiscovery): Finding {
  const named = candidates.flatMap(({ submission, ...candidate }) => {
    const plain = candidate.usable ? null : candidate.plain
    return [submission, plain].flatMap((server) => server?.host ?? [])
  })
  if (chosen !== null) {
    const { host, port, security } = chosen.submission
    return { ms, chosen: chosen.submission, named, line: `${host}:${port} ${security}` }
  }
  const [best] = candidates
  return { ms, chosen, named, line: best === undefined ? null : `not chosen: ${best.why}` }
}

/**
 * How safe a password is on its way to a server, the least first: without encryption; encrypted for somebody whose
 * certificate says nothing; STARTTLS, which has a part in clear (RFC 8314, 3.3); TLS from the first byte.
 */
const safeties = ['plain', 'untrusted', 'starttls', 'tls'] as const

export type Sight = {
  /** The place among the safeties; null where nobody answers. */
  safety: number | null
  takesSignIn: boolean
}

/** Mail can go out there, with a password that nobody else sees. */
export function isUsable({ safety, takesSignIn }: Sight): boolean {
  return takesSignIn && safety !== null && safety >= safeties.indexOf('starttls')
}

/** What openssl, and neither of the finders, says of a server. */
export async function lookAt(lab: Lab, { host, port, security }: Outgoing): Promise<Sight> {
  const is = (safety: (typeof safeties)[number]) => safeties.indexOf(safety)
  if (security === 'plain') return { safety: is('plain'), takesSignIn: false }
  const { code, stdout } = await lab.client(
    [
      ...(['openssl', 's_client', '-connect', `${host}:${port}`, '-servername', host] as const),
      ...['-CAfile', lab.authorityFile, '-verify_hostname', host, '-verify_return_error'],
      ...(security === 'starttls' ? ['-starttls', 'smtp'] : []),
      ...['-crlf', '-ign_eof'],
    ],
    { stdin: 'EHLO client.home.example\nQUIT\n' },
  )
  if (!stdout.includes('CONNECTED')) return { safety: null, takesSignIn: false }
  const safety = is(code === 0 && stdout.includes('Verification: OK') ? security : 'untrusted')
  return { safety, takesSignIn: /^250[- ]AUTH /m.test(stdout) }
}
