import { adviseCheck } from '../../electron/advice/advise-check.ts'
import { checkedOf } from '../../electron/app/desk/checked.ts'
import type {
  Certificate,
  CheckReport,
  Family,
  Mechanism,
  Observation,
  Outbound25Verdict,
  ProbeOutcome,
  ProbeRole,
  SubmissionVerdict,
} from '../../electron/contract/check.ts'
import type { Checked } from '../../electron/contract/checked.ts'
import { adviceText } from '../../electron/text/advice-text.ts'
import { createTranslator } from '../../electron/text/translator.ts'

/** The samples' time: the screens show what they say about now. */
export const now = '2026-11-24T05:02:11.000Z'
export const host = 'mail.tanaka.example'
export const gateway = '192.168.1.1'

type Wanted = {
  verdict: Outbound25Verdict
  mechanism?: Mechanism
  /** Null: no server is known. */
  submission?: { verdict: SubmissionVerdict; '587': SubmissionVerdict; '465': SubmissionVerdict } | null
  certificate?: Certificate
  hints?: CheckReport['outbound25']['hints']
  exceptions?: string[]
}

export const ready = { verdict: 'ready', '587': 'ready', '465': 'ready' } as const

/** A finished check, with evidence that fits its verdict, as the real code sums it up. */
export function checked(wanted: Wanted): Checked {
  const draft = reportOf(wanted)
  const t = createTranslator('en')
  const advice = adviseCheck(draft, {}).map((step) => ({ ...step, text: adviceText(t, step) }))
  return checkedOf({ report: { ...draft, advice }, shown: null, findings: null })
}

function reportOf(wanted: Wanted): Omit<CheckReport, 'advice'> {
  const { verdict, mechanism = null, submission = ready, certificate, hints = [], exceptions = [] } = wanted
  const offline = verdict === 'offline'
  const family = verdict === 'partial' ? 'open' : verdict
  const durationMs = verdict === 'open' ? 240 : 4_580
  return {
    schema: 1,
    startedAt: new Date(Date.parse(now) - durationMs).toISOString(),
    durationMs,
    timing: { suspectedMs: 1_000, confirmedMs: durationMs },
    network: {
      id: offline ? null : 'a1b2c3',
      gateway: offline ? null : gateway,
      families: { ipv4: !offline, ipv6: !offline },
    },
    outbound25: {
      verdict,
      mechanism,
      confidence: 'confirmed',
      families: {
        ipv4: offline ? null : { verdict: family, mechanism },
        ipv6:
          offline || verdict === 'captive-portal'
            ? null
            : verdict === 'partial'
              ? { verdict: 'blocked', mechanism: 'drop' }
              : { verdict: family, mechanism },
      },
      exceptions,
      hints,
      evidence: offline ? [] : evidence25(outcome25(verdict, mechanism)),
    },
    server:
      submission === null || offline
        ? null
        : {
            host,
            reachable: submission.verdict !== 'unreachable',
            port25: { outcome: outcome25(verdict, mechanism), banner: null },
            submission: {
              verdict: submission.verdict,
              port: submission['587'] === 'ready' ? 587 : submission['465'] === 'ready' ? 465 : null,
              security: submission['587'] === 'ready' ? 'starttls' : 'tls',
              auth: submission.verdict === 'ready' ? ['PLAIN', 'LOGIN'] : [],
              authBeforeTls: false,
              unauthenticated: 'not-tested',
              ports: { '587': submission['587'], '465': submission['465'] },
              certificate: certificate ?? null,
              evidence: [
                seen('server', host, '203.0.113.25', 25, outcome25(verdict, mechanism), 0),
                seen('server', host, '203.0.113.25', 465, outcomeOf(submission['465']), 2),
                seen('server', host, '203.0.113.25', 587, outcomeOf(submission['587']), 3),
              ],
            },
          },
  }
}

function evidence25(outcome: ProbeOutcome): Observation[] {
  return [
    seen('reference', 'mx.alpha.example', '198.51.100.12', 25, outcome, 10),
    seen('reference', 'mx.bravo.example', '2001:db8:7::25', 25, outcome, 11),
    seen('control', 'www.delta.example', '198.51.100.80', 443, 'connected', 12),
    seen('control', 'smtp.delta.example', '198.51.100.40', 587, 'connected', 13),
    seen('negative-control', '192.0.2.1', '192.0.2.1', 25, 'timed-out', 14),
  ]
}

function seen(
  role: ProbeRole,
  target: string,
  address: string,
  port: number,
  outcome: ProbeOutcome,
  startedMs: number,
): Observation {
  const family: Family = address.includes(':') ? 6 : 4
  const ms = outcome === 'timed-out' ? 4_510 : 24 + startedMs
  return { role, target, address, family, port, attempt: 1, startedMs, ms, outcome, code: null, banner: null }
}

function outcome25(verdict: Outbound25Verdict, mechanism: Mechanism | null): ProbeOutcome {
  switch (verdict) {
    case 'open':
    case 'intercepted':
    case 'partial':
      return 'greeted'
    case 'tarpit':
      return 'silent'
    case 'blocked':
      return mechanism === 'reset' ? 'refused' : mechanism === 'reject' ? 'unreachable' : 'timed-out'
    case 'captive-portal':
    case 'offline':
    case 'inconclusive':
      return 'timed-out'
  }
}

function outcomeOf(verdict: SubmissionVerdict): ProbeOutcome {
  switch (verdict) {
    case 'not-offered':
      return 'refused'
    case 'blocked':
    case 'unreachable':
    case 'inconclusive':
      return 'timed-out'
    case 'ready':
    case 'no-starttls':
    case 'stripped':
    case 'no-auth':
    case 'untrusted-certificate':
      return 'greeted'
  }
}
