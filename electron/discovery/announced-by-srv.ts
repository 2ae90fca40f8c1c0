import type { AnnouncedServer } from '../contract/audit.ts'
import type { NameResolver, SrvRecord } from '../net/resolve.ts'
import { announcedHost } from './announced-host.ts'
import type { Announcement } from './announcement.ts'

/** The server of each service for sending (RFC 6186, RFC 8314 section 5.1) that programs go to first. */
export async function announcedBySrv(
  domain: string,
  resolver: NameResolver,
  signal: AbortSignal,
): Promise<Announcement> {
  const services = [
    { source: `_submissions._tcp.${domain}`, security: 'tls' },
    { source: `_submission._tcp.${domain}`, security: 'starttls' },
  ] as const
  const answers = await Promise.all(
    services.map(async (service) => ({ service, records: await resolver.srv(service.source, signal) })),
  )
  const servers = answers.flatMap(({ service, records }) => preferred(records ?? [], service))
  if (servers.length > 0) return { kind: 'announced', servers }
  if (answers.some(({ records }) => records === null)) return { kind: 'unknown' }
  const saysNone = answers.some(({ records }) => records?.some(({ name }) => name === ''))
  return { kind: saysNone ? 'says-none' : 'missing' }
}

/** The lowest priority; the others are for when it is down. */
function preferred(
  records: readonly SrvRecord[],
  service: Pick<AnnouncedServer, 'source' | 'security'>,
): AnnouncedServer[] {
  const lowest = Math.min(...records.map(({ priority }) => priority))
  return records.flatMap(({ name, port, priority }) => {
    const host = announcedHost(name)
    return host === null || priority !== lowest ? [] : [{ ...service, host, port }]
  })
}
