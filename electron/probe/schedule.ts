import { families, type Family, type SubmissionPort, submissionPorts } from '../contract/check.ts'
import { type Attempt, reached, stateOf, type Target } from './model.ts'
import { decideFamily, decideOutbound25, type Evidence } from './outbound25.ts'
import { decideSubmission, type SubmissionDecision } from './submission.ts'
import { negativeAddresses } from './targets.ts'

/** Everything the schedule looks at, besides what the decision looks at. */
export type ScheduleState = Evidence & {
  targets: readonly Target[]
  server: null | { startTlsSeen: boolean; resolved: boolean | null }
}

export type Step = {
  /** What to start now. */
  launch: { target: Target; round: number }[]
  /** The evidence suffices for everything that was asked. */
  done: boolean
  /** When to look again, even if nothing happens (milliseconds since the first SYN). */
  wakeMs: number
  outbound25: ReturnType<typeof decideOutbound25>
  submission: SubmissionDecision | null
}

/** Rounds start a little over a second apart, so that the ICMP allowance has come back each time. */
export const roundMs = 1_050
/** Linux answers at most six rejected probes at once and then one a second (net.ipv4.icmp_ratelimit). */
const maxRejectable = 6
/** Sockets to one reference in one check. */
const maxPerReference = 4
/** References asked in the first moment; three unrelated operators are enough to decide. */
const firstReferences = 3
/** The second address family of the person's server starts this much later (RFC 8305, 5). */
const attemptDelayMs = 250
/** A second look at the negative control, should the first packet have been lost. */
const negativeAgainMs = 120
/** How long the server's own port 25 may stay silent before the check goes on without it. */
const port25WaitMs = 400

/** What to do next, from the evidence alone. Driven by run.ts in real time and by the simulation in virtual time. */
export function nextStep(state: ScheduleState): Step {
  const outbound25 = decideOutbound25(state)
  const submission =
    state.server === null ? null : decideSubmission({ ...state, ...state.server, final: state.final })
  const round = Math.floor(state.nowMs / roundMs)
  const launch: Step['launch'] = []
  const add = (target: Target | undefined) => {
    if (target !== undefined && allowed(target, [...state.attempts], launch, state.nowMs))
      launch.push({ target, round })
  }
  for (const family of families) {
    const settled = decideFamily(family, state)?.settled ?? true
    if (!settled) {
      for (const target of referencesFor(family, round, state)) add(target)
      negativeControls25(family, state).forEach(add)
    }
  }
  const openPorts = submission === null ? [] : unsettledPorts(submission, state)
  for (const port of openPorts) {
    serverTargets(port, round, state).forEach(add)
    negativeControlsOn(port, state).forEach(add)
  }
  if (state.server !== null && portTried(25, round, state).length === 0) serverPort25(state).forEach(add)
  for (const family of families) {
    const settled = decideFamily(family, state)?.settled ?? true
    if (!settled || openPorts.length > 0) controlsFor(family, round, state).forEach(add)
  }
  // Where nothing passes there is nothing to learn about a server.
  const nothingPasses = outbound25.verdict === 'offline' || outbound25.verdict === 'captive-portal'
  const serverKnown =
    submission === null || nothingPasses || (submission.settled && port25Known(state, outbound25.verdict))
  const done = outbound25.settled && serverKnown
  return { launch, done, wakeMs: wakeAt(state, round), outbound25, submission }
}

/** Port 25 is where a router may reject: never more probes in a second than it answers, and four to a reference. */
function allowed(
  target: Target,
  attempts: readonly Attempt[],
  launch: Step['launch'],
  nowMs: number,
): boolean {
  if (target.port !== 25) return true
  const recent = attempts.filter((a) => a.target.port === 25 && nowMs - a.startedMs < roundMs && !reached(a))
  if (recent.length + launch.filter((l) => l.target.port === 25).length >= maxRejectable) return false
  if (target.role !== 'reference') return true
  const sockets = attempts.filter(
    ({ target: other }) => other.role === 'reference' && other.host === target.host,
  ).length
  return (
    sockets + launch.filter((l) => l.target.role === 'reference' && l.target.host === target.host).length <
    maxPerReference
  )
}

/** References to ask in this round: three at first, then fresh attempts, the least asked first. */
function referencesFor(family: Family, round: number, state: ScheduleState): Target[] {
  const all = state.targets.filter(({ role, family: its }) => role === 'reference' && its === family)
  const attemptsAt = (target: Target) =>
    state.attempts.filter((a) => a.target.role === 'reference' && a.target.address === target.address)
  const inRound = all.filter((target) => attemptsAt(target).some((a) => a.round === round)).length
  const waiting = all.filter((target) =>
    attemptsAt(target).every((a) => stateOf(a) === 'pending' || stateOf(a) === 'timed-out'),
  )
  // When those asked have all answered, in whatever way, the next ones need not wait for the next round.
  const asked = all.filter((target) => attemptsAt(target).length > 0)
  const moveOn =
    asked.length > 0 && asked.every((target) => attemptsAt(target).every((a) => stateOf(a) !== 'pending'))
  const fresh = waiting.filter((target) => attemptsAt(target).length === 0)
  if (moveOn) return fresh.slice(0, firstReferences)
  const families = Object.values(state.routes).filter(Boolean).length
  const share = Math.floor(maxPerReference / Math.max(1, families))
  const quota = round === 0 ? firstReferences : families > 1 ? 1 : 2
  return waiting
    .filter((target) => {
      const before = attemptsAt(target)
      return before.length < share && before.every((a) => a.round !== round)
    })
    .sort((a, b) => attemptsAt(a).length - attemptsAt(b).length)
    .slice(0, Math.max(0, quota - inRound))
}

