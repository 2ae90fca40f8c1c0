import { type SubmissionPort, submissionPorts } from '../contract/check.ts'
import { type Attempt, isGreeted, reached, stateOf, type Target } from './model.ts'
import { roundMs, type ScheduleState } from './schedule-state.ts'
import { negativeTargets, type SharedState } from './schedule-network.ts'
import type { SubmissionDecision } from './submission.ts'

/** The second address family of the person's server starts this much later (RFC 8305, 5). */
const attemptDelayMs = 250
/** So much later, where the first has connected and does not greet. */
const greetingDelayMs = 1_500
/** How long the server's own port 25 may stay silent before the check goes on without it. */
const port25WaitMs = 400

/** What the choice looks at: the targets of one server and the attempts at them. */
export type ServerState = Pick<ScheduleState, 'nowMs' | 'routes' | 'final'> & {
  targets: readonly Target[]
  attempts: readonly Attempt[]
}

/** The server's port: IPv6 first, IPv4 a quarter of a second later or as soon as IPv6 has failed; afresh in each round. */
export function serverTargets(port: SubmissionPort, round: number, state: ServerState): Target[] {
  const targets = state.targets.filter(
    (target) => target.role === 'server' && target.port === port && routed(target, state),
  )
  const attempts = state.attempts.filter(({ target }) => target.role === 'server' && target.port === port)
  if (attempts.some(isGreeted)) return []
  return targets.filter((target, index) => {
    const mine = attempts.filter(({ target: other }) => other.address === target.address)
    if (
      mine.some(
        (a) => reached(a) || Math.floor(a.round) === round || (a.end !== null && stateOf(a) !== 'timed-out'),
      )
    )
      return false
    if (index === 0 || mine.length > 0) return true
    const earlier = attempts.filter(({ target: other }) => other.address !== target.address)
    return earlier.some((a) => hasHadItsChance(a, state.nowMs))
  })
}

/** It failed, or has not connected, or has not greeted in time: the other family is tried beside it. */
function hasHadItsChance(attempt: Attempt, nowMs: number): boolean {
  const { connectedMs, end, startedMs } = attempt
  if (end !== null) return true
  return connectedMs === null ? nowMs - startedMs >= attemptDelayMs : nowMs - connectedMs >= greetingDelayMs
}

/** The server's port 25, once: it is told, and decides nothing. */
export function serverPort25(state: ServerState): Target[] {
  if (state.attempts.some(({ target }) => target.port === 25)) return []
  return state.targets.filter((target) => target.port === 25 && routed(target, state))
}

/** Asked when a submission port refuses or offers no STARTTLS: does the network do that for every address? */
export function negativeControlsOn(port: SubmissionPort, state: ServerState, network: SharedState): Target[] {
  const suspicious = state.attempts.filter((a) => {
    if (a.target.role !== 'server' || a.target.port !== port) return false
    return a.submission?.stage.kind === 'no-starttls' || ['refused', 'reset', 'closed'].includes(stateOf(a))
  })
  const asked = new Set(suspicious.map(({ target }) => target.family))
  return [...asked].flatMap((family) => negativeTargets(port, family, network))
}

/** The ports that still have something to show. */
export function unsettledPorts(
  submission: SubmissionDecision,
  attempts: readonly Attempt[],
): SubmissionPort[] {
  if (submission.settled) return []
  return submissionPorts.filter((port) => {
    const mine = attempts.filter((a) => a.target.port === port)
    const dialogue = mine.find((a) => a.submission !== null)?.submission
    return dialogue == null || dialogue.stage.kind === 'no-greeting' || dialogue.stage.kind === 'no-starttls'
  })
}

/** The server's port 25 is told where it answers; a network that blocks 25 need not be waited for. */
export function port25Known(state: ServerState, verdict: string, alone: boolean): boolean {
  const hasTarget = state.targets.some((target) => target.port === 25 && routed(target, state))
  const attempts = state.attempts.filter(({ target }) => target.port === 25)
  if (!hasTarget || state.final) return true
  // Of many servers, port 25 is asked only where the network lets it through.
  if (attempts.length === 0) return !alone && verdict !== 'open'
  if (attempts.some((a) => stateOf(a) === 'greeted')) return true
  const limit = verdict === 'open' ? 3 * roundMs : port25WaitMs
  return attempts.every((a) => a.end !== null || (!reached(a) && state.nowMs - a.startedMs >= limit))
}

function routed(target: Target, { routes }: ServerState): boolean {
  return target.family === 4 ? routes.ipv4 : routes.ipv6
}
