import { families, type SubmissionPort } from '../contract/check.ts'
import { type Attempt, reached, type Target } from './model.ts'
import { decideOutbound25 } from './outbound25.ts'
import { decideFamily } from './outbound25-family.ts'
import {
  controlsFor,
  maxPerReference,
  negativeControls25,
  referencesFor,
  secondLookDue,
} from './schedule-network.ts'
import {
  negativeControlsOn,
  port25Known,
  serverPort25,
  serverTargets,
  unsettledPorts,
} from './schedule-server.ts'
import { roundMs, type ScheduleState } from './schedule-state.ts'
import { decideSubmission, type SubmissionDecision } from './submission.ts'

export type Step = {
  /** What to start now. */
  launch: { target: Target; round: number }[]
  /** The evidence suffices for everything that was asked. */
  done: boolean
  /** When to look again, even if nothing happens (milliseconds since the first SYN). */
  wakeMs: number
  outbound25: ReturnType<typeof decideOutbound25>
  /** One for each server. */
  submissions: SubmissionDecision[]
}

/** Linux answers at most six rejected probes at once and then one a second (net.ipv4.icmp_ratelimit). */
const maxRejectable = 6

/** What to do next, from the evidence alone. Driven by run.ts in real time and by the simulation in virtual time. */
export function nextStep(state: ScheduleState): Step {
  const outbound25 = decideOutbound25(state)
  const shared = state.attempts.filter(({ target }) => target.server === null)
  const network = { ...state, shared, targets: state.targets.filter(({ server }) => server === null) }
  const servers = state.servers.map((server, index) => {
    const own = state.attempts.filter(({ target }) => target.server === index)
    const submission = decideSubmission({
      ...server,
      attempts: [...own, ...shared],
      targets: network.targets,
      nowMs: state.nowMs,
      final: state.final,
    })
    const targets = state.targets.filter((target) => target.server === index)
    const { nowMs, routes, final } = state
    return {
      submission,
      openPorts: unsettledPorts(submission, own),
      state: { nowMs, routes, final, targets, attempts: own },
    }
  })

  const unsettled = families.filter(
    (family) =>
      (family === 4 ? state.routes.ipv4 : state.routes.ipv6) &&
      decideFamily(family, state)?.settled === false,
  )
  const whole = Math.floor(state.nowMs / roundMs)
  const half = whole + 0.5
  const again =
    unsettled.some((family) => secondLookDue(family, network)) &&
    !state.attempts.some((attempt) => attempt.round === half)
  const round = again ? half : whole
  const launch: Step['launch'] = []
  const isOpen = outbound25.settled && outbound25.verdict === 'open'
  const add = (target: Target) => {
    if (isOpen || allowed(target, state.attempts, launch, state.nowMs)) launch.push({ target, round })
  }
  const openPorts = new Set<SubmissionPort>()
  const routed = families.filter((family) => (family === 4 ? state.routes.ipv4 : state.routes.ipv6))
  for (const family of unsettled) {
    referencesFor(family, round, network).forEach(add)
    negativeControls25(family, network).forEach(add)
  }
  for (const server of servers) {
    for (const port of server.openPorts) {
      openPorts.add(port)
      serverTargets(port, whole, server.state).forEach(add)
      // The same answer serves all servers.
      for (const target of negativeControlsOn(port, server.state, network)) {
        if (!launch.some((other) => sameEndpoint(other.target, target))) add(target)
      }
    }
    if (servers.length === 1 || isOpen) serverPort25(server.state).forEach(add)
  }
  // Controls belong to the moments in which something else is asked.
  const asks = ({ role, port }: Target) => role === 'reference' || (role === 'server' && port !== 25)
  const undecided = [...openPorts].some(
    (port) => !shared.some((a) => a.target.role === 'control' && a.target.port === port && reached(a)),
  )
  const isMoment =
    undecided ||
    (state.references.length === 0 && !outbound25.settled) ||
    launch.some(({ target }) => asks(target)) ||
    state.attempts.some((attempt) => attempt.round === round && asks(attempt.target))
  for (const family of isMoment ? routed : []) {
    const waits = unsettled.includes(family) || state.references.length === 0
    if (waits || openPorts.size > 0) controlsFor(family, round, network).forEach(add)
  }

  // Where nothing passes there is nothing to learn about a server.
  const nothingPasses = outbound25.verdict === 'offline' || outbound25.verdict === 'captive-portal'
  const serversKnown = servers.every(
    ({ submission, state: own }) =>
      submission.settled && port25Known(own, outbound25.verdict, servers.length === 1),
  )
  return {
    launch,
    done: outbound25.settled && (nothingPasses || serversKnown),
    wakeMs: wakeAt(state, whole),
    outbound25,
    submissions: servers.map(({ submission }) => submission),
  }
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

function sameEndpoint(a: Target, b: Target): boolean {
  return a.address === b.address && a.port === b.port
}

/** The next moment at which time alone may change something: the tick is short, the work in it tiny. */
function wakeAt({ nowMs }: ScheduleState, round: number): number {
  return Math.min((round + 1) * roundMs, nowMs + 50)
}
