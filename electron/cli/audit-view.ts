import type { AuditFinding } from '../contract/audit.ts'
import type { Translate } from '../text/translate.ts'

/** What an audit found, a line for each finding. */
export function auditLine(finding: AuditFinding, t: Translate): string {
  switch (finding.kind) {
    case 'old-tls-refused':
    case 'srv-says-none':
      return t(`cli.audit.${finding.kind}`)
    case 'old-tls-accepted':
      return t('cli.audit.old-tls-accepted', {
        versions: finding.versions.map((version) => `TLS ${version}`).join(', '),
      })
    case 'certificate-ends-soon':
      return t('cli.audit.certificate-ends-soon', { days: finding.days })
    case 'announcement-fits':
      return t(`cli.audit.${finding.by}-fits`)
    case 'announcement-missing':
      return t(`cli.audit.${finding.by}-missing`)
    case 'announced-not-ready':
      return t(`cli.audit.${finding.by}-not-ready`, {
        announced: finding.announced.map(({ host, port }) => `${host}:${port}`).join(', '),
      })
    case 'announced-elsewhere':
      return t(`cli.audit.${finding.by}-elsewhere`, { announced: finding.announced.host })
  }
}
