import type { Family, Observation, Outbound25, ServerReport, Submission } from '../contract/check.ts'
import type { Lane, LaneState, Lanes } from '../contract/lanes.ts'

export type LaneFacts = {
  outbound25: Pick<Outbound25, 'verdict' | 'mechanism' | 'families' | 'exceptions'>
  /** Null: no server is known. */
  server: { host: string; submission: Pick<Submission, 'port' | 'ports'>; settled: boolean } | null
  /** All that was seen of this server and of the references and controls, so far. */
  seen: readonly Observation[]
  /** More may come, so that what is not known is being asked. */
  running: boolean
}

/** The three ways as the picture shows them. Pure. */
export function lanesOf(facts: LaneFacts): Lanes {
  return [lane25(facts), submissionLane(465, facts), submissionLane(587, facts)]
}

/** Before anything is known. */
export const lanesAsked: Lanes = [lane(25, 'asking'), lane(465, 'asking'), lane(587, 'asking')]

/** The facts of a finished report. */
export function factsOf(report: {
  outbound25: Outbound25
  server: Pick<ServerReport, 'host' | 'submission'> | null
}): LaneFacts {
  const { outbound25, server } = report
  return {
    outbound25,
    server: server === null ? null : { ...server, settled: true },
    seen: [...outbound25.evidence, ...(server?.submission.evidence ?? [])],
    running: false,
  }
}

function lane25(facts: LaneFacts): Lane {
  const { outbound25, server, seen } = facts
  const ours = seen.filter(({ port, role }) => port === 25 && role === 'server')
  const others = seen.filter(({ port, role }) => port === 25 && role === 'reference')
  const spoken = [...ours, ...others].filter(({ outcome }) => outcome === 'greeted')
  const open = (onlyFamily: Family | null = null) => lane(25, 'open', { ms: fastest(spoken), onlyFamily })
  if (server !== null && outbound25.exceptions.includes(server.host)) return open()
  switch (outbound25.verdict) {
    case 'open':
      return ours.some(isAnswered) || ours.length === 0 || facts.running ? open() : lane(25, 'not-offered')
    case 'blocked':
      return lane(25, closedBy(outbound25.mechanism))
    case 'tarpit':
      return lane(25, 'no-answer')
    case 'intercepted':
      return lane(25, outbound25.mechanism === 'stripped' ? 'stripped' : 'intercepted')
    case 'partial':
      return partial(outbound25, open)
    case 'captive-portal':
    case 'offline':
      return lane(25, facts.running ? 'asking' : 'held')
    case 'inconclusive':
      return lane(25, facts.running ? 'asking' : 'unknown')
  }
}

/** One family passes: the lane is open over that one. Otherwise the one that says more. */
function partial({ families }: LaneFacts['outbound25'], open: (only: Family) => Lane): Lane {
  if (families.ipv4?.verdict === 'open') return open(4)
  if (families.ipv6?.verdict === 'open') return open(6)
  const closed = [families.ipv4, families.ipv6].find((family) => family?.verdict === 'blocked')
  return lane(25, closed == null ? 'unknown' : closedBy(closed.mechanism))
}

function closedBy(mechanism: Outbound25['mechanism']): LaneState {
  switch (mechanism) {
    case 'reset':
      return 'refused'
    case 'reject':
      return 'rejected'
    case 'drop':
    case 'proxy':
    case 'stripped':
    case null:
      return 'no-answer'
  }
}

function submissionLane(port: 465 | 587, facts: LaneFacts): Lane {
  const { outbound25, server, running } = facts
  const verdict = outbound25.verdict
  if (!running && (verdict === 'offline' || verdict === 'captive-portal')) return lane(port, 'held')
  const seen = facts.seen.filter((one) => one.port === port)
  if (server === null) return controlLane(port, seen, running)
  const ours = seen.filter(({ role }) => role === 'server')
  const answered = ours.filter(isAnswered)
  const state = submissionState(server.submission.ports[port], ours, running && !server.settled)
  return lane(port, state, {
    ms: state === 'open' ? fastest(answered) : null,
    onlyFamily: state === 'open' ? onlyFamily(ours) : null,
    used: server.submission.port === port && state === 'open',
  })
}

/** Without a server the controls tell whether the network lets the port pass. */
function controlLane(port: 465 | 587, seen: readonly Observation[], running: boolean): Lane {
  const answered = seen.filter((one) => one.role === 'control' && isAnswered(one))
  if (answered.length > 0) return lane(port, 'open', { ms: fastest(answered) })
  return lane(port, running ? 'asking' : 'unknown')
}

function submissionState(
  verdict: Submission['ports']['587'],
  ours: readonly Observation[],
  running: boolean,
): LaneState {
  switch (verdict) {
    case 'ready':
      return 'open'
    case 'blocked':
    case 'unreachable':
      return running ? 'asking' : closedAs(ours)
    case 'not-offered':
      return running ? 'asking' : 'not-offered'
    case 'stripped':
      return 'stripped'
    case 'no-starttls':
      return 'no-encryption'
    case 'no-auth':
      return 'no-sign-in'
    case 'untrusted-certificate':
      return 'untrusted'
    case 'inconclusive':
      return running ? 'asking' : 'unknown'
  }
}

function closedAs(ours: readonly Observation[]): LaneState {
  if (ours.some(({ outcome }) => outcome === 'refused' || outcome === 'reset')) return 'refused'
  return ours.some(({ outcome }) => outcome === 'unreachable') ? 'rejected' : 'no-answer'
}

/** The family that answered, where the other one was tried in vain. */
function onlyFamily(ours: readonly Observation[]): Family | null {
  const answered = new Set(ours.filter(isAnswered).map(({ family }) => family))
  const tried = new Set(ours.filter(({ ms }) => ms > 0).map(({ family }) => family))
  const [only] = answered
  return only !== undefined && answered.size === 1 && tried.size === 2 ? only : null
}

function isAnswered({ outcome }: Observation): boolean {
  return outcome === 'greeted' || outcome === 'connected'
}

function fastest(seen: readonly Observation[]): number | null {
  return seen.length === 0 ? null : Math.round(Math.min(...seen.map(({ ms }) => ms)))
}

function lane(port: Lane['port'], state: LaneState, more: Partial<Omit<Lane, 'port' | 'state'>> = {}): Lane {
  return { port, state, ms: null, onlyFamily: null, used: false, ...more }
}
