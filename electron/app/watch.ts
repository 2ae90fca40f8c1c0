import type { CheckReport } from '../contract/check.ts'
import type { CheckSummary, WatchEvent } from '../contract/history.ts'
import type { NetworkIdentity } from '../contract/network.ts'
import type { Translate } from '../text/translate.ts'
import type { CheckRequest } from './check.ts'
import { summaryOf } from './check-record.ts'
import type { Services } from './compose.ts'
import { type Kept, keepChecking } from './keep-checking.ts'
import { checkEveryMs } from './next-check.ts'

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

/**
 * Checks each network that this computer comes to, with the servers of all accounts that are not paused, and checks it
 * again when 15 minutes are over. A network that was checked before is told at once with that verdict, and once more if
 * the fresh one differs. Runs until `signal` is aborted.
 */
export async function watch(
  request: CheckRequest,
  services: Services,
  translate: Translate,
  signal: AbortSignal,
  { onSighting, onChecking }: WatchListeners,
): Promise<void> {
  let last: Sighting | null = null
  const reportsOf = new WeakMap<Kept, Checked>()
  const onKnown = (network: NetworkIdentity, kept: Kept | null) => {
    const checked = kept === null ? null : (reportsOf.get(kept) ?? checkedOf(kept))
    if (kept !== null && checked !== null) reportsOf.set(kept, checked)
    const change = changeBetween(last, network, checked)
    if (change === null) return
    last = { at: services.wallClock(), change, network, checked }
    onSighting(last)
  }
  const everyMs = () => checkEveryMs
  await keepChecking({
    services,
    translate: () => translate,
    request: () => request,
    everyMs,
    signal,
    onChecking,
    onArrival: (network, remembered) => {
      if (remembered !== null) onKnown(network, remembered)
    },
    onKnown,
  }).run()
}

/** Accounts on one server share its outcome. */
function checkedOf({ at, outcomes: [first, ...others] }: Kept): Checked {
  const rest = new Set(others.map(({ outcome }) => outcome))
  rest.delete(first.outcome)
  return { at, reports: [first.outcome.report, ...[...rest].map(({ report }) => report)] }
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
