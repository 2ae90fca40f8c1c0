import type { Lane, Lanes } from '../../electron/contract/lanes.ts'
import { useApp } from '../app-state.ts'
import { Plate } from './lane-shapes.tsx'
import { laneLook, laneSentence } from './lane-words.ts'

const laneTop = { 25: 16, 465: 48, 587: 80 } as const

/** The picture of the path without its words. */
export function MiniPath({ lanes }: { lanes: Lanes }) {
  const { t } = useApp()
  return (
    <figure class="path mini">
      <svg viewBox="0 0 232 96" aria-hidden="true" focusable="false">
        <rect class="wall" x="112" y="-2" width="18" height="100" rx="2" />
        {lanes.map((lane) => (
          <g key={lane.port} transform={`translate(0 ${laneTop[lane.port]})`}>
            <text y="4.5">{lane.port}</text>
            <MiniLane lane={lane} />
          </g>
        ))}
      </svg>
      <figcaption class="vh">
        <ul>
          {lanes.map((lane) => (
            <li key={lane.port}>{laneSentence(t, lane)}</li>
          ))}
        </ul>
      </figcaption>
    </figure>
  )
}

function MiniLane({ lane: { state, used } }: { lane: Lane }) {
  const { way, mark, tone } = laneLook(state)
  const plate = mark !== null && <Plate mark={mark} />
  const colour = tone === 'stop' ? 'closed' : 'turned'
  switch (way) {
    case 'arrives':
      return (
        <>
          <rect class="gate" x="110" y="-9" width="22" height="18" />
          <path class={used ? 'lane open used' : 'lane open'} d={used ? 'M34 0H217.2' : 'M34 0H220.4'} />
          <path class="open-fill" d={used ? 'M231 0l-14.4 -8v16z' : 'M231 0l-10.8 -6v12z'} />
        </>
      )
    case 'stops':
      return (
        <>
          <path class="lane closed" d="M34 0H102" />
          <path class="lane closed bar" d="M102 -8v16" />
          <g transform="translate(121 0) scale(.7)">{plate}</g>
          <path class="lane ghost" d="M140 0H228" />
        </>
      )
    case 'turned':
      return (
        <>
          <path class="lane turned" d="M34 -3H104a4.5 4.5 0 0 1 0 9H66" />
          <path class="turned-fill" d="M58 6l9 -5v10z" />
          <g transform="translate(121 0) scale(.7)">{plate}</g>
          <path class="lane ghost" d="M140 0H228" />
        </>
      )
    case 'ends':
      return (
        <>
          <rect class="gate" x="110" y="-9" width="22" height="18" />
          <path class={`lane ${colour}`} d="M34 0H202" />
          <path class={`lane bar ${colour}`} d="M202 -8v16" />
          <g transform="translate(220 0) scale(.7)">{plate}</g>
        </>
      )
    case 'asking':
      return <path class="lane wait" d="M34 0H104" />
    case 'untold':
      return <path class="lane ghost" d="M34 0H104M140 0H228" />
  }
}
