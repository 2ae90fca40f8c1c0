import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import type { HistoryEntry } from '../../../electron/contract/history.ts'
import { HistoryView, type StayKind } from '../../../electron/contract/timeline.ts'
import { parseHistory } from '../../../electron/history/history-lines.ts'
import { historyView } from '../../../electron/state/timeline.ts'
import { anyEntry, checkAt, facts, hour, now } from './some-history.ts'

const minute = hour / 60
const here = { id: 'home', gateway: '192.168.1.1', interface: 'wlan0', kind: 'wireless' } as const

/** Checks every quarter of an hour. */
function checks(from: number, to: number, networkId: string | null = 'home', like = {}): HistoryEntry[] {
  const count = Math.floor((to - from) / (15 * minute)) + 1
  return Array.from({ length: count }, (_, at) => checkAt(from + at * 15 * minute, networkId, like))
}

function stays(...args: Parameters<typeof facts>) {
  return historyView(facts(...args)).networks.flatMap(({ id, stays: its }) =>
    its.map(({ from, to, ongoing, kind }) => ({
      id,
      from: (Date.parse(from) - now) / minute,
      to: (Date.parse(to) - now) / minute,
      ongoing,
      kind,
    })),
  )
}

describe('the kind of a stay', () => {
  const server = (verdict: HistoryEntry['servers'][number]['verdict']) => ({
    host: 'mail.tanaka.example',
    verdict,
    port: verdict === 'ready' ? (587 as const) : null,
  })
  test.each<[StayKind, HistoryEntry['outbound25']['verdict'], HistoryEntry['servers']]>([
    ['open', 'open', [server('ready')]],
    ['open', 'open', []],
    ['only-25', 'blocked', [server('ready')]],
    ['only-25', 'tarpit', []],
    ['only-25', 'partial', [server('ready')]],
    ['intercepted', 'intercepted', [server('ready')]],
    ['intercepted', 'intercepted', [server('untrusted-certificate')]],
    ['cannot-send', 'intercepted', [server('blocked')]],
    ['cannot-send', 'blocked', [server('ready'), server('blocked')]],
    ['cannot-send', 'open', [server('unreachable')]],
    ['sign-in-page', 'captive-portal', [server('blocked')]],
    ['unknown', 'offline', []],
    ['unknown', 'inconclusive', [server('ready')]],
    ['unknown', 'open', [server('inconclusive')]],
  ])('%s: port 25 %s, servers %j', (kind, verdict, servers) => {
    expect(stays([checkAt(now, 'home', { verdict, servers })])[0]?.kind).toBe(kind)
  })
})

describe('stays', () => {
  test('go on while the network is checked, and until now where this computer still is', () => {
    const day = checks(now - 10 * hour, now - 5 * minute)
    expect(stays(day, { network: here })).toEqual([
      { id: 'home', from: -600, to: 0, ongoing: true, kind: 'only-25' },
    ])
  })

  test('end when the network would have been checked again', () => {
    const day = checks(now - 10 * hour, now - 8 * hour)
    expect(stays(day)).toEqual([{ id: 'home', from: -600, to: -465, ongoing: false, kind: 'only-25' }])
    expect(stays(day, { network: here })[0]).toMatchObject({ to: -465, ongoing: false })
  })

  test('end where the next one begins', () => {
    const day = [
      ...checks(now - 10 * hour, now - 8 * hour),
      ...checks(now - 8 * hour + minute, now - 7 * hour, 'office'),
    ]
    expect(stays(day)).toEqual([
      { id: 'home', from: -600, to: -479, ongoing: false, kind: 'only-25' },
      { id: 'office', from: -479, to: -419, ongoing: false, kind: 'only-25' },
    ])
  })

  test('are two where the computer was off for a night', () => {
    const day = [...checks(now - 20 * hour, now - 16 * hour), ...checks(now - 8 * hour, now - 5 * hour)]
    expect(stays(day).map(({ from, to }) => [from, to])).toEqual([
      [-1200, -945],
      [-480, -285],
    ])
  })

  test('go on over a short sleep, and with checks every four hours', () => {
    expect(stays([checkAt(now - 10 * hour), checkAt(now - 6 * hour), checkAt(now - 2 * hour)])).toHaveLength(
      1,
    )
  })

  test('of one network follow each other where its verdict changes', () => {
    const captive = checks(now - 4 * hour, now - 3 * hour, 'hotel', {
      verdict: 'captive-portal',
      servers: [],
    })
    const inside = checks(now - 2 * hour, now - hour, 'hotel', { verdict: 'intercepted' })
    expect(stays([...captive, ...inside])).toEqual([
      { id: 'hotel', from: -240, to: -120, ongoing: false, kind: 'sign-in-page' },
      { id: 'hotel', from: -120, to: -45, ongoing: false, kind: 'intercepted' },
    ])
  })

  test('from before the first day are left out, and one that reaches into it is whole', () => {
    const old = checks(now - 20 * 24 * hour, now - 13.5 * 24 * hour)
    const older = checks(now - 40 * 24 * hour, now - 39 * 24 * hour)
    expect(stays([...older, ...old])).toMatchObject([{ from: -20 * 24 * 60 }])
    expect(stays([...older, ...old], { days: 90 })).toHaveLength(2)
  })

  test('tell the ports, the cause, and the checks in runs of the same', () => {
    const server = (port: 465 | 587) => ({
      servers: [{ host: 'a.example', verdict: 'ready' as const, port }],
    })
    const blocked = { servers: [{ host: 'b.example', verdict: 'blocked' as const, port: null }] }
    const all = [
      ...checks(now - 5 * hour, now - 4 * hour, 'home', server(587)),
      ...checks(now - 3.75 * hour, now - 3 * hour, 'home', server(465)),
      ...checks(now - 2 * hour, now - hour, 'home', blocked),
    ]
    const [first, second] = historyView(facts(all)).networks[0]?.stays ?? []
    expect(first).toMatchObject({ ports: [465, 587], cause: null })
    expect(first?.runs.map(({ checks: count, servers }) => [count, servers[0]?.port])).toEqual([
      [5, 587],
      [4, 465],
    ])
    expect(second).toMatchObject({ kind: 'cannot-send', ports: [], cause: 'blocked' })
  })
})

