import process from 'node:process'
import { compose } from '../../../electron/app/compose.ts'
import { type NetworkIdentity, offline } from '../../../electron/contract/network.ts'
import { boot } from '../../../electron/shell/boot.ts'
import { watchNetwork } from '../../../electron/network/watch-network.ts'
import { createWorldNetwork } from './network.ts'
import { type Weather, type WorldMap, worldVariable } from './world-map.ts'

declare global {
  /** What the specs change while the app runs. */
  var world: { weather: Weather; networkId: string }
}

/** The app as it is, in a small world: all but the network is the real thing. */
const map = JSON.parse(process.env[worldVariable] ?? '') as WorldMap
globalThis.world = { weather: 'drop', networkId: 'home' }
const weather = () => globalThis.world.weather

boot((options) => {
  const services = compose(options)
  const network = createWorldNetwork(map, weather)
  const read = (): Promise<NetworkIdentity> =>
    Promise.resolve(
      weather() === 'offline'
        ? offline
        : { id: globalThis.world.networkId, gateway: '192.168.1.1', interface: 'wlan0', kind: 'wireless' },
    )
  return {
    ...services,
    network,
    hasRoute: (family) => Promise.resolve(family === 4 && weather() !== 'offline'),
    readNetwork: read,
    watchNetwork: (wanted) =>
      watchNetwork({
        clock: network.clock,
        wallClock: services.wallClock,
        interfaces: () => (weather() === 'offline' ? {} : { [globalThis.world.networkId]: [] }),
        read,
        regularMs: 60_000,
        ...wanted,
      }),
  }
})
