import type { Family, Observation, ProbeOutcome, ProbeRole } from '../contract/check.ts'
import type { GreetingDialogue } from '../smtp/greeting-dialogue.ts'
import type { SubmissionDialogue } from '../smtp/submission-dialogue.ts'

/** One address and port to try. */
export type Target = {
  role: ProbeRole
  /** The host as given. */
  host: string
  address: string
  family: Family
  port: number
  /** Hosts of one operator count once: the registrable domain, or the address where there is only one. */
  operator: string
  /** This host is known to offer STARTTLS on 25: where it is missing, something took it away. */
  startTlsKnown: boolean
  /** Which of the servers of this check it belongs to; null for what belongs to none. */
  server: number | null
}

/** One connection attempt and how far it has come. Times are milliseconds since the first SYN of the check. */
export type Attempt = {
  readonly target: Target
  /** 1 for the first attempt at this host and port, over both families. */
  readonly number: number
  /** Attempts of one round were started in the same moment. */
  readonly round: number
  readonly startedMs: number
  connectedMs: number | null
  greeting: GreetingDialogue['greeting'] | null
  /** Set when the conversation on 25 or with a control is over. */
  greeted: GreetingDialogue | null
  /** Set when the conversation on a submission port is over. */
  submission: SubmissionDialogue | null
  end: { atMs: number; outcome: ProbeOutcome; code: string | null } | null
}

export type AttemptState = 'pending' | 'connected' | ProbeOutcome

/** How far an attempt has come: `pending` has no answer to its SYN yet, `connected` awaits the greeting. */
export function stateOf(attempt: Attempt): AttemptState {
  if (attempt.end !== null) return attempt.end.outcome
  if (attempt.greeting?.kind === 'reply') return 'greeted'
  return attempt.connectedMs === null ? 'pending' : 'connected'
}

/** TCP got through, whatever came after. */
export function reached(attempt: Attempt): boolean {
  return attempt.connectedMs !== null
}

export function isGreeted(attempt: Attempt): boolean {
  return stateOf(attempt) === 'greeted'
}

/** The attempt as evidence. What is still open when the check ends is told as it stands. */
export function toObservation(attempt: Attempt, nowMs: number): Observation {
  const { target, end, greeting } = attempt
  const state = stateOf(attempt)
  const reply = greeting?.kind === 'reply' ? greeting.reply : null
  return {
    role: target.role,
    target: target.host,
    address: target.address,
    family: target.family,
    port: target.port,
    attempt: attempt.number,
    startedMs: round(attempt.startedMs),
    ms: round((end?.atMs ?? nowMs) - attempt.startedMs),
    outcome: state === 'pending' ? 'timed-out' : state === 'connected' && end === null ? 'silent' : state,
    code: end?.code ?? (reply === null ? null : String(reply.code)),
    banner: reply?.lines[0] ?? null,
  }
}

function round(ms: number): number {
  return Math.round(ms * 10) / 10
}
