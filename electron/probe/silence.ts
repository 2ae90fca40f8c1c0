import { isPublic } from '../net/public-address.ts'
import { type Attempt, reached } from './model.ts'

/**
 * When is a failure a block and not bad luck? Fresh attempts in several moments, each with a control that worked in the
 * same moment. Silence takes more of them, spread over more than any outage of 2 s, and time to answer.
 * docs/how-detection-works.md has the figures.
 */
const silentMoments = 3
const refusedMoments = 2
const spanMs = 2_050
const lastWaitMs = 1_000
/** What is started within this time belongs to one moment. */
const momentMs = 100
/** After this long without an answer, while controls answered, a block is suspected. */
const suspectMs = 850

/** The attempts were dropped, beyond reasonable doubt. `all` are the attempts of the family, controls among them. */
export function provenDrop(attempts: readonly Attempt[], all: readonly Attempt[], nowMs: number): boolean {
  const wait = patience(all, lastWaitMs)
  const moments = provenMoments(
    attempts.filter(({ startedMs }) => nowMs - startedMs >= wait),
    all,
  )
  const [first = 0] = moments
  return moments.length >= silentMoments && (moments.at(-1) ?? 0) - first >= spanMs
}

/** The attempts were refused or rejected in more than one moment in which the path worked. */
export function provenRefusal(attempts: readonly Attempt[], all: readonly Attempt[]): boolean {
  return provenMoments(attempts, all).length >= refusedMoments
}

/** It looks like a drop, early on: said as such, and never the last word. */
export function suspectedDrop(attempts: readonly Attempt[], all: readonly Attempt[], nowMs: number): boolean {
  return attempts.some(
    (attempt) => hasProof(attempt, all) && nowMs - attempt.startedMs >= patience(all, suspectMs),
  )
}

/** The moments in which attempts failed while a control that was started with them got through. */
function provenMoments(attempts: readonly Attempt[], all: readonly Attempt[]): number[] {
  const starts = attempts
    .filter((attempt) => hasProof(attempt, all))
    .map(({ startedMs }) => startedMs)
    .sort((a, b) => a - b)
  return starts.filter((start, index) => index === 0 || start - (starts[index - 1] ?? start) > momentMs)
}

function hasProof({ startedMs }: Attempt, all: readonly Attempt[]): boolean {
  return all.some(
    (other) => isControl(other) && reached(other) && Math.abs(other.startedMs - startedMs) <= momentMs,
  )
}

/** A control, or a submission port of the person's server where the way there leaves this network. */
export function isControl({ target }: Attempt): boolean {
  return target.role === 'control' || (target.role === 'server' && target.port !== 25 && isPublic(target))
}

/** On a slow path silence means less: four times the median answer that came, at least `ms`. */
export function patience(all: readonly Attempt[], ms: number): number {
  const answers = all.flatMap((a) =>
    isControl(a) && a.connectedMs !== null ? [a.connectedMs - a.startedMs] : [],
  )
  // A control that answered only after its SYN was repeated tells of loss, not of distance: take the median.
  const median = answers.sort((a, b) => a - b)[Math.floor(answers.length / 2)] ?? 0
  return Math.max(ms, 4 * median)
}
