import type { Account } from '../contract/account.ts'
import type { CheckReport } from '../contract/check.ts'
import type { CheckSummary, WatchEvent } from '../contract/history.ts'
import type { NetworkIdentity } from '../contract/network.ts'
import { isSameNetwork } from '../network/watch-network.ts'
import type { Translate } from '../text/translator.ts'
import { check, type CheckRequest } from './check.ts'
import { checkAccounts } from './check-accounts.ts'
import { summaryOf } from './check-record.ts'
import type { Services } from './compose.ts'
import { untilNextCheck } from './next-check.ts'

export type Checked = {
  /** Milliseconds since 1970. */
  at: number
  /** One for each server of the person, or one of the network alone. */
  reports: readonly [CheckReport, ...CheckReport[]]
}

/** The network is another than at the sighting before, or the same with another verdict. */
export type Sighting = {
  at: number
  change: WatchEvent['change']
  network: NetworkIdentity
  /** Null: offline, so that there was nothing to check. Before `at`: a remembered verdict. */
  checked: Checked | null
}

export type WatchListeners = {
  onSighting: (sighting: Sighting) => void
  /** A check begins. */
  onChecking: () => void
}

/** No check takes this long unless the computer sleeps meanwhile. */
const unbrokenMs = 30_000
/** The wall clock is looked at this often: a timer of minutes would not notice that the computer slept. */
const lookMs = 60_000

/**
 * Checks each network that this computer comes to, with the servers of all accounts, and checks it again when 15
 * minutes are over. A check of a network that was left is broken off. Runs until `signal` is aborted.
 */
export async function watch(
  request: CheckRequest,
  services: Services,
  translate: Translate,
  signal: AbortSignal,
  { onSighting, onChecking }: WatchListeners,
): Promise<void> {
  const { wallClock } = services
  const { clock } = services.network
  const over = new AbortController()
  const seen: { network: NetworkIdentity | null; last: Sighting | null } = { network: null, last: null }
  const checks = new Map<string, Checked>()
  let accounts: readonly Account[] = []
  let news = new AbortController()
  const stop = () => {
    over.abort()
    news.abort()
  }
  signal.addEventListener('abort', stop)
  if (signal.aborted) stop()

  const tell = (network: NetworkIdentity, checked: Checked | null) => {
    const change = changeBetween(seen.last, network, checked)
    if (change === null) return
    seen.last = { at: wallClock(), change, network, checked }
    onSighting(seen.last)
  }

  /** Null where the check says nothing about this network: it was left, or the computer slept in between. */
  const checkHere = async (network: NetworkIdentity): Promise<Checked | null> => {
    onChecking()
    const begun = wallClock()
    const loaded = await services.accounts.load()
    if (loaded.ok) accounts = loaded.value.settings.accounts
    const outcomes =
      accounts.length === 0
        ? await check(request, services, translate, news.signal)
        : (await checkAccounts(accounts, request, services, translate, news.signal))?.map(
            ({ outcome }) => outcome,
          )
    // Accounts on one server share its outcome.
    const [first, ...others] = new Set(outcomes)
    if (first === undefined || wallClock() - begun > unbrokenMs) return null
    // A change is noticed only seconds later; the verdict must not be taken for that of the network before.
    const after = await services.readNetwork(news.signal)
    if (news.signal.aborted) return null
    if (!isSameNetwork(network, after)) {
      seen.network = after
      return null
    }
    return { at: wallClock(), reports: [first.report, ...others.map(({ report }) => report)] }
  }

  /** Gives the milliseconds until the next look. */
  const lookAt = async (network: NetworkIdentity): Promise<number> => {
    if (network.kind === null) {
      tell(network, null)
      return lookMs
    }
    const key = network.id ?? JSON.stringify(network)
    let checked = checks.get(key) ?? null
    if (checked === null || untilNextCheck(checked.at, wallClock()) === 0) {
      checked = await checkHere(network)
      if (checked === null) return 0
      for (const [other, { at }] of checks) {
        if (untilNextCheck(at, wallClock()) === 0) checks.delete(other)
      }
      checks.set(key, checked)
    }
    tell(network, checked)
    return Math.min(untilNextCheck(checked.at, wallClock()), lookMs)
  }

  const keepChecking = async () => {
    while (!over.signal.aborted) {
      news = new AbortController()
      const pauseMs = seen.network === null ? lookMs : await lookAt(seen.network)
      await clock.wait(pauseMs, news.signal)
    }
  }

  const onChange = (network: NetworkIdentity) => {
    const isKnown = seen.network !== null && isSameNetwork(seen.network, network)
    seen.network = network
    if (!isKnown) news.abort()
  }
  try {
    await Promise.all([services.watchNetwork({ signal: over.signal, onChange }), keepChecking()])
  } finally {
    stop()
    signal.removeEventListener('abort', stop)
  }
}

/** What differs from the last sighting; null: nothing that matters. */
function changeBetween(
  last: Sighting | null,
  network: NetworkIdentity,
  checked: Checked | null,
): Sighting['change'] | null {
  if (last === null || JSON.stringify(last.network) !== JSON.stringify(network)) return 'network'
  return verdictOf(last.checked) === verdictOf(checked) ? null : 'verdict'
}

/** All of a summary but how sure it is. */
function verdictOf(checked: Checked | null): string {
  if (checked === null) return ''
  const { outbound25, servers } = summaryOf(checked.reports)
  return JSON.stringify({ ...outbound25, confidence: null, servers })
}

const offlineSummary: CheckSummary = {
  outbound25: {
    verdict: 'offline',
    mechanism: null,
    confidence: 'confirmed',
    families: { ipv4: null, ipv6: null },
  },
  servers: [],
}

/** A sighting as `postern watch --json` prints it. */
export function watchEvent({ at, change, network, checked }: Sighting): WatchEvent {
  return {
    schema: 1,
    at: new Date(at).toISOString(),
    change,
    network,
    checkedAt: checked === null ? null : new Date(checked.at).toISOString(),
    ...(checked === null ? offlineSummary : summaryOf(checked.reports)),
  }
}
