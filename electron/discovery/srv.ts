import type { IncomingServer, MailServer } from '../contract/account.ts'
import type { Candidate } from '../contract/discovery.ts'
import type { NameResolver, SrvRecord } from '../net/resolve.ts'
import { announcedBySrv } from './announced-by-srv.ts'
import { announcedHost } from './announced-host.ts'
import type { Search } from './search.ts'

/** The best first: IMAP before POP3, and TLS from the start before STARTTLS. */
const incomingServices = [
  { name: '_imaps._tcp', protocol: 'imap', security: 'tls' },
  { name: '_imap._tcp', protocol: 'imap', security: 'starttls' },
  { name: '_pop3s._tcp', protocol: 'pop3', security: 'tls' },
  { name: '_pop3._tcp', protocol: 'pop3', security: 'starttls' },
] as const

/** The settings in SRV records (RFC 6186, RFC 8314 section 5.1). They say nothing of the user name. */
export async function fromSrv({ person: { domain }, network, signal }: Search): Promise<Candidate[]> {
  const [submission, incoming] = await Promise.all([
    submissionBySrv(domain, network.resolver, signal),
    incomingBySrv(domain, network.resolver, signal),
  ])
  const found = { source: 'srv', incoming, username: null } as const
  if (submission !== null) {
    return submission.port === 25
      ? [{ ...found, submission, usable: false, why: 'port-25', plain: null }]
      : [{ ...found, submission, usable: true, why: 'published' }]
  }
  if (incoming === null) return []
  return [{ ...found, submission, usable: false, why: 'no-submission', plain: null }]
}

/** TLS from the start comes first, as programs are to prefer it (RFC 8314, 3.3), and port 25 last. */
async function submissionBySrv(
  domain: string,
  resolver: NameResolver,
  signal: AbortSignal,
): Promise<MailServer | null> {
  const announcement = await announcedBySrv(domain, resolver, signal)
  const servers = announcement.kind === 'announced' ? announcement.servers : []
  const named = servers.flatMap(({ host, port, security }) =>
    security === null || port === 0 ? [] : [{ host, port, security }],
  )
  return named.find(({ port }) => port !== 25) ?? named[0] ?? null
}

/** The server for reading that DNS names. */
export async function incomingBySrv(
  domain: string,
  resolver: NameResolver,
  signal: AbortSignal,
): Promise<IncomingServer | null> {
  const servers = await Promise.all(
    incomingServices.map(async ({ name, protocol, security }): Promise<IncomingServer | null> => {
      const place = targetOf(await resolver.srv(`${name}.${domain}`, signal))
      return place === null ? null : { protocol, ...place, security }
    }),
  )
  return servers.find((server) => server !== null) ?? null
}

/** The first target; one of "." says that the service is not offered. */
function targetOf(records: readonly SrvRecord[] | null): { host: string; port: number } | null {
  for (const { name, port } of records ?? []) {
    const host = port === 0 ? null : announcedHost(name)
    if (host !== null) return { host, port }
  }
  return null
}
