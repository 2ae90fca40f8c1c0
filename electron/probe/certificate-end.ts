import type { AuditFinding } from '../contract/audit.ts'
import type { Certificate } from '../contract/check.ts'

const dayMs = 86_400_000
const soonDays = 21
/** A short-lived certificate (CA/Browser Forum, Baseline Requirements 1.6.1) ends soon by design, and is renewed all the time. */
const shortLivedDays = 7

/** A certificate that still holds, and not for long. */
export function certificateEndsSoon(certificate: Certificate, now: Date): AuditFinding[] {
  const end = Date.parse(certificate.notAfter)
  const left = (end - now.getTime()) / dayMs
  const lifetime = (end - Date.parse(certificate.notBefore)) / dayMs
  if (left < 0 || left >= soonDays || lifetime <= shortLivedDays) return []
  const date = certificate.notAfter.slice(0, 10)
  return [{ kind: 'certificate-ends-soon', date, days: Math.floor(left) }]
}
