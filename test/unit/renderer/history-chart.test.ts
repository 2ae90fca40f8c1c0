import { describe, expect, test } from 'vitest'
import { historyView } from '../../../electron/state/timeline.ts'
import { type Bar, chartLayout, neighbour } from '../../../renderer/screens/history/chart-layout.ts'
import { checkAt, facts, hour, now } from '../state/some-history.ts'

const day = 24 * hour
const entries = [
  checkAt(now - 10 * day, 'home'),
  checkAt(now - 10 * day + 2 * hour, 'home'),
  checkAt(now - 5 * day, 'office'),
  checkAt(now - 3 * day, 'home'),
  checkAt(now - hour, 'cafe'),
  checkAt(now - 40 * day, 'long-ago'),
]
const layout = (days: 14 | 90, width: number) => chartLayout(historyView(facts(entries, { days })), width)
const placeOf = ({ network, stay }: Bar) => `${network.id ?? ''} ${(Date.parse(stay.from) - now) / day}`

describe('the chart', () => {
  test.each([14, 90] as const)('of %d days stays within its width, in the order of time', (days) => {
    for (const width of [1, 120, 300, 550, 900]) {
      const { bars, height } = layout(days, width)
      expect(bars.map(placeOf)).toEqual(
        [
          days === 90 && 'long-ago -40',
          'home -10',
          'office -5',
          'home -3',
          'cafe -0.041666666666666664',
        ].filter(Boolean),
      )
      for (const bar of bars) {
        expect(bar.width).toBeGreaterThanOrEqual(3)
        expect(bar.x + bar.width).toBeLessThanOrEqual(width)
        expect(bar.y + bar.height).toBeLessThanOrEqual(height)
      }
    }
  })

  test.each([
    [14, 550, 14, false],
    [14, 250, 7, false],
    [90, 480, 7, true],
    [90, 900, 13, true],
  ] as const)(
    'of %d days has labels that do not touch: %d px wide, %d days marked',
    (days, width, marked, withMonth) => {
      const marks = layout(days, width).days
      expect(marks).toHaveLength(marked)
      expect(marks.at(-1)).toMatchObject({ isToday: true, label: { withMonth } })
      const ends = marks.flatMap(({ label }) => {
        if (label === null) return []
        const room = label.withMonth ? 62 : 20
        const left = { start: label.x, middle: label.x - room / 2, end: label.x - room }[label.anchor]
        return [[left, left + room]]
      })
      ends.slice(1).forEach(([left = 0], at) => expect(left).toBeGreaterThanOrEqual(ends[at]?.[1] ?? 0))
    },
  )
})

describe('arrow keys', () => {
  const { bars } = layout(14, 550)
  const from = (wanted: string) => bars.find((bar) => placeOf(bar) === wanted) ?? bars[0]
  test.each([
    ['office -5', 'earlier', 'home -10'],
    ['office -5', 'later', 'home -3'],
    ['home -10', 'earlier', 'home -10'],
    ['home -3', 'first', 'home -10'],
    ['home -10', 'last', 'cafe -0.041666666666666664'],
    ['office -5', 'up', 'home -3'],
    ['home -10', 'down', 'office -5'],
  ] as const)('from %s %s to %s', (wanted, direction, expected) => {
    const bar = from(wanted)
    if (bar === undefined) throw new Error('no bars')
    expect(placeOf(neighbour(bars, bar, direction))).toBe(expected)
  })
})
