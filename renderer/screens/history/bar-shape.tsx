import type { StayKind } from '../../../electron/contract/timeline.ts'

type BarShapeProps = {
  kind: StayKind
  x: number
  y: number
  width: number
  height: number
  /** The id of the hatching. */
  hatch: string
}

/** Below this a frame or a hatching is a blot. */
const frameRoom = 6
/** The same for a cross. */
const crossRoom = 8.5

/** Solid: all open. Half: only port 25 blocked. Hatched: intercepted. Cross: cannot send. Dotted: sign-in page. */
export function BarShape(props: BarShapeProps) {
  const { kind, x, y, width, height, hatch } = props
  if (width < frameRoom) return <ThinShape {...props} />
  const frame = { x, y, width, height, rx: 3 }
  switch (kind) {
    case 'open':
      return <rect class="stay-open" {...frame} />
    case 'only-25':
      return (
        <>
          <rect class="stay-frame" {...frame} />
          <rect class="stay-open" {...frame} y={y + height / 2} height={height / 2} />
        </>
      )
    case 'intercepted':
      return <rect class="stay-care" fill={`url(#${hatch})`} {...frame} />
    case 'cannot-send':
      return width < crossRoom ? (
        <ThinShape {...props} />
      ) : (
        <>
          <rect class="stay-stop" {...frame} />
          <path class="stay-cross" d={`M${x + width / 2 - 2.5} ${y + height / 2 - 2.5}l5 5m0-5l-5 5`} />
        </>
      )
    case 'sign-in-page':
      return <rect class="stay-wait" {...frame} />
    case 'unknown':
      return <rect class="stay-unknown" {...frame} y={y + height / 2 - 3} height={6} />
  }
}

/** The same told apart where there is no room: whole, lower half, dashes, two ends, dots, a stump. */
function ThinShape({ kind, x, y, width, height }: BarShapeProps) {
  const middle = `M${x + width / 2} ${y}v${height}`
  switch (kind) {
    case 'open':
      return <rect class="stay-open" x={x} y={y} width={width} height={height} />
    case 'only-25':
      return <rect class="stay-open" x={x} y={y + height / 2} width={width} height={height / 2} />
    case 'intercepted':
      return <path class="stay-care-thin" d={middle} stroke-width={width} />
    case 'cannot-send':
      return (
        <path class="stay-stop-thin" d={`M${x + width / 2} ${y}v6m0 ${height - 12}v6`} stroke-width={width} />
      )
    case 'sign-in-page':
      return <path class="stay-wait" d={middle} />
    case 'unknown':
      return <rect class="stay-unknown" x={x} y={y + height / 2 - 3} width={width} height={6} />
  }
}

/** The hatching of what is intercepted. */
export function Hatch({ id }: { id: string }) {
  return (
    <pattern id={id} width="6" height="6" patternUnits="userSpaceOnUse" patternTransform="rotate(45)">
      <rect class="hatch-ground" width="6" height="6" />
      <path class="hatch-line" d="M1.5 0v6" />
    </pattern>
  )
}
