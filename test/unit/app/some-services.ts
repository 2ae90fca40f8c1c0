import http from 'node:http'
import net from 'node:net'
import { setTimeout as delay } from 'node:timers/promises'
import type { Services } from '../../../electron/app/compose.ts'
import type { Account } from '../../../electron/contract/account.ts'
import type { HistoryEntry } from '../../../electron/contract/history.ts'
import { type NetworkIdentity, offline } from '../../../electron/contract/network.ts'
import { noMemory } from '../../../electron/contract/notification.ts'
import { ok } from '../../../electron/contract/result.ts'
import { createSessionStore } from '../../../electron/credentials/session-store.ts'
import type { JsonFile } from '../../../electron/files/json-file.ts'
import { dial } from '../../../electron/net/dial.ts'
import { watchNetwork } from '../../../electron/network/watch-network.ts'
import { builtInControls, builtInPortalUrl, builtInReferences } from '../../../electron/probe/targets.ts'
import { noMailPrograms } from '../../fakes/no-mail-programs.ts'
import { createSteeredClock } from '../../fakes/steered-clock.ts'

/**
 * What the network does: `reset` refuses port 25 and lets the rest through, in `mute` nothing answers, not even DNS,
 * `gone` has no route, and `captive` shows a sign-in page.
 */
export type Weather = 'reset' | 'mute' | 'gone' | 'captive'

export type World = {
  identity: NetworkIdentity
  weather: Weather
  accounts: Account[]
  /** DNS suffixes by network. */
  suffixes: Record<string, string>
  presenting: boolean
}

const addresses: Record<string, string> = {
  'mx.alpha.example': '203.0.113.65',
  'mx.bravo.example': '203.0.113.97',
  'mx.charlie.example': '203.0.113.129',
  'submission.delta.example': '203.0.113.161',
  'portal.example': '203.0.113.230',
  'mail.tanaka.example': '203.0.113.25',
  ...Object.fromEntries(builtInReferences.map((host, index) => [host, `198.51.100.${index + 1}`])),
  ...Object.fromEntries(builtInControls.map(({ host }) => [host, '203.0.113.161'])),
  [new URL(builtInPortalUrl).hostname]: '203.0.113.230',
}

export const request = {
  references: ['mx.alpha.example', 'mx.bravo.example', 'mx.charlie.example'],
  controls: [587, 465, 443].map((port) => ({ host: 'submission.delta.example', port })),
  portalUrl: 'http://portal.example/generate_204',
}

/** Services over a simulated world: the use cases and the watcher are real, the time is steered. */
export async function createServices() {
  const clock = createSteeredClock()
  const world: World = {
    identity: offline,
    weather: 'reset',
    accounts: [],
    suffixes: {},
    presenting: false,
  }
  const history: HistoryEntry[] = []
  // Stand for every control and for the portal: their connections are real.
  const control = net.createServer((socket) => {
    socket.on('error', () => undefined).resume()
    socket.write('220 submission.delta.example ESMTP\r\n')
  })
  const portal = http.createServer((_, response) => response.writeHead(204).end())
  const signInPage = http.createServer((_, response) => response.writeHead(302).end())
  const signInPort = await listening(signInPage)
  const ports: Record<string, number> = {
    '203.0.113.161': await listening(control),
    '203.0.113.230': await listening(portal),
  }
  const services: Services = {
    network: {
      clock,
      dial: (to, signal) => {
        const signIn = world.weather === 'captive' && to.port === 80 ? signInPort : undefined
        const port = world.weather === 'reset' && to.port !== 25 ? ports[to.address] : signIn
        return port === undefined
          ? Promise.resolve({ kind: 'refused', code: 'ECONNREFUSED', ms: 1 })
          : dial({ address: '127.0.0.1', family: 4, port }, signal)
      },
      resolver: {
        addresses: async (host, signal) => {
          if (world.weather === 'mute') {
            await clock.wait(3_600_000, signal)
            return { kind: 'dns-failed', code: 'ETIMEOUT' }
          }
          const address = addresses[host]
          return address === undefined
            ? { kind: 'no-such-host' }
            : { kind: 'found', addresses: [{ address, family: 4 }] }
        },
        mx: () => Promise.resolve({ kind: 'none' }),
        srv: () => Promise.resolve([]),
        txt: () => Promise.resolve([]),
      },
    },
    hasRoute: (family) => Promise.resolve(family === 4 && world.weather !== 'gone'),
    readNetwork: () => Promise.resolve(world.identity),
    suffixOf: (networkId) => world.suffixes[networkId] ?? null,
    watchNetwork: (options) =>
      watchNetwork({
        clock,
        wallClock: clock.wallClock,
        interfaces: () => ({ [world.identity.id ?? 'none']: [] }),
        read: () => Promise.resolve(world.identity),
        regularMs: 60_000,
        ...options,
      }),
    wallClock: clock.wallClock,
    history: {
      append: (entry) => {
        history.push(entry)
        return Promise.resolve(ok(undefined))
      },
      read: () => Promise.resolve(ok(history)),
    },
    mailPrograms: noMailPrograms,
    accounts: {
      load: () => Promise.resolve(ok({ settings: { version: 1, accounts: world.accounts }, setAside: null })),
      update: () => Promise.reject(new Error('nothing is saved here')),
    },
    networks: createMemoryFile({}),
    told: createMemoryFile(noMemory),
    isPresenting: () => Promise.resolve(world.presenting),
    credentials: createSessionStore(),
  }
  /** Lets time pass, with real connections in between, until the condition holds. */
  const until = async (condition: () => boolean) => {
    for (let steps = 0; !condition(); steps += 1) {
      if (steps > 20_000) throw new Error('it does not come')
      await clock.advance(50)
      await delay(1)
    }
  }
  const close = () => {
    control.close()
    portal.close()
    signInPage.close()
  }
  return { clock, world, history, services, until, close }
}

/** A file that lasts as long as the test. */
export function createMemoryFile<Value>(empty: Value): JsonFile<Value> {
  let value = empty
  return {
    read: () => Promise.resolve(ok(value)),
    update: (change) => Promise.resolve(ok((value = change(value)))),
  }
}

async function listening(server: net.Server): Promise<number> {
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve))
  return (server.address() as net.AddressInfo).port
}
