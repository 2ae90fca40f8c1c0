import type { Clock } from '../net/clock.ts'

/**
 * Runs `work` under one deadline of `ms` milliseconds on top of the caller's `signal`: name, TCP, TLS and dialogue
 * together. When it returns, the deadline's timer is gone.
 */
export async function underDeadline<Value>(
  ms: number,
  clock: Clock,
  signal: AbortSignal,
  work: (signal: AbortSignal) => Promise<Value>,
): Promise<Value> {
  const deadline = new AbortController()
  const finished = new AbortController()
  void clock.wait(ms, finished.signal).then(() => deadline.abort())
  try {
    return await work(AbortSignal.any([signal, deadline.signal]))
  } finally {
    finished.abort()
  }
}

/** Waits for `event`, but no longer than `ms` milliseconds. */
export async function waitAtMost(ms: number, clock: Clock, event: Promise<unknown>): Promise<void> {
  const finished = new AbortController()
  try {
    await Promise.race([event, clock.wait(ms, finished.signal)])
  } finally {
    finished.abort()
  }
}
