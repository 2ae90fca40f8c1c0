import type { HistoryEntry } from '../../electron/contract/history.ts'
import type { HistoryDays, HistoryView, KnownNetworks } from '../../electron/contract/timeline.ts'
import { historyView } from '../../electron/state/timeline.ts'
import { host, now } from './reports.ts'

const quarterMs = 15 * 60_000
const dayMs = 96 * quarterMs
const nowMs = Date.parse(now)
/** Midnight in Tokyo. */
const today = Date.parse('2026-11-23T15:00:00.000Z')

type Seen = Pick<HistoryEntry, 'outbound25' | 'servers'>

const seen = {
  open: like('open', null, 'ready', 587),
  blocked: like('blocked', 'drop', 'ready', 587),
  intercepted: like('intercepted', 'proxy', 'ready', 465),
  stuck: like('blocked', 'reset', 'blocked', null),
  captive: { ...like('captive-portal', null, 'blocked', null), servers: [] },
  partial: partial(),
  unclear: like('inconclusive', null, 'inconclusive', null),
} satisfies Record<string, Seen>

function like(
  verdict: Seen['outbound25']['verdict'],
  mechanism: Seen['outbound25']['mechanism'],
  submission: Seen['servers'][number]['verdict'],
  port: Seen['servers'][number]['port'],
): Seen {
  const family = verdict === 'partial' ? 'open' : verdict
  return {
    outbound25: {
      verdict,
      mechanism,
      confidence: 'confirmed',
      families: { ipv4: { verdict: family, mechanism }, ipv6: null },
    },
    servers: [{ host, verdict: submission, port }],
  }
}

function partial(): Seen {
  const { servers } = like('open', null, 'ready', 587)
  return {
    outbound25: {
      verdict: 'partial',
      mechanism: null,
      confidence: 'confirmed',
      families: {
        ipv4: { verdict: 'blocked', mechanism: 'drop' },
        ipv6: { verdict: 'open', mechanism: null },
      },
    },
    servers,
  }
}

/** Checks in a network between two times of day, `daysAgo` before today. */
function stay(
  networkId: string | null,
  what: Seen,
  daysAgo: number,
  from: number,
  to: number,
): HistoryEntry[] {
  const midnight = today - daysAgo * dayMs
  const count = Math.floor((to - from) * 4)
  return Array.from({ length: count }, (_, at) => ({
    at: new Date(midnight + from * 4 * quarterMs + at * quarterMs).toISOString(),
    networkId,
    ...what,
  })).filter(({ at }) => Date.parse(at) <= nowMs)
}

/** Home and office, a day with the phone, a night in a hotel, the phone without a way, the weekend at home. */
const fortnight: HistoryEntry[] = [
  ...[13, 12, 11, 8].flatMap((day) => [
    ...stay('home', seen.blocked, day, 0, 8.5),
    ...stay('office', seen.open, day, 9.6, 18),
    ...stay('home', seen.blocked, day, 18.75, 24),
  ]),
  ...[10, 9].flatMap((day) => stay('home', seen.blocked, day, 0, 24)),
  ...stay('phone', seen.blocked, 7, 9, 17),
  ...stay('hotel', seen.captive, 7, 20.4, 25.2),
  ...stay('hotel', seen.intercepted, 6, 1.2, 33),
  ...stay('phone', seen.stuck, 5, 9.6, 16.8),
  ...stay('home', seen.blocked, 5, 18, 24),
  ...stay('home', seen.partial, 4, 0, 8.5),
  ...stay('office', seen.open, 4, 9.6, 18),
  ...stay(null, seen.unclear, 4, 18.1, 18.5),
  ...[4, 3, 2, 1, 0].flatMap((day) => stay('home', seen.blocked, day, day === 4 ? 18.75 : 0, 24)),
]

const quarterOfAYear: HistoryEntry[] = Array.from({ length: 90 }, (_, day) =>
  day % 7 === 3 || day % 7 === 2
    ? stay('home', seen.blocked, day, 0, 24)
    : [
        ...stay('home', seen.blocked, day, 0, 8.5),
        ...stay(
          day % 11 === 0 ? `hotel-${day}` : 'office',
          day % 11 === 0 ? seen.intercepted : seen.open,
          day,
          9.6,
          18,
        ),
        ...stay('phone', day % 5 === 0 ? seen.stuck : seen.blocked, day, 18, 18.5),
        ...stay('home', seen.blocked, day, 18.75, 24),
      ],
).flat()

const known: KnownNetworks = {
  home: { name: 'Home', suffix: null, gateway: '192.168.1.1' },
  office: { name: null, suffix: 'corp.sakura.example', gateway: '10.20.0.1' },
  phone: { name: null, suffix: null, gateway: '172.20.10.1' },
}

/** What is read for each choice of days. */
export type Histories = Readonly<Record<HistoryDays, HistoryView>>

function histories(entries: readonly HistoryEntry[], names = known): Histories {
  return { 14: view(entries, 14, names), 90: view(entries, 90, names) }
}

function view(entries: readonly HistoryEntry[], days: HistoryDays, names: KnownNetworks): HistoryView {
  return historyView({
    entries,
    known: names,
    days,
    now: nowMs,
    timeZone: 'Asia/Tokyo',
    checkEveryMs: quarterMs,
    network: { id: 'home', gateway: '192.168.1.1', interface: 'wlan0', kind: 'wireless' },
  })
}

export const usualHistory = histories(fortnight)
export const longHistory = histories(quarterOfAYear)
export const noHistory = histories([])
/** The first check, in a network that has no name yet. */
export const firstHistory = histories(stay('home', seen.blocked, 0, 13.75, 14.2), {})
