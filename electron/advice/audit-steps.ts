import type { AdviceStep } from '../contract/advice.ts'
import type { AuditFinding } from '../contract/audit.ts'
import {
  type CheckReport,
  type ServerReport,
  submissionPorts,
  type SubmissionPort,
} from '../contract/check.ts'
import { type AdviceContext, remediesFor } from './server-steps.ts'
import { step } from './step.ts'

type Finding<Kind extends AuditFinding['kind']> = Extract<AuditFinding, { kind: Kind }>

/** What to do about what an audit found, the most urgent first. */
export function auditSteps(
  report: Omit<CheckReport, 'advice'>,
  server: ServerReport,
  findings: readonly AuditFinding[],
  context: AdviceContext,
): AdviceStep[] {
  const remedies = remediesFor(report, server, context)
  return [...findings]
    .sort((a, b) => urgency.indexOf(a.kind) - urgency.indexOf(b.kind))
    .flatMap((finding) => {
      switch (finding.kind) {
        case 'certificate-ends-soon':
          return [
            step('server-renew-certificate-soon', {
              host: server.host,
              date: finding.date,
              days: finding.days,
            }),
          ]
        case 'old-tls-accepted':
          return [remedies.refuseOldTls(finding.versions)]
        case 'announced-elsewhere':
          return [
            step('check-announced-server', {
              source: finding.announced.source,
              announced: finding.announced.host,
              host: server.host,
            }),
          ]
        case 'announced-not-ready':
          return correctionSteps(finding, server)
        case 'announcement-missing':
          return publicationSteps(finding, server)
        case 'old-tls-refused':
        case 'announcement-fits':
        case 'srv-says-none':
          return []
      }
    })
}

const urgency: readonly AuditFinding['kind'][] = [
  'certificate-ends-soon',
  'old-tls-accepted',
  'announced-elsewhere',
  'announced-not-ready',
  'announcement-missing',
]

/** Where no port is ready, the server is what has to be mended, not what is said of it. */
function correctionSteps(
  { by, domain, announced }: Finding<'announced-not-ready'>,
  server: ServerReport,
): AdviceStep[] {
  const ready = readyPorts(server)
  const [first] = announced
  if (ready.length === 0 || first === undefined) return []
  const wrong = announced.map(({ host, port }) => `${host}:${port}`).join(', ')
  switch (by) {
    case 'srv': {
      const records = submissionPorts
        .filter(
          (port) => ready.includes(port) || announced.some(({ source }) => source === srvName(port, domain)),
        )
        .map((port) => srvRecord(port, domain, ready.includes(port) ? server.host : null))
      return isName(server.host)
        ? [step('correct-srv', { announced: wrong, records: records.join('\n') })]
        : []
    }
    case 'autoconfig':
      return [
        step('correct-autoconfig', { source: first.source, announced: wrong, settings: settingsFor(server) }),
      ]
  }
}

function publicationSteps(
  { by, domain }: Finding<'announcement-missing'>,
  server: ServerReport,
): AdviceStep[] {
  const ready = readyPorts(server)
  if (ready.length === 0) return []
  switch (by) {
    case 'srv': {
      const records = ready.map((port) => srvRecord(port, domain, server.host))
      return isName(server.host) ? [step('publish-srv', { domain, records: records.join('\n') })] : []
    }
    case 'autoconfig':
      return [step('publish-autoconfig', { domain, settings: settingsFor(server) })]
  }
}

function readyPorts({ submission }: ServerReport): SubmissionPort[] {
  return submissionPorts.filter((port) => submission.ports[port] === 'ready')
}

/** A line for the domain's zone; a target of "." says that the service is not offered (RFC 2782). */
function srvRecord(port: SubmissionPort, domain: string, host: string | null): string {
  const target = host === null ? '0 0 0 .' : `0 1 ${port} ${host.replace(/\.$/, '')}.`
  return `${srvName(port, domain)}. 3600 IN SRV ${target}`
}

function srvName(port: SubmissionPort, domain: string): string {
  return `${port === 465 ? '_submissions' : '_submission'}._tcp.${domain}`
}

/** SRV targets are names, not addresses. */
function isName(host: string): boolean {
  return /^([a-z0-9_-]+\.)+[a-z][a-z0-9-]*\.?$/i.test(host)
}

function settingsFor(server: ServerReport): string {
  return readyPorts(server)
    .map((port) => `${server.host}, ${port}, ${port === 465 ? 'SSL' : 'STARTTLS'}`)
    .join('; ')
}
