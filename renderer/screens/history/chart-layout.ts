import type { HistoryView, NetworkHistory, Stay } from '../../../electron/contract/timeline.ts'

export const headHeight = 28
export const rowHeight = 37
const barHeight = 18
const leastWidth = 3
/** Room that a label needs: of a day alone, of a day with its month. */
const dayRoom = 26
const dayAndMonthRoom = 62

export type Bar = {
  id: string
  network: NetworkHistory
  stay: Stay
  row: number
  x: number
  y: number
  width: number
  height: number
}

export type DayMark = {
  iso: string
  x: number
  /** Null: there is no room for one. */
  label: { x: number; anchor: 'start' | 'middle' | 'end'; withMonth: boolean } | null
  isToday: boolean
}

export type ChartLayout = { height: number; bars: readonly Bar[]; days: readonly DayMark[] }

/** Where everything stands in a chart of this width. Bars are in the order of time. */
export function chartLayout(view: HistoryView, width: number): ChartLayout {
  const starts = view.dayStarts.map((iso) => Date.parse(iso))
  const [first = 0] = starts
  const last = starts.at(-1) ?? first
  const xOf = (at: number) => ((Math.min(Math.max(at, first), last) - first) / (last - first)) * width
  const bars = view.networks.flatMap((network, row) =>
    network.stays.map((stay): Bar => {
      const x = xOf(Date.parse(stay.from))
      // A gap of a pixel keeps neighbours apart.
      const length = Math.max(leastWidth, xOf(Date.parse(stay.to)) - x - 1)
      const left = Math.min(x, width - length)
      const y = headHeight + row * rowHeight + (rowHeight - barHeight) / 2
      return { id: stayId(network, stay), network, stay, row, x: left, y, width: length, height: barHeight }
    }),
  )
  return {
    height: headHeight + view.networks.length * rowHeight,
    bars: bars.sort((a, b) => Date.parse(a.stay.from) - Date.parse(b.stay.from)),
    days: dayMarks(view, xOf, width),
  }
}

export function stayId({ id }: NetworkHistory, { from }: Stay): string {
  return `${id ?? ''} ${from}`
}

/** Today always has its label; as many days before it as there is room for. */
function dayMarks(view: HistoryView, xOf: (at: number) => number, width: number): DayMark[] {
  const dayWidth = width / view.days
  const everyDays = [1, 2].find((days) => days * dayWidth >= dayRoom)
  const every = everyDays ?? [7, 14, 28, 56].find((days) => days * dayWidth >= dayAndMonthRoom) ?? view.days
  return view.dayStarts.flatMap((iso, at) => {
    const end = view.dayStarts[at + 1]
    const beforeToday = view.days - 1 - at
    if (end === undefined || beforeToday % every !== 0) return []
    const x = xOf(Date.parse(iso))
    const isToday = beforeToday === 0
    const middle = (x + xOf(Date.parse(end))) / 2
    return { iso, x, isToday, label: everyDays === undefined ? wideLabel() : narrowLabel() }

    /** Over its day. */
    function narrowLabel() {
      return { x: middle, anchor: 'middle' as const, withMonth: false }
    }
    /** Beside the line that its day begins with, unless today's is there already. */
    function wideLabel() {
      if (isToday) return { x: width, anchor: 'end' as const, withMonth: true }
      const isFree = x + 2 * dayAndMonthRoom <= width
      return isFree ? { x, anchor: 'start' as const, withMonth: true } : null
    }
  })
}

export type Direction = 'earlier' | 'later' | 'up' | 'down' | 'first' | 'last'

/** The bar that a key leads to from this one; itself where there is no other. */
export function neighbour(bars: readonly Bar[], from: Bar, direction: Direction): Bar {
  const at = bars.indexOf(from)
  switch (direction) {
    case 'earlier':
      return bars[at - 1] ?? from
    case 'later':
      return bars[at + 1] ?? from
    case 'first':
      return bars[0] ?? from
    case 'last':
      return bars.at(-1) ?? from
    case 'up':
      return nearest(bars, from, from.row - 1)
    case 'down':
      return nearest(bars, from, from.row + 1)
  }
}

function nearest(bars: readonly Bar[], from: Bar, row: number): Bar {
  const middle = ({ x, width }: Bar) => x + width / 2
  const distance = (bar: Bar) => Math.abs(middle(bar) - middle(from))
  const there = bars.filter((bar) => bar.row === row)
  return there.reduce((best, bar) => (distance(bar) < distance(best) ? bar : best), there[0] ?? from)
}
