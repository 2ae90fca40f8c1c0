import { systemClock } from '../../../electron/net/clock.ts'
import type { Network } from '../../../electron/net/connect.ts'
import { dial, type DialResult, type Endpoint } from '../../../electron/net/dial.ts'
import type { Weather, WorldMap } from './world-map.ts'

/** The small world as the app reaches it: every connection is real, and ends at a port of 127.0.0.1. */
export function createWorldNetwork(map: WorldMap, weather: () => Weather): Network {
  return {
    clock: systemClock,
    dial: (to, signal) => {
      const end = endOf(to, map, weather())
      if (typeof end === 'number') return dial({ address: '127.0.0.1', family: 4, port: end }, signal)
      return end === 'silence' ? silence(signal) : Promise.resolve(end)
    },
    resolver: {
      addresses: (host) => {
        if (weather() === 'offline') return Promise.resolve({ kind: 'dns-failed', code: 'ENETUNREACH' })
        const address = map.hosts[host]
        return Promise.resolve(
          address === undefined
            ? { kind: 'no-such-host' }
            : { kind: 'found', addresses: [{ address, family: 4 }] },
        )
      },
      mx: (domain) => {
        const exchange = `mail.${domain}`
        return Promise.resolve(
          map.hosts[exchange] === undefined
            ? { kind: 'none' }
            : { kind: 'found', records: [{ exchange, priority: 10 }] },
        )
      },
      srv: () => Promise.resolve([]),
      txt: () => Promise.resolve([]),
    },
  }
}

const refused: DialResult = { kind: 'refused', code: 'ECONNREFUSED', ms: 1 }

function endOf(
  { address, port }: Endpoint,
  map: WorldMap,
  weather: Weather,
): number | 'silence' | DialResult {
  const open = map.ports[`${address}:${port}`] ?? (isHost(address, map) ? refused : 'silence')
  switch (weather) {
    case 'open':
      return open
    case 'drop':
      return port === 25 ? 'silence' : open
    case 'reset':
      return port === 25 ? refused : open
    case 'proxy':
      return port === 25 ? map.proxyPort : open
    case 'stripped':
      return port === 587 && address === map.hosts['mail.tanaka.example'] ? map.strippedPort : open
    case 'all-blocked':
      return [25, 465, 587].includes(port) ? 'silence' : open
    case 'server-down':
      return address === map.hosts['mail.tanaka.example'] ? 'silence' : open
    case 'captive':
      return port === 80 ? map.signInPagePort : 'silence'
    case 'offline':
      return { kind: 'unreachable', code: 'ENETUNREACH', ms: 1 }
  }
}

function isHost(address: string, map: WorldMap): boolean {
  return Object.values(map.hosts).includes(address)
}

function silence(signal: AbortSignal): Promise<DialResult> {
  return new Promise((resolve) => {
    const onAbort = () => resolve({ kind: 'aborted', ms: 0 })
    if (signal.aborted) onAbort()
    else signal.addEventListener('abort', onAbort, { once: true })
  })
}