describe('names of networks', () => {
  const all = [
    checkAt(now - 4 * hour, 'a'),
    checkAt(now - 3 * hour, 'b'),
    checkAt(now - 2 * hour, null),
    checkAt(now - hour, 'c'),
  ]
  const names = (known: Parameters<typeof facts>[1]) =>
    Object.fromEntries(
      historyView(facts(all, known)).networks.map(({ id, name, usualName: { key, params } }) => [
        id ?? '-',
        name ?? [key.replace('ui.history.network.', ''), ...Object.values(params)].join(' '),
      ]),
    )

  test('are those that the person gave, else the suffix, else the router, else a number', () => {
    expect(names({})).toEqual({ a: 'numbered 1', b: 'numbered 2', c: 'numbered 3', '-': 'unknown' })
    const known = {
      a: { name: null, suffix: 'lan.tanaka.example', gateway: '192.168.1.1' },
      b: { name: 'Café', suffix: 'cafe.example', gateway: null },
      c: { name: null, suffix: null, gateway: '10.0.0.1' },
    }
    expect(names({ known })).toEqual({
      a: 'suffix lan.tanaka.example',
      b: 'Café',
      c: 'router 10.0.0.1',
      '-': 'unknown',
    })
  })

  test('have the same number on 14 and on 90 days', () => {
    const old = [checkAt(now - 60 * 24 * hour, 'old'), ...all]
    const numberOf = (days: 14 | 90) =>
      historyView(facts(old, { days })).networks.find(({ id }) => id === 'c')?.usualName.params
    expect(numberOf(14)).toEqual(numberOf(90))
  })
})

describe('days of the person', () => {
  const starts = (timeZone: string, at: string, days: 14 | 90 = 14) =>
    historyView(facts([], { timeZone, now: Date.parse(at), days })).dayStarts

  test('begin at midnight there', () => {
    const all = starts('Asia/Tokyo', '2026-11-24T05:02:11Z')
    expect(all).toHaveLength(15)
    expect(all.at(0)).toBe('2026-11-10T15:00:00.000Z')
    expect(all.slice(-2)).toEqual(['2026-11-23T15:00:00.000Z', '2026-11-24T15:00:00.000Z'])
  })

  test.each([
    ['25 hours at the end of summer time', 'Europe/Berlin', '2026-10-25T12:00:00Z', 25],
    ['23 hours at its begin', 'Europe/Berlin', '2026-03-29T12:00:00Z', 23],
    [
      '23 hours where summer time begins at midnight, so that there is no 0:00',
      'Africa/Cairo',
      '2026-04-24T12:00:00Z',
      23,
    ],
    ['25 hours where it ends at midnight', 'Africa/Cairo', '2026-10-29T12:00:00Z', 25],
    ['24 hours and a half', 'Australia/Lord_Howe', '2026-04-05T05:00:00Z', 24.5],
    ['no hour at all on the day that Samoa left out', 'Pacific/Apia', '2011-12-30T09:00:00Z', 24],
  ])('have %s', (_, timeZone, at, hours) => {
    const [today = '', end = ''] = starts(timeZone, at).slice(-2)
    expect((Date.parse(end) - Date.parse(today)) / hour).toBe(hours)
  })

  test('are in order and hold now, in every time zone and at every time', () => {
    const zones = Intl.supportedValuesOf('timeZone')
    fc.assert(
      fc.property(
        fc.constantFrom(...zones),
        fc.integer({ min: Date.parse('2020-01-01'), max: Date.parse('2035-01-01') }),
        (timeZone, at) => {
          const all = historyView(facts([], { timeZone, now: at })).dayStarts.map((start) =>
            Date.parse(start),
          )
          expect(all).toHaveLength(15)
          all.slice(1).forEach((start, index) => {
            const length = (start - (all[index] ?? 0)) / hour
            expect(length).toBeGreaterThanOrEqual(22)
            expect(length).toBeLessThanOrEqual(26)
          })
          expect(all.at(-2)).toBeLessThanOrEqual(at)
          expect(all.at(-1)).toBeGreaterThan(at)
        },
      ),
      { numRuns: 150 },
    )
  })
})

