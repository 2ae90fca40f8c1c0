import type { Account } from '../contract/account.ts'
import type { NetworkIdentity } from '../contract/network.ts'
import { isSameNetwork } from '../network/watch-network.ts'
import type { Translate } from '../text/translate.ts'
import { check, type CheckOutcome, type CheckProgress, type CheckRequest } from './check.ts'
import { checkAccounts } from './check-accounts.ts'
import type { Services } from './compose.ts'
import { untilNextCheck, untilNextTry } from './next-check.ts'

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
  /** This computer has come to a network. What an earlier visit showed is all that is known until a check is over. */
  onArrival: (network: NetworkIdentity, remembered: Kept | null) => void
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
/** Without a network, nothing is asked of anybody to see whether there is one. */
const offlineLookMs = 5_000
/** A network that flaps comes back unchanged: what was found this short a time ago is still so. */
const stillSoMs = 60_000
/** More networks than a person comes to in a week. */
const mostRemembered = 20

/** `at`: of the last check, or of the moment when the person stopped one. `watched`: whose servers it was about. */
type Seen = { at: number; watched: string; kept: Kept | null }

/**
 * Checks each network that this computer comes to, and checks it again from time to time. A check of a network that was
 * left is broken off. Other people's servers are asked each time, so a network that flaps is not checked again within a
 * minute of its verdict, and none more than three times a minute; `again` is the person's wish and does not wait.
 * Accounts that are paused are left out.
 */
