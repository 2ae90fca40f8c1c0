import { type Family } from '../contract/check.ts'
import { type Attempt, reached, stateOf, type Target } from './model.ts'
import type { ScheduleState } from './schedule-state.ts'
import { negativeAddresses } from './targets.ts'

/** Sockets to one reference in one check. */
export const maxPerReference = 4
/** References asked in the first moment; three unrelated operators are enough to decide. */
const firstReferences = 3
/** A second look at the negative control, should the first packet have been lost. */
const negativeAgainMs = 120
/** Between a refusal and the second look at it. */
const secondLookMs = 200

/** What the choice looks at: the attempts at what belongs to no server. */
export type SharedState = Pick<ScheduleState, 'targets' | 'nowMs' | 'routes'> & { shared: readonly Attempt[] }

/**
 * References to ask in this round: two or three at first, then fresh attempts, the least asked first. A half round is a
 * second look at references that refused.
 */
export function referencesFor(family: Family, round: number, state: SharedState): Target[] {
  const all = state.targets.filter(({ role, family: its }) => role === 'reference' && its === family)
  const attemptsAt = (target: Target) => attemptsOn(target, state)
  const inRound = all.filter((target) => attemptsAt(target).some((a) => a.round === round)).length
  const dual = state.routes.ipv4 && state.routes.ipv6
  const refusing = all.some((target) => attemptsAt(target).some(isRefused))
  const untried = all.filter((target) => attemptsAt(target).length === 0).length
  return all
    .filter((target) => {
      const before = attemptsAt(target)
      return (
        before.length < shareOf(target, state) &&
        before.every((a) => a.round !== round && (isSilent(a) || isRefused(a)))
      )
    })
    .sort((a, b) => attemptsAt(a).length - attemptsAt(b).length)
    .slice(0, Math.max(0, quota(round, dual, refusing && untried > 1) - inRound))
}

/** Two families share the router's allowance of ICMP errors. */
function quota(round: number, dual: boolean, catchUp: boolean): number {
  if (round === 0) return dual ? 2 : firstReferences
  if (!Number.isInteger(round)) return dual ? 1 : 2
  return dual && !catchUp ? 1 : 2
}

/** Sockets to one reference are shared by the families that it can be asked in. */
function shareOf({ host }: Target, { targets, routes }: SharedState): number {
  const families = targets.filter(
    (other) =>
      other.role === 'reference' && other.host === host && (other.family === 4 ? routes.ipv4 : routes.ipv6),
  )
  return Math.floor(maxPerReference / Math.max(1, families.length))
}

/** References have refused, and a moment has passed: a second look tells a block from a moment's trouble. */
export function secondLookDue(family: Family, state: SharedState): boolean {
  const attempts = state.shared.filter(
    ({ target }) => target.role === 'reference' && target.family === family,
  )
  const latest = Math.max(0, ...attempts.map(({ startedMs }) => startedMs))
  return attempts.some(isRefused) && state.nowMs - latest >= secondLookMs
}

function attemptsOn(target: Target, { shared }: SharedState): Attempt[] {
  return shared.filter((a) => a.target.role === 'reference' && a.target.address === target.address)
}

function isSilent(attempt: Attempt): boolean {
  return stateOf(attempt) === 'pending' || stateOf(attempt) === 'timed-out'
}

function isRefused(attempt: Attempt): boolean {
  const state = stateOf(attempt)
  return state === 'refused' || state === 'unreachable' || (state === 'reset' && !reached(attempt))
}

/** Asked only once a reference has connected: where nothing connects there is no interceptor to find. */
export function negativeControls25(family: Family, state: SharedState): Target[] {
  const connected = state.shared.some(
    (a) => a.target.role === 'reference' && a.target.family === family && reached(a),
  )
  return connected ? negativeTargets(25, family, state) : []
}

export function negativeTargets(port: number, family: Family, state: SharedState): Target[] {
  const before = state.shared.filter(
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
          server: null,
        },
      ]
}

/** One control of each port in each round, in turns: the same moments as the references, and the same ports as the server. */
export function controlsFor(family: Family, round: number, state: SharedState): Target[] {
  const controls = state.targets.filter(({ role, family: its }) => role === 'control' && its === family)
  const attemptsAt = (target: Target) =>
    state.shared.filter(({ target: other }) => other.role === 'control' && sameEndpoint(other, target))
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

function sameEndpoint(a: Target, b: Target): boolean {
  return a.address === b.address && a.port === b.port
}
