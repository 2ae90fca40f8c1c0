import type { Security, SubmissionPort } from './check.ts'

/** Versions of TLS that nobody should speak any more (RFC 8996, RFC 8314 section 4.1). */
export const oldTlsVersions = ['1.0', '1.1'] as const
export type OldTlsVersion = (typeof oldTlsVersions)[number]

/** How a domain tells mail programs its servers: SRV records (RFC 6186), an autoconfig document. */
export type AnnouncedBy = 'srv' | 'autoconfig'

/** A server for sending, as `source` names it: an SRV name or a URL. `security` null: without encryption. */
export type AnnouncedServer = { source: string; host: string; port: number; security: Security | null }

/**
 * What `check --audit` found out beside the report, good and bad. Each is a line for people; the bad ones are advice
 * too. What could not be found out is no finding.
 */
export type AuditFinding =
  | { kind: 'old-tls-refused'; port: SubmissionPort }
  | { kind: 'old-tls-accepted'; port: SubmissionPort; versions: readonly OldTlsVersion[] }
  /** `date` is the last day (UTC), `days` the whole days until then. */
  | { kind: 'certificate-ends-soon'; date: string; days: number }
  | { kind: 'announcement-fits'; by: AnnouncedBy; domain: string }
  | { kind: 'announcement-missing'; by: AnnouncedBy; domain: string }
  /** SRV targets of ".": the domain says that it offers no submission (RFC 2782, RFC 6186 section 3.4). */
  | { kind: 'srv-says-none'; domain: string }
  /** These are on the checked server, and not ready there. */
  | { kind: 'announced-not-ready'; by: AnnouncedBy; domain: string; announced: readonly AnnouncedServer[] }
  /** Another server than the checked one. */
  | { kind: 'announced-elsewhere'; by: AnnouncedBy; domain: string; announced: AnnouncedServer }
