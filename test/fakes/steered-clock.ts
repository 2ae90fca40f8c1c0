import type { Clock } from '../../electron/net/clock.ts'

/** Time that passes only when the test says so. */
export type SteeredClock = Clock & {
  /** Milliseconds since 1970. */
  wallClock: () => number
  /** Lets time pass: whoever waits goes on in order, each before the next. */
  advance(ms: number): Promise<void>
  /** The wall clock goes on and nothing else: the computer sleeps (or, below zero, its clock is set back). */
  sleep(ms: number): void
  /** How many are waiting. */
  waiting(): number
}

export function createSteeredClock(): SteeredClock {
  let time = 0
  let asleep = 0
  const waiters = new Set<{ at: number; wake: () => void }>()
  return {
    now: () => time,
    wallClock: () => Date.UTC(2026, 6, 31) + time + asleep,
    wait: (ms, signal) =>
      new Promise((resolve) => {
        if (signal?.aborted) {
          resolve()
          return
        }
        const wake = () => {
          waiters.delete(waiter)
          signal?.removeEventListener('abort', wake)
          resolve()
        }
        const waiter = { at: time + ms, wake }
        waiters.add(waiter)
        signal?.addEventListener('abort', wake)
      }),
    advance: async (ms) => {
      const until = time + ms
      for (;;) {
        await everybodyWaits()
        const next = [...waiters].filter(({ at }) => at <= until).sort((a, b) => a.at - b.at)[0]
        if (next === undefined) break
        time = Math.max(time, next.at)
        next.wake()
      }
      time = until
    },
    sleep: (ms) => {
      asleep += ms
    },
    waiting: () => waiters.size,
  }
}

/** Promises that need no time have gone on. */
async function everybodyWaits(): Promise<void> {
  for (let turn = 0; turn < 3; turn += 1) await new Promise(setImmediate)
}
