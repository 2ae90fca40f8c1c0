import { type CheckSummary, type HistoryEntry } from '../contract/history.ts'
import type { SubmissionVerdict } from '../contract/check.ts'
import type { NetworkIdentity } from '../contract/network.ts'
import type { Sentence } from '../contract/sentence.ts'
import type {
  CheckRun,
  HistoryDays,
  HistoryView,
  KnownNetworks,
  NetworkHistory,
  Stay,
  StayKind,
} from '../contract/timeline.ts'
import { dayStarts } from './local-days.ts'

export type HistoryFacts = {
  /** In any order. */
  entries: readonly HistoryEntry[]
  known: KnownNetworks
  days: HistoryDays
  /** Milliseconds since 1970. */
  now: number
  timeZone: string
  /** A network is checked again after this long. */
  checkEveryMs: number
  /** Where this computer is now; null: not known. */
  network: NetworkIdentity | null
}

/**
 * A computer that is on checks its network at least this often, so a longer silence was one: it slept, was off, or
 * elsewhere without being checked there. The longest interval that can be chosen, and the time that a check takes.
 */
const silenceMs = (240 + 15) * 60_000

/**
 * The checks of the last days as stays in networks. Checks of the future, made before the clock was set back, wait
 * until it comes.
 */
export function historyView(facts: HistoryFacts): HistoryView {
  const { entries, known, days, now, timeZone } = facts
  const starts = dayStarts(now, days, timeZone)
  const from = starts[0] ?? now
  const timed = entries
    .map((entry) => ({ entry, at: Date.parse(entry.at) }))
    .filter(({ at }) => at <= now)
    .sort((a, b) => a.at - b.at)
  const networks = new Map<string | null, Stay[]>()
  for (const { networkId, stay } of staysOf(timed, facts)) {
    const stays = networks.get(networkId)
    if (stays === undefined) networks.set(networkId, [stay])
    else stays.push(stay)
  }
  let unnamed = 0
  const all = [...networks].map(([id, stays]): NetworkHistory => {
    const its = id === null ? undefined : known[id]
    const usualName = usualNameOf(id, its) ?? numbered(++unnamed)
    const shown = stays.filter((stay) => Date.parse(stay.to) >= from)
    return { id, name: its?.name ?? null, usualName, stays: shown }
  })
  return {
    days,
    timeZone,
    dayStarts: starts.map(iso),
    now: iso(now),
    networks: all
      .filter(({ stays }) => stays.length > 0)
      .map((network) => ({ network, ms: totalMs(network) }))
      .sort((a, b) => b.ms - a.ms)
      .map(({ network }) => network),
  }
}

type Timed = { entry: HistoryEntry; at: number }
type OpenStay = { networkId: string | null; kind: StayKind; from: number; last: number; runs: OpenRun[] }
type OpenRun = { from: number; to: number; checks: number; entry: HistoryEntry }

function staysOf(
  timed: readonly Timed[],
  { now, checkEveryMs, network }: HistoryFacts,
): { networkId: string | null; stay: Stay }[] {
  const stays: OpenStay[] = []
  for (const { entry, at } of timed) {
    const kind = kindOf(entry)
    const stay = stays.at(-1)
    if (stay?.networkId !== entry.networkId || stay.kind !== kind || at - stay.last > silenceMs) {
      const runs = [{ from: at, to: at, checks: 1, entry }]
      stays.push({ networkId: entry.networkId, kind, from: at, last: at, runs })
      continue
    }
    stay.last = at
    const run = stay.runs.at(-1)
    if (run !== undefined && isSame(run.entry, entry)) {
      run.to = at
      run.checks += 1
    } else stay.runs.push({ from: at, to: at, checks: 1, entry })
  }
  return stays.map((stay, index) => {
    const next = stays[index + 1]
    const { networkId, last } = stay
    const isHere = network?.kind != null && network.id === networkId
    const ongoing = next === undefined && isHere && now - last <= silenceMs
    const wasThere = next?.networkId === networkId && next.from - last <= silenceMs
    // Nobody saw when it was left; had it been there longer, it would have been checked again.
    const left = Math.min(next?.from ?? now, last + checkEveryMs)
    return { networkId, stay: closed(stay, ongoing ? now : wasThere ? next.from : left, ongoing) }
  })
}

