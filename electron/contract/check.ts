import { z } from 'zod'

/**
 * What `postern check --json` prints, one document a check. Stable and versioned: the JSON Schema in
 * docs/check.schema.json is made from this file.
 */

export const families = [4, 6] as const
export const Family = z.literal(families)
export type Family = z.infer<typeof Family>

export const ProbeRole = z.enum(['reference', 'control', 'negative-control', 'server'])
export type ProbeRole = z.infer<typeof ProbeRole>

/** How one connection ended. `connected` is for ports that are not spoken to; `silent` connected and never greeted. */
export const ProbeOutcome = z.enum([
  'greeted',
  'connected',
  'refused',
  'unreachable',
  'timed-out',
  'silent',
  'closed',
  'reset',
  'local-error',
])
export type ProbeOutcome = z.infer<typeof ProbeOutcome>

export const Observation = z.strictObject({
  role: ProbeRole,
  target: z.string().describe('the host as given'),
  address: z.string(),
  family: Family,
  port: z.int(),
  attempt: z.int().min(1),
  startedMs: z.number().describe('milliseconds since the first SYN of the check'),
  ms: z.number().describe('how long the attempt took'),
  outcome: ProbeOutcome,
  code: z.string().nullable().describe('errno of the socket, or reply code of the greeting'),
  banner: z.string().nullable(),
})
export type Observation = z.infer<typeof Observation>

export const Outbound25Verdict = z.enum([
  'open',
  'blocked',
  'tarpit',
  'intercepted',
  'partial',
  'captive-portal',
  'offline',
  'inconclusive',
])
export type Outbound25Verdict = z.infer<typeof Outbound25Verdict>

export const Mechanism = z.enum(['drop', 'reset', 'reject', 'proxy', 'stripped'])
export type Mechanism = z.infer<typeof Mechanism>

export const FamilyVerdict = z.strictObject({
  verdict: Outbound25Verdict.exclude(['partial']),
  mechanism: Mechanism.nullable(),
})
export type FamilyVerdict = z.infer<typeof FamilyVerdict>

export const Hint = z.enum(['this-computer'])
export type Hint = z.infer<typeof Hint>

export const Outbound25 = z.strictObject({
  verdict: Outbound25Verdict,
  mechanism: Mechanism.nullable(),
  confidence: z.enum(['suspected', 'confirmed']),
  families: z.strictObject({ ipv4: FamilyVerdict.nullable(), ipv6: FamilyVerdict.nullable() }),
  exceptions: z.array(z.string()).describe('targets that port 25 reaches although it is blocked'),
  hints: z.array(Hint),
  evidence: z.array(Observation),
})
export type Outbound25 = z.infer<typeof Outbound25>

export const SubmissionVerdict = z.enum([
  'ready',
  'blocked',
  'not-offered',
  'no-starttls',
  'stripped',
  'no-auth',
  'untrusted-certificate',
  'unreachable',
  'inconclusive',
])
export type SubmissionVerdict = z.infer<typeof SubmissionVerdict>

export const CertificateReason = z.enum([
  'self-signed',
  'unknown-issuer',
  'expired',
  'not-yet-valid',
  'wrong-name',
])
export type CertificateReason = z.infer<typeof CertificateReason>

export const Certificate = z.strictObject({
  subject: z.string(),
  issuer: z.string(),
  names: z.array(z.string()),
  notBefore: z.iso.datetime(),
  notAfter: z.iso.datetime(),
  sha256: z.string().describe('fingerprint, upper-case hexadecimal pairs joined by colons'),
  trusted: z.boolean(),
  reason: CertificateReason.nullable(),
})
export type Certificate = z.infer<typeof Certificate>

export const submissionPorts = [587, 465] as const
export const SubmissionPort = z.literal(submissionPorts)
export type SubmissionPort = z.infer<typeof SubmissionPort>

export const Security = z.enum(['starttls', 'tls'])
export type Security = z.infer<typeof Security>

export const Submission = z.strictObject({
  verdict: SubmissionVerdict,
  port: SubmissionPort.nullable(),
  security: Security.nullable(),
  auth: z.array(z.string()).describe('SASL mechanisms offered after TLS'),
  authBeforeTls: z.boolean(),
  unauthenticated: z.enum(['refused', 'accepted', 'not-tested']),
  ports: z.strictObject({ '587': SubmissionVerdict, '465': SubmissionVerdict }),
  certificate: Certificate.nullable(),
  evidence: z.array(Observation),
})
export type Submission = z.infer<typeof Submission>

export const ServerReport = z.strictObject({
  host: z.string(),
  reachable: z.boolean(),
  port25: z.strictObject({ outcome: ProbeOutcome, banner: z.string().nullable() }).nullable(),
  submission: Submission,
})
export type ServerReport = z.infer<typeof ServerReport>

/** The server's name leads nowhere, so that nothing could be tried. */
export function hasNoAddress({ port25, submission }: Pick<ServerReport, 'port25' | 'submission'>): boolean {
  const tried = submission.evidence.some(({ role }) => role === 'server')
  return submission.verdict === 'unreachable' && port25 === null && !tried
}

const Advice = z.strictObject({
  id: z.string(),
  params: z.record(z.string(), z.union([z.string(), z.number()])),
  text: z.string(),
})

export const NetworkReport = z.strictObject({
  id: z.string().nullable(),
  gateway: z.string().nullable(),
  families: z.strictObject({ ipv4: z.boolean(), ipv6: z.boolean() }),
})
export type NetworkReport = z.infer<typeof NetworkReport>

export const CheckReport = z.strictObject({
  schema: z.literal(1),
  startedAt: z.iso.datetime(),
  durationMs: z.number(),
  timing: z.strictObject({ suspectedMs: z.number().nullable(), confirmedMs: z.number().nullable() }),
  network: NetworkReport,
  outbound25: Outbound25,
  server: ServerReport.nullable(),
  advice: z.array(Advice),
})
export type CheckReport = z.infer<typeof CheckReport>
