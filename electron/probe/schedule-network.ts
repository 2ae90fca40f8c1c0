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

/** What the choice looks at: the attempts at what belongs to no server. */
export type SharedState = Pick<ScheduleState, 'targets' | 'nowMs' | 'routes'> & { shared: readonly Attempt[] }

/** References to ask in this round: three at first, then fresh attempts, the least asked first. */
export function referencesFor(family: Family, round: number, state: SharedState): Target[] {
  const all = state.targets.filter(({ role, family: its }) => role === 'reference' && its === family)
  const attemptsAt = (target: Target) =>
    state.shared.filter((a) => a.target.role === 'reference' && a.target.address === target.address)
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
