import type {
  Certificate,
  CheckReport,
  Observation,
  Outbound25,
  Submission,
} from '../../../electron/contract/check.ts'

type Report = Omit<CheckReport, 'advice'>

export const certificate: Certificate = {
  subject: 'CN=mail.example.jp',
  issuer: 'CN=Example CA',
  names: ['mail.example.jp', 'smtp.example.jp'],
  notBefore: '2026-01-01T00:00:00.000Z',
  notAfter: '2026-03-31T00:00:00.000Z',
  sha256: 'AA:BB',
  trusted: false,
  reason: null,
}

export function sampleObservation(changes: Partial<Observation>): Observation {
  return {
    role: 'server',
    target: 'mail.example.jp',
    address: '203.0.113.5',
    family: 4,
    port: 587,
    attempt: 1,
    startedMs: 0,
    ms: 5,
    outcome: 'refused',
    code: null,
    banner: null,
    ...changes,
  }
}

/** A report where port 25 is open and the server is ready on both ports, with the given changes. */
export function sampleReport(
  changes: {
    outbound25?: Partial<Outbound25>
    submission?: Partial<Submission>
    host?: string
    banner?: string | null
    server?: null
  } = {},
): Report {
  return {
    schema: 1,
    startedAt: '2026-11-24T05:02:11.000Z',
    durationMs: 1200,
    timing: { suspectedMs: null, confirmedMs: 900 },
    network: { id: null, gateway: '192.168.1.1', families: { ipv4: true, ipv6: true } },
    outbound25: {
      verdict: 'open',
      mechanism: null,
      confidence: 'confirmed',
      families: { ipv4: { verdict: 'open', mechanism: null }, ipv6: { verdict: 'open', mechanism: null } },
      exceptions: [],
      hints: [],
      evidence: [],
      ...changes.outbound25,
    },
    server:
      changes.server === null
        ? null
        : {
            host: changes.host ?? 'mail.example.jp',
            reachable: true,
            port25: { outcome: 'greeted', banner: changes.banner ?? null },
            submission: {
              verdict: 'ready',
              port: 587,
              security: 'starttls',
              auth: ['PLAIN', 'LOGIN'],
              authBeforeTls: false,
              unauthenticated: 'not-tested',
              ports: { '587': 'ready', '465': 'ready' },
              certificate: { ...certificate, trusted: true },
              evidence: [],
              ...changes.submission,
            },
          },
  }
}
