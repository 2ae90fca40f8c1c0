import { useId, useLayoutEffect, useRef, useState } from 'preact/hooks'
import type { HistoryView } from '../../../electron/contract/timeline.ts'
import { useApp } from '../../app-state.ts'
import { BarShape, Hatch } from './bar-shape.tsx'
import { type Bar, chartLayout, type Direction, headHeight, neighbour, rowHeight } from './chart-layout.ts'
import { createDates } from './dates.ts'
import { NetworkName } from './network-name.tsx'
import { networkName, stayKinds, stayLabel } from './words.ts'

type ChartProps = {
  view: HistoryView
  /** A stay was chosen: its row of the table is wanted. */
  onChoose: (id: string) => void
}

const directions: Readonly<Record<string, Direction>> = {
  ArrowLeft: 'earlier',
  ArrowRight: 'later',
  ArrowUp: 'up',
  ArrowDown: 'down',
  Home: 'first',
  End: 'last',
}

/** The networks over the days: one stop of Tab, arrow keys between the stays. The table below it says the same. */
export function Chart({ view, onChoose }: ChartProps) {
  const { state, t } = useApp()
  const hatch = useId()
  const { place, width } = useWidth()
  const dates = createDates(state.language, view.timeZone)
  const { height, bars, days } = chartLayout(view, width)
  const [current, setCurrent] = useState<string | null>(null)
  const links = useRef(new Map<string, HTMLAnchorElement>())
  const tabStop = bars.find(({ id }) => id === current) ?? bars.at(-1)

  const kinds = stayKinds.filter(
    (kind) => kind !== 'unknown' || bars.some(({ stay }) => stay.kind === 'unknown'),
  )

  const onKeyDown = (event: KeyboardEvent) => {
    const direction = directions[event.key]
    if (direction === undefined || tabStop === undefined) return
    event.preventDefault()
    const next = neighbour(bars, tabStop, direction)
    setCurrent(next.id)
    links.current.get(next.id)?.focus()
  }

  return (
    <figure class="card history-chart">
      <div class="chart">
        <ul class="chart-names" aria-hidden="true">
          {view.networks.map((network) => (
            <li key={network.id} title={networkName(t, network)}>
              <span>
                <NetworkName network={network} />
              </span>
            </li>
          ))}
        </ul>
        <div ref={place} class="chart-place">
          <svg
            width={width}
            height={height}
            role="group"
            aria-label={t('ui.history.chart', { days: view.days })}
            onKeyDown={onKeyDown}
          >
            <defs>
              <Hatch id={hatch} />
            </defs>
            {days.map(({ iso, x, label, isToday }) => (
              <g key={iso} aria-hidden="true">
                <path class="grid" d={`M${Math.floor(x) + 0.5} ${headHeight - 4}V${height}`} />
                {label !== null && (
                  <text class={isToday ? 'today' : undefined} x={label.x} y="14" text-anchor={label.anchor}>
                    {label.withMonth ? dates.dayAndMonth(iso) : dates.day(iso)}
                  </text>
                )}
              </g>
            ))}
            {view.networks.map((network, row) => (
              <path key={network.id} class="grid" d={`M0 ${headHeight + row * rowHeight + 0.5}H${width}`} />
            ))}
            {bars.map((bar) => (
              <a
                key={bar.id}
                ref={(link) => {
                  if (link === null) links.current.delete(bar.id)
                  else links.current.set(bar.id, link)
                }}
                href="#history-table"
                // In SVG, Preact writes names of attributes as they are, and this one has no capital.
                tabindex={bar === tabStop ? 0 : -1}
                aria-label={stayLabel(t, bar.network, bar.stay, dates, state.language)}
                onFocus={() => setCurrent(bar.id)}
                onClick={(event) => {
                  event.preventDefault()
                  onChoose(bar.id)
                }}
              >
                <title>{stayLabel(t, bar.network, bar.stay, dates, state.language)}</title>
                <Target bar={bar} />
                <BarShape kind={bar.stay.kind} {...frameOf(bar)} hatch={hatch} />
                <rect class="ring" {...around(bar)} rx="5" />
              </a>
            ))}
          </svg>
        </div>
      </div>
      <figcaption>
        <ul class="legend">
          {kinds.map((kind) => (
            <li key={kind}>
              <svg width="26" height="16" aria-hidden="true">
                <BarShape kind={kind} x={1} y={1.5} width={24} height={13} hatch={hatch} />
              </svg>
              {t(`ui.history.kind.${kind}`)}
            </li>
          ))}
        </ul>
      </figcaption>
    </figure>
  )
}

/** Thin bars can be hit, too. */
function Target({ bar: { x, y, width, height } }: { bar: Bar }) {
  const least = 24
  const room = Math.max(0, least - width) / 2
  return (
    <rect
      class="target-room"
      x={x - room}
      y={y - (least - height) / 2}
      width={width + 2 * room}
      height={least}
    />
  )
}

function frameOf({ x, y, width, height }: Bar) {
  return { x, y, width, height }
}

function around({ x, y, width, height }: Bar) {
  return { x: x - 3, y: y - 3, width: width + 6, height: height + 6 }
}

/** The width that there is, so that letters keep their size whatever it is. */
function useWidth() {
  const place = useRef<HTMLDivElement>(null)
  const [width, setWidth] = useState(550)
  useLayoutEffect(() => {
    const element = place.current
    if (element === null) return
    const measure = () => setWidth(Math.max(1, Math.floor(element.clientWidth)))
    measure()
    const observer = new ResizeObserver(measure)
    observer.observe(element)
    return () => observer.disconnect()
  }, [])
  return { place, width }
}
