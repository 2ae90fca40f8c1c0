import type { Family } from '../contract/check.ts'
import { type Attempt, stateOf } from './model.ts'

/** Everything the decision looks at. Pure data: the same evidence always gives the same verdict. */
export type Evidence = {
  attempts: readonly Attempt[]
  nowMs: number
  /** Whether this computer has a route of that family. */
  routes: Record<'ipv4' | 'ipv6', boolean>
  /** Reference hosts with an address, tried or not; and names whose look-up still runs. */
  references: readonly { host: string; operator: string; families: readonly Family[] }[]
  resolving: number
  /** What a plain HTTP request to the portal URL got: null while not known. */
  portal: 'no-content' | 'other-answer' | 'no-answer' | null
  /** Nothing more will come: decide with what there is. */
  final: boolean
}

export type ReferenceState =
  'greeted' | 'connected' | 'silent' | 'closed' | 'drop' | 'reset' | 'reject' | 'local' | 'untried'
/** A reference host and what its attempts in one family came to. */
export type Reference = {
  host: string
  operator: string
  state: ReferenceState
  attempts: readonly Attempt[]
}

export function referenceOf(
  host: { host: string; operator: string },
  attempts: readonly Attempt[],
): Reference {
  const mine = attempts.filter(({ target }) => target.role === 'reference' && target.host === host.host)
  return { host: host.host, operator: host.operator, state: referenceState(mine), attempts: mine }
}

/** The best that any attempt at a host reached; among failures the one that says most. */
function referenceState(attempts: readonly Attempt[]): ReferenceState {
  const states = attempts.map(stateOf)
  const has = (...wanted: (typeof states)[number][]) => wanted.some((state) => states.includes(state))
  if (states.length === 0) return 'untried'
  if (has('greeted')) return 'greeted'
  if (has('connected')) return 'connected'
  if (has('silent')) return 'silent'
  if (has('refused', 'reset')) return 'reset'
  if (has('unreachable')) return 'reject'
  if (has('closed')) return 'closed'
  if (has('pending', 'timed-out')) return 'drop'
  return 'local'
}
