import { useId, useRef } from 'preact/hooks'
import type { Lane, Lanes } from '../../electron/contract/lanes.ts'
import type { NetworkIdentity } from '../../electron/contract/network.ts'
import type { Translate } from '../../electron/text/translate.ts'
import { useApp } from '../app-state.ts'
import { Envelope, KeyPlate, Plate } from './lane-shapes.tsx'
import { laneLook, laneSentence, laneWord, shortened } from './lane-words.ts'
import { useElapsed } from './use-elapsed.ts'

/** Why nothing was tried on any lane. */
type Held = 'captive-portal' | 'offline'

type NetworkPathProps = {
  lanes: Lanes
  network: NetworkIdentity | null
  /** Null: no server is known. */
  server: string | null
  /** What there is to say about this computer under its picture. */
  computer?: string | null | undefined
  held?: Held | null | undefined
  /** When the check that runs began; null: it is over. */
  since?: string | null | undefined
}

const wallMiddle = 317
/** As much of a name as there is room for on the plate of the network. */
const nameRoom = 20
const laneTop = { 25: 62, 465: 134, 587: 206 } as const
const laneKinds = { 25: 'server', 465: 'tls', 587: 'starttls' } as const

/** The way of the mail: from this computer through the network, a wall with gates, to the server. */
export function NetworkPath(props: NetworkPathProps) {
  const { state, t } = useApp()
  const { networkName } = state
  const { lanes, network, server, computer = null, held = null, since = null } = props
  const seconds = useElapsed(since)
  // Only what opens while one looks is drawn with motion.
  const live = useRef(false)
  if (lanes.some(({ state }) => state === 'asking')) live.current = true
  return (
    <figure class={live.current ? 'path is-live' : 'path'}>
      <svg viewBox="0 0 612 302" aria-hidden="true" focusable="false">
        <Wall lanes={lanes} />
        <rect class="end" x=".6" y="18" width="92" height="232" rx="13" />
        <rect class="end" x="519.4" y="18" width="92" height="232" rx="13" />
        <Sockets lanes={lanes} />
        <g class="ico" transform="translate(24 117)">
          <rect x="4" y="2" width="36" height="25" rx="3.5" />
          <path d="M-1 34h46" />
        </g>
        <g class="ico" transform="translate(545 111)">
          <rect width="40" height="20" rx="4" />
          <rect y="26" width="40" height="20" rx="4" />
          <path d="M8 10v.1M8 36v.1M18 10h14M18 36h14" />
        </g>
        <Name x={0} anchor="start" name={t('ui.path.computer')} more={computer} />
        <Name
          x={612}
          anchor="end"
          name={t(server === null ? 'ui.path.servers' : 'ui.path.server')}
          more={server === null ? null : shortened(server, 32)}
        />
        <rect class="plate" x="243" y="259" width="148" height="44" rx="9" />
        <Name
          x={wallMiddle}
          anchor="middle"
          name={networkName === null ? t('ui.path.network') : shortened(networkName, nameRoom)}
          more={networkNote(t, network, held)}
        />
        {lanes.map((lane) => (
          <LaneGroup key={`${lane.port}-${lane.state}`} lane={lane} t={t} seconds={seconds} />
        ))}
        {held === 'captive-portal' && (
          <g transform={`translate(${wallMiddle} 134)`}>
            <KeyPlate />
          </g>
        )}
      </svg>
      <figcaption class="path-list">
        {intro(t, held, since !== null, server)}
        <ul>
          {lanes.map((lane) => (
            <li key={lane.port}>{laneSentence(t, lane)}</li>
          ))}
        </ul>
      </figcaption>
    </figure>
  )
}

function intro(t: Translate, held: Held | null, running: boolean, server: string | null): string {
  if (held !== null) return t(`ui.path.intro.${held}`)
  if (running) return t('ui.path.intro.checking')
  return server === null ? t('ui.path.intro.network') : t('ui.path.intro.server', { server })
}

function networkNote(t: Translate, network: NetworkIdentity | null, held: Held | null): string | null {
  if (held !== null) return t(`ui.path.network.${held}`)
  const gateway = network?.gateway ?? null
  if (gateway === null) return null
  return gateway.length > 15 ? shortened(gateway, 20) : t('ui.path.network.router', { gateway })
}

