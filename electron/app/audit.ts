import type { AuditFinding } from '../contract/audit.ts'
import type { ServerReport } from '../contract/check.ts'
import { announcedByAutoconfig } from '../discovery/announced-by-autoconfig.ts'
import { announcedBySrv } from '../discovery/announced-by-srv.ts'
import { judgeAnnouncement } from '../discovery/announcement.ts'
import type { Network } from '../net/connect.ts'
import { auditUnauthenticated } from '../probe/audit.ts'
import { certificateEndsSoon } from '../probe/certificate-end.ts'
import { findOldTls } from '../smtp/old-tls.ts'

export type Audit = {
  unauthenticated: ServerReport['submission']['unauthenticated']
  findings: readonly AuditFinding[]
}

const limitMs = 10_000

/**
 * Looks closer at a server that answered: what it should not do, and whether what the domain of `address` tells mail
 * programs fits it. No credential and no mail is sent. What takes longer than 10 s is not found out.
 */
export async function auditServer(
  server: ServerReport,
  address: string,
  now: Date,
  network: Network,
  signal: AbortSignal,
): Promise<Audit> {
  const limited = AbortSignal.any([signal, AbortSignal.timeout(limitMs)])
  const { host, submission } = server
  const { security, certificate } = submission
  // Where STARTTLS is stripped, something else answers in the server's place.
  const port = submission.verdict === 'stripped' ? null : submission.port
  const domain = address.slice(address.lastIndexOf('@') + 1)
  const [unauthenticated, tls, srv, autoconfig] = await Promise.all([
    port === null
      ? ('not-tested' as const)
      : auditUnauthenticated({ host, port, security, address }, network, limited),
    port === null || security === null ? [] : auditTls({ host, port, security }, network, limited),
    announcedBySrv(domain, network.resolver, limited),
    announcedByAutoconfig(domain, network, limited),
  ])
  return {
    unauthenticated,
    findings: [
      ...tls,
      ...(certificate === null ? [] : certificateEndsSoon(certificate, now)),
      ...judgeAnnouncement(srv, { by: 'srv', domain }, server),
      ...judgeAnnouncement(autoconfig, { by: 'autoconfig', domain }, server),
    ],
  }
}

async function auditTls(
  server: Parameters<typeof findOldTls>[0],
  network: Network,
  signal: AbortSignal,
): Promise<AuditFinding[]> {
  const { port } = server
  const versions = await findOldTls(server, network, signal)
  if (versions === null) return []
  return versions.length > 0
    ? [{ kind: 'old-tls-accepted', port, versions }]
    : [{ kind: 'old-tls-refused', port }]
}
