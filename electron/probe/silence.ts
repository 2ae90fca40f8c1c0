import { type Attempt, reached } from './model.ts'

/**
 * When is silence a block and not bad luck? Fresh attempts in several moments, each with a control that worked in the
 * same moment, spread over more than any outage of 2 s, and the last one given time to answer.
 * docs/how-detection-works.md has the figures.
 */
const momentsNeeded = 3
const spanMs = 2_200
const lastWaitMs = 1_000
/** After this long without an answer, while controls answered, a block is suspected. */
const suspectMs = 850

/** The attempts were dropped, beyond reasonable doubt. `all` are the attempts of the family, controls among them. */
export function provenDrop(attempts: readonly Attempt[], all: readonly Attempt[], nowMs: number): boolean {
  const moments = [...new Set(attempts.map(({ round }) => round))].filter(
    (round) => proof(round, all) !== null,
  )
  const good = attempts.filter(({ round }) => moments.includes(round))
  const starts = good.map(({ startedMs }) => startedMs)
  if (moments.length < momentsNeeded) return false
  const last = Math.max(...starts)
  return last - Math.min(...starts) >= spanMs && nowMs - last >= patience(all, lastWaitMs)
}

/** It looks like a drop, early on: said as such, and never the last word. */
export function suspectedDrop(attempts: readonly Attempt[], all: readonly Attempt[], nowMs: number): boolean {
  return attempts.some(
    ({ round, startedMs }) => proof(round, all) !== null && nowMs - startedMs >= patience(all, suspectMs),
  )
}

/** The control (or a submission port of the person's server) of that moment that got through. */
function proof(round: number, all: readonly Attempt[]): Attempt | null {
  return all.find((attempt) => attempt.round === round && isControl(attempt) && reached(attempt)) ?? null
}

export function isControl({ target }: Attempt): boolean {
  return target.role === 'control' || (target.role === 'server' && target.port !== 25)
}

/** On a slow path silence means less: four times the slowest answer that came, at least `ms`. */
export function patience(all: readonly Attempt[], ms: number): number {
  const answers = all.flatMap((a) =>
    isControl(a) && a.connectedMs !== null ? [a.connectedMs - a.startedMs] : [],
  )
  // A control that answered only after its SYN was repeated tells of loss, not of distance: take the median.
  const median = answers.sort((a, b) => a - b)[Math.floor(answers.length / 2)] ?? 0
  return Math.max(ms, 4 * median)
}