export function keepChecking(options: KeepCheckingOptions): KeepChecking {
  const { services, translate, request, everyMs, signal, onChecking, onProgress, onBrokenOff } = options
  const { onArrival, onKnown } = options
  const { wallClock } = services
  const { clock } = services.network
  const over = new AbortController()
  const known = new Map<string, Seen>()
  let begun: { key: string; at: number }[] = []
  let current: NetworkIdentity | null = null
  let visit: 'arriving' | 'unchecked' | 'stopped' | 'checked' = 'arriving'
  let accounts: readonly Account[] = []
  let news = new AbortController()
  let asked = false
  let running = false
  /** A check came upon this network: the watcher may have seen neither it come nor the one before come back. */
  let cameUpon = false
  let stopped = false

  const loadAccounts = async () => {
    const loaded = await services.accounts.load()
    if (loaded.ok) accounts = loaded.value.settings.accounts.filter(({ paused }) => paused !== true)
  }

  const outcomesHere = async (): Promise<AccountOutcome[] | null> => {
    await loadAccounts()
    onChecking(accounts)
    if (accounts.length > 0)
      return checkAccounts(accounts, request(), services, translate(), news.signal, onProgress)
    const outcomes = await check(request(), services, translate(), news.signal, onProgress)
    return outcomes?.map((outcome) => ({ account: null, outcome })) ?? null
  }

  /** Null where the check says nothing about this network: it was left, or the computer slept in between. */
  const checkHere = async (network: NetworkIdentity): Promise<Kept | null> => {
    const since = wallClock()
    const [first, ...others] = (await outcomesHere()) ?? []
    if (first === undefined || wallClock() - since > unbrokenMs) return null
    // A change is noticed only seconds later; the verdict must not be taken for that of the network before.
    const after = await services.readNetwork(news.signal)
    if (news.signal.aborted) return null
    if (!isSameNetwork(network, after)) {
      moveTo(after)
      cameUpon = true
      return null
    }
    return { at: wallClock(), outcomes: [first, ...others] }
  }

  const moveTo = (network: NetworkIdentity) => {
    current = network
    cameUpon = false
    visit = 'arriving'
    known.delete(nameless)
  }

  const isBack = async (network: NetworkIdentity): Promise<boolean> => {
    const now = await services.readNetwork(news.signal)
    if (news.signal.aborted || isSameNetwork(network, now)) return false
    moveTo(now)
    return true
  }

  /** Tells what an earlier visit showed; false where the network or the person's wish changed meanwhile. */
  const arrive = async (network: NetworkIdentity, key: string): Promise<boolean> => {
    await loadAccounts()
    if (news.signal.aborted) return false
    const seen = known.get(key)
    const kept = seen?.watched === watchedOf(accounts) ? seen.kept : null
    const remembered = kept !== null && isOfNetwork(kept) ? kept : null
    const isStillSo = remembered !== null && untilNextCheck(remembered.at, wallClock(), stillSoMs) > 0
    visit = isStillSo ? 'checked' : 'unchecked'
    if (!isStillSo) onArrival(network, remembered)
    return true
  }

  const mayBeginIn = (key: string) => {
    const tries = begun.flatMap((one) => (one.key === key ? one.at : []))
    return untilNextTry(tries, wallClock())
  }
  const begin = (key: string) => {
    const now = wallClock()
    begun = [...begun.filter(({ at }) => Math.abs(now - at) < lookMs), { key, at: now }]
    asked = false
    stopped = false
    running = true
  }
  const keep = (key: string, seen: Seen) => {
    known.delete(key)
    known.set(key, seen)
    for (const oldest of known.keys()) if (known.size > mostRemembered) known.delete(oldest)
  }

  const isStopped = () => stopped
  // Without a way out nobody is asked, and it may be back any moment.
  const dueIn = ({ at, kept }: Seen) =>
    untilNextCheck(at, wallClock(), kept !== null && isOffline(kept) ? lookMs : everyMs())

  /** Gives the milliseconds until the next look. */
  const lookAt = async (network: NetworkIdentity): Promise<number> => {
    if (network.kind === null) {
      if (cameUpon && visit !== 'arriving' && (await isBack(network))) return 0
      visit = 'checked'
      asked = false
      onKnown(network, null)
      return cameUpon ? offlineLookMs : lookMs
    }
    const key = network.id ?? nameless
    if (visit === 'arriving' && !(await arrive(network, key))) return 0
    let here = known.get(key)
    if (here === undefined || visit === 'unchecked' || dueIn(here) === 0 || asked) {
      const waitMs = asked ? 0 : mayBeginIn(key)
      if (waitMs > 0) return waitMs
      begin(key)
      const kept = await checkHere(network)
      running = false
      if (kept === null) {
        onBrokenOff?.()
        if (!isStopped()) return 0
        if (visit === 'unchecked') visit = 'stopped'
      } else visit = 'checked'
      here = {
        at: kept?.at ?? wallClock(),
        watched: watchedOf(accounts),
        kept: kept ?? here?.kept ?? null,
      }
      keep(key, here)
    }
    if (visit === 'checked' && here.kept !== null) onKnown(network, here.kept)
    return Math.min(dueIn(here), lookMs)
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
        if (isKnown) {
          current = network
          return
        }
        moveTo(network)
        news.abort()
      }
      // What was found before the sleep may be hours old.
      const onSameAfterSleep = () => {
        if (!running) news.abort()
      }
      const watching = services.watchNetwork({ signal: over.signal, onChange, onSameAfterSleep })
      try {
        await Promise.all([watching, keepLooking()])
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

/** A verdict counts for those accounts and servers only that it was about. */
function watchedOf(accounts: readonly Account[]): string {
  return JSON.stringify(accounts.map(({ id, submission }) => [id, submission.host]))
}

function isOffline({ outcomes: [{ outcome }] }: Kept): boolean {
  return outcome.report.outbound25.verdict === 'offline'
}

/** Whether it says anything of the next visit: not where nothing was to be seen, nor where a sign-in stood before it. */
function isOfNetwork({ outcomes: [{ outcome }] }: Kept): boolean {
  const { verdict } = outcome.report.outbound25
  return verdict !== 'offline' && verdict !== 'inconclusive' && verdict !== 'captive-portal'
}