function closed({ kind, from, runs }: OpenStay, to: number, ongoing: boolean): Stay {
  const servers = runs.flatMap(({ entry }) => entry.servers)
  const ports = new Set(
    servers.flatMap(({ verdict, port }) => (verdict === 'ready' && port !== null ? port : [])),
  )
  return {
    from: iso(from),
    to: iso(to),
    ongoing,
    kind,
    ports: [...ports].sort((a, b) => a - b),
    cause: kind === 'cannot-send' ? (servers.find(isClosed)?.verdict ?? null) : null,
    runs: runs.map(({ entry: { outbound25, servers: its }, ...run }): CheckRun => ({
      from: iso(run.from),
      to: iso(run.to),
      checks: run.checks,
      outbound25,
      servers: its,
    })),
  }
}

/** The worst of the servers counts, as in the tray. */
function kindOf({ outbound25: { verdict }, servers }: CheckSummary): StayKind {
  if (verdict === 'captive-portal') return 'sign-in-page'
  if (verdict === 'offline') return 'unknown'
  if (servers.some(isClosed)) return 'cannot-send'
  if (verdict === 'intercepted') return 'intercepted'
  if (servers.some((server) => server.verdict !== 'ready')) return 'unknown'
  switch (verdict) {
    case 'open':
      return 'open'
    case 'blocked':
    case 'tarpit':
    case 'partial':
      return 'only-25'
    case 'inconclusive':
      return 'unknown'
  }
}

function isClosed({ verdict }: { verdict: SubmissionVerdict }): boolean {
  switch (verdict) {
    case 'blocked':
    case 'stripped':
    case 'not-offered':
    case 'no-starttls':
    case 'no-auth':
    case 'unreachable':
      return true
    case 'ready':
    case 'untrusted-certificate':
    case 'inconclusive':
      return false
  }
}

/** All but how sure it was. Field by field: a history has thousands of checks. */
function isSame(a: CheckSummary, b: CheckSummary): boolean {
  return (
    isSame25(a.outbound25, b.outbound25) &&
    isSame25(a.outbound25.families.ipv4, b.outbound25.families.ipv4) &&
    isSame25(a.outbound25.families.ipv6, b.outbound25.families.ipv6) &&
    a.servers.length === b.servers.length &&
    a.servers.every((server, at) => {
      const other = b.servers[at]
      return server.host === other?.host && server.verdict === other.verdict && server.port === other.port
    })
  )
}

type Verdict25 = { verdict: string; mechanism: string | null } | null

function isSame25(a: Verdict25, b: Verdict25): boolean {
  return a?.verdict === b?.verdict && a?.mechanism === b?.mechanism
}

/** Null: nothing is known to call it by. */
function usualNameOf(id: string | null, known: KnownNetworks[string] | undefined): Sentence | null {
  if (id === null) return { key: 'ui.history.network.unknown', params: {} }
  if (known?.suffix != null) return { key: 'ui.history.network.suffix', params: { suffix: known.suffix } }
  if (known?.gateway != null) return { key: 'ui.history.network.router', params: { gateway: known.gateway } }
  return null
}

/** In the order in which they first appeared. */
function numbered(number: number): Sentence {
  return { key: 'ui.history.network.numbered', params: { number } }
}

function totalMs({ stays }: NetworkHistory): number {
  return stays.reduce((sum, { from, to }) => sum + Date.parse(to) - Date.parse(from), 0)
}

function iso(at: number): string {
  return new Date(at).toISOString()
}
