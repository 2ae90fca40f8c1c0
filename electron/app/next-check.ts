/** A network is checked by itself at most this often unless the person says otherwise: other people's servers are asked each time. */
export const checkEveryMs = 15 * 60_000

/**
 * Milliseconds until a network may be checked by itself again; 0: now. Both times are of the wall clock, which goes on
 * while the computer sleeps. A last check in the future means that the clock was set: nothing is known, so now.
 */
export function untilNextCheck(lastCheckAt: number | null, now: number, everyMs = checkEveryMs): number {
  if (lastCheckAt === null || lastCheckAt > now) return 0
  return Math.max(0, lastCheckAt + everyMs - now)
}

const minuteMs = 60_000
const mostAMinute = 3

/**
 * Milliseconds until a network that keeps going and coming may be checked once more: three checks a minute at most, those
 * that were broken off included. `begun`: when the last ones began, oldest first; those of the future do not count.
 */
export function untilNextTry(begun: readonly number[], now: number): number {
  const last = begun.filter((at) => at <= now && now - at < minuteMs).slice(-mostAMinute)
  const [oldest] = last
  return oldest === undefined || last.length < mostAMinute ? 0 : oldest + minuteMs - now
}