describe('whatever the history holds', () => {
  const anyFacts = fc.record({
    entries: fc.array(anyEntry, { maxLength: 60 }),
    days: fc.constantFrom(14 as const, 90 as const),
    network: fc.constantFrom(null, here),
  })

  test('nothing is lost: each check is in one run of its own network', () => {
    fc.assert(
      fc.property(anyFacts, ({ entries, ...more }) => {
        const view = HistoryView.parse(historyView(facts(entries, more)))
        const from = Date.parse(view.dayStarts[0] ?? '')
        const shown = entries.filter(({ at }) => Date.parse(at) >= from && Date.parse(at) <= now)
        for (const entry of shown) {
          const at = Date.parse(entry.at)
          const runs = view.networks
            .filter(({ id }) => id === entry.networkId)
            .flatMap(({ stays: its }) => its.flatMap((stay) => stay.runs))
          expect(
            runs.some(
              (run) =>
                Date.parse(run.from) <= at &&
                at <= Date.parse(run.to) &&
                run.outbound25.verdict === entry.outbound25.verdict &&
                JSON.stringify(run.servers) === JSON.stringify(entry.servers),
            ),
          ).toBe(true)
        }
        const counted = view.networks.flatMap(({ stays: its }) => its.flatMap(({ runs }) => runs))
        const oldest = Math.min(...counted.map((run) => Date.parse(run.from)))
        const whole = entries.filter(({ at }) => Date.parse(at) >= oldest && Date.parse(at) <= now)
        const sum = counted.reduce((total, run) => total + run.checks, 0)
        expect(sum).toBeGreaterThanOrEqual(shown.length)
        expect(sum).toBeLessThanOrEqual(whole.length)
      }),
    )
  })

  test('one is at one place at a time: no two stays overlap, and each is in order', () => {
    fc.assert(
      fc.property(anyFacts, ({ entries, ...more }) => {
        const all = historyView(facts(entries, more))
          .networks.flatMap((network) => network.stays)
          .map((stay) => ({ ...stay, start: Date.parse(stay.from), end: Date.parse(stay.to) }))
          .sort((a, b) => a.start - b.start || a.end - b.end)
        all.forEach((stay, index) => {
          expect(stay.end).toBeGreaterThanOrEqual(stay.start)
          expect(stay.end).toBeLessThanOrEqual(now)
          const next = all[index + 1]
          if (next !== undefined) expect(stay.end).toBeLessThanOrEqual(next.start)
          const times = stay.runs.flatMap((run) => [Date.parse(run.from), Date.parse(run.to)])
          expect(times).toEqual([...times].sort((a, b) => a - b))
          expect(times[0]).toBe(stay.start)
        })
        expect(all.filter(({ ongoing }) => ongoing).length).toBeLessThanOrEqual(1)
      }),
    )
  })

  test('the order of its lines does not matter, nor lines that are torn', () => {
    fc.assert(
      fc.property(
        fc.uniqueArray(anyEntry, { maxLength: 30, selector: ({ at }) => at }),
        fc.array(fc.string(), { maxLength: 5 }),
        (entries, torn) => {
          const lines = entries.map((entry) => JSON.stringify(entry))
          const half = lines.map((line) => line.slice(0, line.length / 2))
          const damaged = [...half, ...[...lines].reverse(), ...torn].join('\n')
          expect(historyView(facts(parseHistory(damaged)))).toEqual(historyView(facts(entries)))
        },
      ),
    )
  })
})
