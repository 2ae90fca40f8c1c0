import { type NetworkIdentity, offline } from '../contract/network.ts'
import type { Clock } from '../net/clock.ts'
import { fingerprint, type Interfaces } from './interfaces.ts'

const pollMs = 5_000
/** A network that is just coming up changes several times in a row. */
const settleMs = 1_500
/** A flapping one never comes to rest: it is read all the same. */
const mostSettleMs = 10_000
/** What a poll may be late, or the wall clock may drift or be corrected, without the computer having slept. */
const jumpMs = 3_000

/**
 * How often the network is read although nothing seems to have changed: another router with the same addresses, a DNS
 * suffix. On Windows a reading costs half a second of PowerShell, so more rarely there.
 */
export function regularReadMs(platform: NodeJS.Platform): number {
  return platform === 'win32' ? 10 * 60_000 : 60_000
}

export type WatchOptions = {
  clock: Clock
  /** Milliseconds since 1970. It goes on while the computer sleeps, and may be set. */
  wallClock: () => number
  interfaces: () => Interfaces
  read: (signal: AbortSignal) => Promise<NetworkIdentity>
  regularMs: number
  /** Calls back when the computer wakes up, where the system tells; gives the way to stop that. */
  onResume?: (listener: () => void) => () => void
  signal: AbortSignal
  /** Called with the network found first, and then whenever it is another. */
  onChange: (network: NetworkIdentity) => void
  /** The computer has slept, or its clock was set, and the network is still the same. */
  onSameAfterSleep?: () => void
}

/** Watches until `signal` is aborted; then nothing of it is left. */
export async function watchNetwork(options: WatchOptions): Promise<void> {
  const { clock, wallClock, interfaces, read, regularMs, onResume, signal } = options
  const { onChange, onSameAfterSleep } = options
  let current = offline
  let wake = new AbortController()
  let resumed = false
  let slept = false
  const wakeUp = () => wake.abort()
  const dispose = onResume?.(() => {
    resumed = true
    slept = true
    wakeUp()
  })
  signal.addEventListener('abort', wakeUp)
  const pause = async (ms: number) => {
    await clock.wait(ms, wake.signal)
    // After the end nobody would wake it any more.
    if (!signal.aborted) wake = new AbortController()
  }
  const look = (at: Interfaces = interfaces()) => fingerprint(at, current.interface)
  const isOver = () => signal.aborted
  const hasSlept = () => slept
  const isDisturbed = (seen: string) => resumed || look() !== seen

  /** Waits until the network may be another, or it is time to make sure. */
  const idle = async (seen: string) => {
    const since = clock.now()
    while (!isOver() && clock.now() - since < regularMs) {
      const wallBefore = wallClock()
      await pause(pollMs)
      const jumped = Math.abs(wallClock() - wallBefore - pollMs) > jumpMs
      slept ||= jumped
      if (slept || isDisturbed(seen)) return settle()
    }
  }
  const settle = async () => {
    const since = clock.now()
    let seen: string
    do {
      resumed = false
      seen = look()
      await pause(settleMs)
    } while (!isOver() && isDisturbed(seen) && clock.now() - since < mostSettleMs)
  }

  try {
    for (let isFirst = true; !isOver(); isFirst = false) {
      const before = interfaces()
      const next = await read(signal)
      if (isOver()) return
      const isSame = !isFirst && isSameNetwork(current, next)
      if (!isSame || next.id !== null) current = next
      if (!isSame) onChange(next)
      else if (hasSlept()) onSameAfterSleep?.()
      slept = false
      await idle(look(before))
    }
  } finally {
    dispose?.()
    signal.removeEventListener('abort', wakeUp)
  }
}

/** A network whose gateway does not answer for a while (no id) is still the one that it was. */
export function isSameNetwork(current: NetworkIdentity, next: NetworkIdentity): boolean {
  if (next.id !== null) return next.id === current.id
  return next.gateway === current.gateway && next.interface === current.interface
}