/** Asked only once a reference has connected: where nothing connects there is no interceptor to find. */
function negativeControls25(family: Family, state: ScheduleState): Target[] {
  const connected = state.attempts.some(
    (a) => a.target.role === 'reference' && a.target.family === family && reached(a),
  )
  return connected ? negativeTargets(25, family, state) : []
}

/** Asked when a submission port refuses or offers no STARTTLS: does the network do that for every address? */
function negativeControlsOn(port: SubmissionPort, state: ScheduleState): Target[] {
  const suspicious = state.attempts.filter((a) => {
    if (a.target.role !== 'server' || a.target.port !== port) return false
    return a.submission?.stage.kind === 'no-starttls' || stateOf(a) === 'refused' || stateOf(a) === 'closed'
  })
  const asked = new Set(suspicious.map(({ target }) => target.family))
  return [...asked].flatMap((family) => negativeTargets(port, family, state))
}

function negativeTargets(port: number, family: Family, state: ScheduleState): Target[] {
  const before = state.attempts.filter(
    ({ target }) => target.role === 'negative-control' && target.family === family && target.port === port,
  )
  const latest = before.at(-1)
  if (
    before.length >= 2 ||
    (latest !== undefined && (latest.end !== null || state.nowMs - latest.startedMs < negativeAgainMs))
  ) {
    return []
  }
  const found = negativeAddresses.find((address) => address.family === family)
  return found === undefined
    ? []
    : [
        {
          role: 'negative-control',
          host: found.address,
          ...found,
          port,
          operator: found.address,
          startTlsKnown: false,
        },
      ]
}

/** One control of each port in each round, in turns: the same moments as the references, and the same ports as the server. */
function controlsFor(family: Family, round: number, state: ScheduleState): Target[] {
  const controls = state.targets.filter(({ role, family: its }) => role === 'control' && its === family)
  const attemptsAt = (target: Target) =>
    state.attempts.filter(({ target: other }) => other.role === 'control' && sameEndpoint(other, target))
  return [...new Set(controls.map(({ port }) => port))].flatMap((port) => {
    const onPort = controls.filter((target) => target.port === port)
    const asked = onPort.filter((target) => attemptsAt(target).length > 0)
    const unasked = onPort.filter((target) => attemptsAt(target).length === 0)
    // A control that fails may itself be down: the next one need not wait for the next round.
    const allFailed = asked.every((target) => attemptsAt(target).every((a) => a.end !== null && !reached(a)))
    if (asked.length > 0 && allFailed) return unasked.slice(0, 1)
    if (onPort.some((target) => attemptsAt(target).some((a) => a.round === round))) return []
    return onPort.sort((a, b) => attemptsAt(a).length - attemptsAt(b).length).slice(0, 1)
  })
}

/** The server's port: IPv6 first, IPv4 a quarter of a second later or as soon as IPv6 has failed; afresh in each round. */
function serverTargets(port: SubmissionPort, round: number, state: ScheduleState): Target[] {
  const targets = state.targets.filter(
    (target) => target.role === 'server' && target.port === port && routed(target, state),
  )
  const attempts = state.attempts.filter(({ target }) => target.role === 'server' && target.port === port)
  if (attempts.some(reached)) return []
  return targets.filter((target, index) => {
    const mine = attempts.filter(({ target: other }) => other.address === target.address)
    if (mine.some((a) => a.round === round || (a.end !== null && stateOf(a) !== 'timed-out'))) return false
    if (index === 0 || mine.length > 0) return true
    const earlier = attempts.filter(({ target: other }) => other.address !== target.address)
    return (
      (earlier.length > 0 && earlier.every((a) => stateOf(a) !== 'pending')) ||
      earlier.some((a) => state.nowMs - a.startedMs >= attemptDelayMs)
    )
  })
}

function serverPort25(state: ScheduleState): Target[] {
  return state.targets.filter(
    (target) => target.role === 'server' && target.port === 25 && routed(target, state),
  )
}

function portTried(port: number, round: number, state: ScheduleState): Attempt[] {
  return state.attempts.filter(
    (a) => a.target.role === 'server' && a.target.port === port && a.round <= round,
  )
}

function routed(target: Target, { routes }: ScheduleState): boolean {
  return target.family === 4 ? routes.ipv4 : routes.ipv6
}

function unsettledPorts(submission: SubmissionDecision, state: ScheduleState): SubmissionPort[] {
  if (submission.settled) return []
  return submissionPorts.filter((port) => {
    const mine = state.attempts.filter((a) => a.target.role === 'server' && a.target.port === port)
    const dialogue = mine.find((a) => a.submission !== null)?.submission
    return dialogue == null || dialogue.stage.kind === 'no-greeting' || dialogue.stage.kind === 'no-starttls'
  })
}

/** The server's port 25 is told where it answers; a network that blocks 25 need not be waited for. */
function port25Known(state: ScheduleState, verdict: string): boolean {
  const targets = serverPort25(state)
  const attempts = portTried(25, Number.MAX_SAFE_INTEGER, state)
  if (targets.length === 0 || state.final) return true
  if (attempts.length === 0) return false
  if (attempts.some((a) => stateOf(a) === 'greeted')) return true
  const limit = verdict === 'open' ? 3 * roundMs : port25WaitMs
  return attempts.every((a) => a.end !== null || (!reached(a) && state.nowMs - a.startedMs >= limit))
}

function sameEndpoint(a: Target, b: Target): boolean {
  return a.address === b.address && a.port === b.port
}

/** The next moment at which time alone may change something: the tick is short, the work in it tiny. */
function wakeAt({ nowMs }: ScheduleState, round: number): number {
  return Math.min((round + 1) * roundMs, nowMs + 50)
}
