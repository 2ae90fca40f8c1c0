import { useApp } from '../../app-state.ts'

type Point = { at: number; label: string }

type TrackProps = {
  /** Seconds from end to end. */
  span: number
  accepted: Point | null
  /** Where the mail is, or was seen last. */
  end: Point & { arrived: boolean }
  /** Says the same in one sentence; null: what stands beside it does. */
  caption: string | null
}

const left = 14
const right = 598
const line = 56

/** The way of a test mail along the seconds. */
export function TestMailTrack({ span, accepted, end, caption }: TrackProps) {
  const { t } = useApp()
  const x = (seconds: number) => left + (right - left) * Math.min(1, seconds / span)
  // The first dots stay apart where the server was quick.
  const acceptedX = accepted === null ? null : Math.max(left + 16, x(accepted.at))
  const endX = Math.max((acceptedX ?? left) + 20, x(end.at))
  return (
    <figure class="path track">
      <svg viewBox="0 16 612 114" aria-hidden="true" focusable="false">
        <path class="axis" d={`M${left} 108H${right}`} />
        {ticksOf(span).map((seconds) => (
          <g key={seconds}>
            <path class="axis" d={`M${x(seconds)} 108v5`} />
            <text x={x(seconds)} y="126" text-anchor={anchorOfTick(seconds, span)}>
              {t('ui.track.tick', { seconds })}
            </text>
          </g>
        ))}
        {end.arrived || <path class="lane wait" d={`M${endX + 10} ${line}H${right}`} />}
        <path class="run" d={`M${left} ${line}H${endX}`} />
        <circle class="stop-dot" cx={left} cy={line} r="6" />
        <text class="t1" x={left - 6} y="34">
          {t('ui.track.sent')}
        </text>
        {accepted !== null && acceptedX !== null && (
          <>
            <circle class="stop-dot" cx={acceptedX} cy={line} r="6" />
            <text
              class="t1"
              x={acceptedX > 380 ? acceptedX + 6 : acceptedX - 6}
              y="92"
              text-anchor={acceptedX > 380 ? 'end' : 'start'}
            >
              {accepted.label}
            </text>
          </>
        )}
        <circle class="end-dot" cx={endX} cy={line} r={end.arrived ? 9 : 5} />
        {end.arrived && <path class="end-tick" d={`M${endX - 4} ${line}l3 3 5.5-6`} />}
        <EndLabel x={endX} label={end.label} />
      </svg>
      {caption !== null && <figcaption class="vh">{caption}</figcaption>}
    </figure>
  )
}

/** In the middle over its dot, as long as neither "Sent" nor the edge is in the way. */
function EndLabel({ x, label }: { x: number; label: string }) {
  const at = x > 500 ? { x: right, anchor: 'end' } : { x: Math.max(x, 190), anchor: 'middle' }
  return (
    <text class="t1" x={at.x} y="34" text-anchor={at.anchor}>
      {label}
    </text>
  )
}

/** The next round number of seconds that ends the axis, so that the mail comes to rest in its last third. */
export function spanFor(seconds: number): number {
  const unit = tickFor(seconds)
  return Math.max(1, Math.ceil(seconds / unit)) * unit
}

function ticksOf(span: number): number[] {
  const unit = tickFor(span)
  return Array.from({ length: Math.round(span / unit) + 1 }, (_, index) => Number((index * unit).toFixed(2)))
}

function tickFor(seconds: number): number {
  return [0.1, 0.2, 0.5, 1, 2, 5, 10].find((unit) => seconds / unit <= 6) ?? 20
}

function anchorOfTick(seconds: number, span: number): 'start' | 'middle' | 'end' {
  if (seconds === 0) return 'start'
  return seconds >= span ? 'end' : 'middle'
}
