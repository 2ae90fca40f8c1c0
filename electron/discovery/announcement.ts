import type { AnnouncedBy, AnnouncedServer, AuditFinding } from '../contract/audit.ts'
import { type ServerReport, submissionPorts } from '../contract/check.ts'

/** What a domain tells mail programs of its servers for sending. */
export type Announcement =
  | { kind: 'announced'; servers: readonly AnnouncedServer[] }
  /** It says expressly that there are none. */
  | { kind: 'says-none' }
  /** Nothing there, or nothing that a mail program could use. */
  | { kind: 'missing' }
  /** No answer that would tell: the network, or a server that is down for the moment. */
  | { kind: 'unknown' }

/** Whether the announcement agrees with what the ports of the checked server say. */
export function judgeAnnouncement(
  announcement: Announcement,
  { by, domain }: { by: AnnouncedBy; domain: string },
  server: ServerReport,
): AuditFinding[] {
  switch (announcement.kind) {
    case 'unknown':
      return []
    case 'missing':
      return [{ kind: 'announcement-missing', by, domain }]
    case 'says-none':
      return [{ kind: 'srv-says-none', domain }]
    case 'announced':
      break
  }
  const judged = announcement.servers.map((announced) => ({ announced, is: judge(announced, server) }))
  const elsewhere = judged.find(({ is }) => is === 'elsewhere')?.announced
  const notReady = judged.filter(({ is }) => is === 'not-ready').map(({ announced }) => announced)
  const findings: AuditFinding[] = []
  if (elsewhere !== undefined)
    findings.push({ kind: 'announced-elsewhere', by, domain, announced: elsewhere })
  if (notReady.length > 0) findings.push({ kind: 'announced-not-ready', by, domain, announced: notReady })
  if (findings.length === 0 && judged.some(({ is }) => is === 'fits'))
    findings.push({ kind: 'announcement-fits', by, domain })
  return findings
}

/** `unknown`: the network is in the way, or the port was not looked at. */
function judge(
  announced: AnnouncedServer,
  { host, submission }: ServerReport,
): 'fits' | 'not-ready' | 'elsewhere' | 'unknown' {
  if (announced.host.toLowerCase() !== host.toLowerCase().replace(/\.$/, '')) return 'elsewhere'
  if (announced.security === null || announced.port === 25) return 'not-ready'
  const port = submissionPorts.find((one) => one === announced.port)
  if (port === undefined) return 'unknown'
  if (announced.security !== (port === 465 ? 'tls' : 'starttls')) return 'not-ready'
  switch (submission.ports[port]) {
    case 'ready':
      return 'fits'
    case 'not-offered':
    case 'no-starttls':
    case 'no-auth':
    case 'untrusted-certificate':
      return 'not-ready'
    case 'blocked':
    case 'stripped':
    case 'unreachable':
    case 'inconclusive':
      return 'unknown'
  }
}
