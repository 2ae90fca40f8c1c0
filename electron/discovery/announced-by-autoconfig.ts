import type { AnnouncedServer } from '../contract/audit.ts'
import type { Network } from '../net/connect.ts'
import { type HttpDocument, httpsGet } from '../net/https-get.ts'
import { announcedHost } from './announced-host.ts'
import type { Announcement } from './announcement.ts'

const limitMs = 3_000

/**
 * The servers for sending in the autoconfig document that the domain itself publishes over HTTPS, at the first of the two
 * addresses where mail programs look (draft-ietf-mailmaint-autoconfig).
 */
export async function announcedByAutoconfig(
  domain: string,
  network: Network,
  signal: AbortSignal,
): Promise<Announcement> {
  const limited = AbortSignal.any([signal, AbortSignal.timeout(limitMs)])
  const urls = [
    `https://autoconfig.${domain}/mail/config-v1.1.xml`,
    `https://${domain}/.well-known/autoconfig/mail/config-v1.1.xml`,
  ]
  const answers = await Promise.all(
    urls.map(async (url): Promise<Announcement> => {
      const answer = await httpsGet(new URL(url), network, limited)
      if (answer.kind !== 'document') return { kind: isCertain(answer) ? 'missing' : 'unknown' }
      const servers = await outgoingServers(url, answer.body, domain)
      return servers.length === 0 ? { kind: 'missing' } : { kind: 'announced', servers }
    }),
  )
  return (
    answers.find(({ kind }) => kind === 'announced') ??
    answers.find(({ kind }) => kind === 'unknown') ?? { kind: 'missing' }
  )
}

async function outgoingServers(source: string, body: Buffer, domain: string): Promise<AnnouncedServer[]> {
  // The XML parser takes a while to load, and most checks are no audits.
  const { parseAutoconfig } = await import('./autoconfig-xml.ts')
  return (parseAutoconfig(body)?.outgoing ?? []).flatMap(({ host: written, port, security }) => {
    const host = announcedHost(written.replaceAll('%EMAILDOMAIN%', domain))
    return host === null ? [] : [{ source, host, port, security: security === 'plain' ? null : security }]
  })
}

/** Whether another try, or a try from another network, would find nothing either. */
function isCertain(answer: Exclude<HttpDocument, { kind: 'document' }>): boolean {
  switch (answer.kind) {
    case 'http-status':
      // Too Many Requests, and what is wrong with the web server at the moment.
      return answer.status !== 429 && answer.status < 500
    case 'too-large':
    case 'redirect-refused':
    case 'no-such-host':
    case 'refused':
      return true
    case 'tls-failed':
    case 'not-http':
    case 'dns-failed':
    case 'unreachable':
    case 'timed-out':
      return false
  }
}
