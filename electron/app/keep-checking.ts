import type { Account } from '../contract/account.ts'
import type { NetworkIdentity } from '../contract/network.ts'
import { isSameNetwork } from '../network/watch-network.ts'
import type { Translate } from '../text/translate.ts'
import { check, type CheckOutcome, type CheckProgress, type CheckRequest } from './check.ts'
import { checkAccounts } from './check-accounts.ts'
import type { Services } from './compose.ts'
import { untilNextCheck } from './next-check.ts'

/** One check of a network with the servers of all accounts; without accounts of the network alone. */
export type Kept = {
  /** Milliseconds since 1970. */
  at: number
  outcomes: readonly [AccountOutcome, ...AccountOutcome[]]
}
export type AccountOutcome = { account: Account | null; outcome: CheckOutcome }

export type KeepCheckingOptions = {
  services: Services
  translate: () => Translate
  request: () => CheckRequest
  /** A network is checked again by itself after this long (milliseconds). */
  everyMs: () => number
  signal: AbortSignal
  /** A check begins, of these accounts. */
  onChecking: (accounts: readonly Account[]) => void
  onProgress?: (progress: CheckProgress) => void
  /** The check that had begun was broken off: another network, or the person stopped it. */
  onBrokenOff?: () => void
  /** What is known of this network now; null: offline, so that there was nothing to check. */
  onKnown: (network: NetworkIdentity, kept: Kept | null) => void
}

export type KeepChecking = {
  /** Until `signal` is aborted. */
  run: () => Promise<void>
  /** Checks now, whatever is known; a check that runs begins anew. */
  again: () => void
  /** Ends the check that runs; the next one comes in its time. */
  stop: () => void
}

/** No check takes this long unless the computer sleeps meanwhile. */
const unbrokenMs = 30_000
/** A network that cannot be told from another one is forgotten when it is left. */
const nameless = ''
/** The wall clock is looked at this often: a timer of minutes would not notice that the computer slept. */
const lookMs = 60_000

/**
 * Checks each network that this computer comes to, and checks it again from time to time. A check of a network that was
 * left is broken off.
 */
export function keepChecking(options: KeepCheckingOptions): KeepChecking {
  const { services, translate, request, everyMs, signal, onChecking, onProgress, onBrokenOff, onKnown } =
    options
  const { wallClock } = services
  const { clock } = services.network
  const over = new AbortController()
  const known = new Map<string, { at: number; kept: Kept | null }>()
  let current: NetworkIdentity | null = null
  let accounts: readonly Account[] = []
  let news = new AbortController()
  let asked = false
  let running = false
  let stopped = false

  const outcomesHere = async (): Promise<AccountOutcome[] | null> => {
    const loaded = await services.accounts.load()
    if (loaded.ok) accounts = loaded.value.settings.accounts
    onChecking(accounts)
    if (accounts.length > 0)
      return checkAccounts(accounts, request(), services, translate(), news.signal, onProgress)
    const outcomes = await check(request(), services, translate(), news.signal, onProgress)
    return outcomes?.map((outcome) => ({ account: null, outcome })) ?? null
  }

  /** Null where the check says nothing about this network: it was left, or the computer slept in between. */
  const checkHere = async (network: NetworkIdentity): Promise<Kept | null> => {
    const begun = wallClock()
    const [first, ...others] = (await outcomesHere()) ?? []
    if (first === undefined || wallClock() - begun > unbrokenMs) return null
    // A change is noticed only seconds later; the verdict must not be taken for that of the network before.
    const after = await services.readNetwork(news.signal)
    if (news.signal.aborted) return null
    if (!isSameNetwork(network, after)) {
      current = after
      known.delete(nameless)
      return null
    }
    return { at: wallClock(), outcomes: [first, ...others] }
  }

  const isStopped = () => stopped
  const isDue = ({ at }: { at: number }) => untilNextCheck(at, wallClock(), everyMs()) === 0

  /** Gives the milliseconds until the next look. */
  const lookAt = async (network: NetworkIdentity): Promise<number> => {
    if (network.kind === null) {
      asked = false
      onKnown(network, null)
      return lookMs
    }
    const key = network.id ?? nameless
    let here = known.get(key)
    if (here === undefined || isDue(here) || asked) {
      asked = false
      stopped = false
      running = true
      const kept = await checkHere(network)
      running = false
      if (kept === null) {
        onBrokenOff?.()
        if (!isStopped()) return 0
      }
      here = { at: kept?.at ?? wallClock(), kept: kept ?? here?.kept ?? null }
      for (const [other, seen] of known) if (isDue(seen)) known.delete(other)
      known.set(key, here)
    }
    if (here.kept !== null) onKnown(network, here.kept)
    return Math.min(untilNextCheck(here.at, wallClock(), everyMs()), lookMs)
  }

  const keepLooking = async () => {
    while (!over.signal.aborted) {
      news = new AbortController()
      const pauseMs = current === null ? lookMs : await lookAt(current)
      await clock.wait(pauseMs, news.signal)
    }
  }

  return {
    run: async () => {
      const end = () => {
        over.abort()
        news.abort()
      }
      signal.addEventListener('abort', end)
      if (signal.aborted) end()
      const onChange = (network: NetworkIdentity) => {
        const isKnown = current !== null && isSameNetwork(current, network)
        current = network
        if (isKnown) return
        known.delete(nameless)
        news.abort()
      }
      try {
        await Promise.all([services.watchNetwork({ signal: over.signal, onChange }), keepLooking()])
      } finally {
        end()
        signal.removeEventListener('abort', end)
      }
    },
    again: () => {
      asked = true
      news.abort()
    },
    stop: () => {
      if (!running) return
      stopped = true
      news.abort()
    },
  }
}
