import process from 'node:process'
import { compose, type Services } from '../../../electron/app/compose.ts'
import { createRegistry, noRegistry } from '../../../electron/clients/outlook/registry.ts'
import { outlookUse } from '../../../electron/clients/outlook/running.ts'
import { type NetworkIdentity, offline } from '../../../electron/contract/network.ts'
import { boot } from '../../../electron/shell/boot.ts'
import { watchNetwork } from '../../../electron/network/watch-network.ts'
import { wineReg } from '../../fakes/wine.ts'
import { createWorldNetwork } from './network.ts'
import {
  computerVariable,
  type Weather,
  type WorldComputer,
  type WorldMap,
  worldVariable,
} from './world-map.ts'

declare global {
  /** What the specs change while the app runs. */
  var world: { weather: Weather; networkId: string; processes: readonly string[] }
}

/** The app as it is, in a small world: all but the network and Windows' own registry is the real thing. */
const map = JSON.parse(process.env[worldVariable] ?? '') as WorldMap
const computer = JSON.parse(process.env[computerVariable] ?? 'null') as WorldComputer | null
// Of the new Outlook, which has no part in the classic one's accounts.
globalThis.world = { weather: 'drop', networkId: 'home', processes: ['System Idle Process', 'olk.exe'] }
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
    mailPrograms: mailProgramsOf(services),
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

/** Never the registry of the computer that the specs run on. */
function mailProgramsOf({ mailPrograms }: Services): Services['mailPrograms'] {
  const { changesFolder, machine } = mailPrograms
  const prefix = computer?.winePrefix ?? null
  return {
    changesFolder,
    machine: { ...machine, platform: computer?.platform ?? machine.platform },
    registry: prefix === null ? noRegistry : createRegistry(changesFolder, wineReg(prefix)),
    // As tasklist.exe prints them.
    outlookUse: () =>
      outlookUse(() =>
        Promise.resolve(
          globalThis.world.processes
            .map((name, place) => `"${name}","${place * 4}","Console","1","8 K"\r\n`)
            .join(''),
        ),
      ),
  }
}