function Wall({ lanes }: { lanes: Lanes }) {
  const bricks = useId()
  return (
    <>
      <pattern id={bricks} x="299" y="-16" width="36" height="24" patternUnits="userSpaceOnUse">
        <path class="course" d="M0 12H36M0 24H36M12 0V12M24 12V24" />
      </pattern>
      <rect class="wall" x="298" y="-16" width="38" height="346" rx="2.5" />
      <rect x="299" y="-16" width="36" height="346" fill={`url(#${bricks})`} />
      {lanes.filter(passes).map(({ port }) => (
        <g key={port} class="follows" transform={`translate(0 ${laneTop[port]})`}>
          <rect class="gate" x="296" y="-16" width="42" height="32" />
          <rect class="jamb" x="295" y="-19.5" width="44" height="3.5" rx="1.5" />
          <rect class="jamb" x="295" y="16" width="44" height="3.5" rx="1.5" />
        </g>
      ))}
    </>
  )
}

function passes({ state }: Lane): boolean {
  const { way } = laneLook(state)
  return way === 'arrives' || way === 'ends'
}

function Sockets({ lanes }: { lanes: Lanes }) {
  return lanes.map(({ port }) => (
    <g key={port} transform={`translate(0 ${laneTop[port] - 8})`}>
      <rect class="sock" x="89" width="8" height="16" rx="2.5" />
      <rect class="sock" x="515" width="8" height="16" rx="2.5" />
    </g>
  ))
}

type NameProps = { x: number; anchor: 'start' | 'middle' | 'end'; name: string; more: string | null }

function Name({ x, anchor, name, more }: NameProps) {
  return (
    <>
      <text class="who" x={x} y={more === null && anchor === 'middle' ? 286 : 277.5} text-anchor={anchor}>
        {name}
      </text>
      {more !== null && (
        <text class="who2" x={x} y="294" text-anchor={anchor}>
          {more}
        </text>
      )}
    </>
  )
}

function LaneGroup({ lane, t, seconds }: { lane: Lane; t: Translate; seconds: number }) {
  const { port, used, state } = lane
  return (
    <g transform={`translate(0 ${laneTop[port]})`}>
      <LaneLine lane={lane} />
      <rect class="pill" x="112" y="-13" width="46" height="26" rx="13" />
      <text class="port" x="135" y="4.8" text-anchor="middle">
        {port}
      </text>
      <text class="svc" x="168" y="-8">
        {t(`ui.path.kind.${laneKinds[port]}`)}
      </text>
      <text class={`say ${laneLook(state).tone}`} x="348" y="-9">
        {laneWord(t, lane, seconds)}
      </text>
      {used && (
        <text class="svc" x="348" y="24">
          {t('ui.path.used')}
        </text>
      )}
    </g>
  )
}

function LaneLine({ lane: { state, used } }: { lane: Lane }) {
  const { way, mark, tone } = laneLook(state)
  switch (way) {
    case 'arrives':
      return used ? (
        <>
          <path class="lane open used draws" d="M97 0H499.6" pathLength="1" />
          <g class="follows">
            <path class="open-fill" d="M514 0l-17.1 -9v18z" />
            <g transform="translate(471 0)">
              <Envelope />
            </g>
          </g>
        </>
      ) : (
        <>
          <path class="lane open draws" d="M97 0H503.6" pathLength="1" />
          <path class="open-fill follows" d="M514 0l-12.35 -6.5v13z" />
        </>
      )
    case 'stops':
      return (
        <>
          <path class="lane closed draws" d="M97 0H286" pathLength="1" />
          <g class="follows">
            <path class="lane closed bar" d="M286 -13V13" />
            <g transform={`translate(${wallMiddle} 0)`}>{mark !== null && <Plate mark={mark} />}</g>
            <path class="lane ghost" d="M348 0H506" />
          </g>
        </>
      )
    case 'turned':
      return (
        <>
          <path class="lane turned draws" d="M97 0H292a8 8 0 0 1 0 16H184" pathLength="1" />
          <g class="follows">
            <path class="turned-fill" d="M174 16l11 -6.5v13z" />
            <g transform={`translate(${wallMiddle} 3)`}>{mark !== null && <Plate mark={mark} />}</g>
            <path class="lane ghost" d="M348 0H506" />
          </g>
        </>
      )
    case 'ends':
      return (
        <>
          <path class={`lane draws ${tone === 'stop' ? 'closed' : 'turned'}`} d="M97 0H474" pathLength="1" />
          <g class="follows">
            <path class={`lane bar ${tone === 'stop' ? 'closed' : 'turned'}`} d="M474 -13V13" />
            <g transform="translate(496 0)">{mark !== null && <Plate mark={mark} />}</g>
          </g>
        </>
      )
    case 'asking':
      return <path class="lane wait" d="M164 0H290" />
    case 'untold':
      return <path class="lane ghost" d="M164 0H284M348 0H506" />
  }
}
