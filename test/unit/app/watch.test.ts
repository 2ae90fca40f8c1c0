import { getEventListeners } from 'node:events'
import process from 'node:process'
import { describe, expect, it, onTestFinished } from 'vitest'
import { type CheckRequest, plainRequest } from '../../../electron/app/check.ts'
import { type Sighting, watch, watchEvent } from '../../../electron/app/watch.ts'
import { WatchEvent } from '../../../electron/contract/history.ts'
import { type NetworkIdentity, offline } from '../../../electron/contract/network.ts'
import { createTranslator } from '../../../electron/text/translator.ts'
import { exampleAccount } from '../accounts/example-account.ts'
import { createServices, request, type Weather } from './some-services.ts'

const minute = 60_000
const home: NetworkIdentity = { id: 'home', gateway: '192.168.1.1', interface: 'wlan0', kind: 'wireless' }
const cafe: NetworkIdentity = { id: 'café', gateway: '10.1.1.1', interface: 'wlan0', kind: 'wireless' }

async function start(identity: NetworkIdentity, weather: Weather) {
  const made = await createServices()
  Object.assign(made.world, { identity, weather })
  const abort = new AbortController()
  const sightings: Sighting[] = []
  let checks = 0
  const watching = watch(
    { ...(plainRequest satisfies CheckRequest), ...request },
    made.services,
    createTranslator('en'),
    abort.signal,
    { onSighting: (sighting) => sightings.push(sighting), onChecking: () => (checks += 1) },
  )
  const stop = async () => {
    abort.abort()
    await watching
  }
  onTestFinished(async () => {
    await stop()
    made.close()
  })
  const seen = () =>
    sightings.map(({ change, network, checked }) => [
      change,
      network.id,
      checked?.reports[0].outbound25.verdict ?? 'offline',
    ])
  const sees = (count: number) => made.until(() => sightings.length >= count)
  return { ...made, abort, sightings, checks: () => checks, seen, sees, stop }
}

describe('watch', () => {
  it('tells the first network with its verdict, and keeps the check', async () => {
    const { sightings, history, seen, sees } = await start(home, 'reset')
    await sees(1)
    expect(seen()).toEqual([['network', 'home', 'blocked']])
    expect(history).toHaveLength(1)
    expect(history[0]).toMatchObject({
      networkId: 'home',
      outbound25: { verdict: 'blocked', mechanism: 'reset' },
    })
    const [sighting] = sightings
    if (sighting === undefined) return
    expect(WatchEvent.parse(watchEvent(sighting))).toMatchObject({ change: 'network', network: home })
  })

  it('checks the same network every 15 minutes and tells nothing new', async () => {
    const { clock, history, seen, sees, until } = await start(home, 'reset')
    await sees(1)
    const times = () => history.map(({ at }) => at).length
    await clock.advance(14 * minute)
    expect(times()).toBe(1)
    await until(() => times() === 2)
    await clock.advance(14 * minute)
    expect(times()).toBe(2)
    expect(seen()).toHaveLength(1)
  })

  it('tells another verdict of the same network', async () => {
    const { clock, world, sees, seen } = await start(home, 'reset')
    await sees(1)
    world.weather = 'gone'
    await clock.advance(14 * minute)
    await sees(2)
    expect(seen()).toEqual([
      ['network', 'home', 'blocked'],
      ['verdict', 'home', 'offline'],
    ])
  })

  it('remembers a network that it checked within a minute', async () => {
    const { world, sightings, checks, sees, seen } = await start(home, 'reset')
    await sees(1)
    Object.assign(world, { identity: cafe, weather: 'gone' })
    await sees(2)
    Object.assign(world, { identity: home, weather: 'reset' })
    await sees(3)
    expect(seen()).toEqual([
      ['network', 'home', 'blocked'],
      ['network', 'café', 'offline'],
      ['network', 'home', 'blocked'],
    ])
    expect(checks()).toBe(2)
    expect(sightings[2]?.checked).toBe(sightings[0]?.checked)
    expect(sightings[2]?.checked?.at).toBeLessThan(sightings[2]?.at ?? 0)
  })

  it('tells a remembered verdict at once, and the fresh one where it is another', async () => {
    const { clock, world, sightings, checks, sees, seen, until } = await start(home, 'reset')
    await sees(1)
    world.identity = offline
    await sees(2)
    await clock.advance(2 * minute)
    world.identity = home
    await sees(3)
    expect(sightings[2]?.checked).toBe(sightings[0]?.checked)
    await until(() => checks() === 2)
    world.identity = offline
    await sees(4)
    await clock.advance(2 * minute)
    Object.assign(world, { identity: home, weather: 'gone' })
    await sees(6)
    expect(seen().slice(2)).toEqual([
      ['network', 'home', 'blocked'],
      ['network', null, 'offline'],
      ['network', 'home', 'blocked'],
      ['verdict', 'home', 'offline'],
    ])
    const [remembered, fresh] = sightings.slice(4).map(watchEvent)
    expect(Date.parse(remembered?.checkedAt ?? '')).toBeLessThan(Date.parse(remembered?.at ?? '') - minute)
    expect(Date.parse(fresh?.checkedAt ?? '')).toBeGreaterThanOrEqual(Date.parse(remembered?.at ?? ''))
  })

  it('remembers no network without a name: the next one may be another that looks the same', async () => {
    const silent = { ...home, id: null }
    const { world, checks, sees, seen } = await start(silent, 'reset')
    await sees(1)
    world.identity = offline
    await sees(2)
    Object.assign(world, { identity: silent, weather: 'gone' })
    await sees(3)
    expect(seen().map(([, , verdict]) => verdict)).toEqual(['blocked', 'offline', 'offline'])
    expect(checks()).toBe(2)
  })

  it('checks nothing without a network, and tells that', async () => {
    const { world, sightings, checks, history, sees, seen } = await start(offline, 'gone')
    await sees(1)
    expect([checks(), history]).toEqual([0, []])
    Object.assign(world, { identity: home, weather: 'reset' })
    await sees(2)
    expect(seen()).toEqual([
      ['network', null, 'offline'],
      ['network', 'home', 'blocked'],
    ])
    expect(sightings[0] && WatchEvent.parse(watchEvent(sightings[0]))).toMatchObject({
      checkedAt: null,
      outbound25: { verdict: 'offline' },
      servers: [],
    })
  })

  it('breaks a check off when the network is another', async () => {
    const { world, checks, history, sees, seen, until } = await start(home, 'mute')
    await until(() => checks() === 1)
    Object.assign(world, { identity: cafe, weather: 'reset' })
    await sees(1)
    expect(seen()).toEqual([['network', 'café', 'blocked']])
    expect(history.map(({ networkId }) => networkId)).toEqual(['café'])
  })

  it('does not take a verdict for that of a network which was left in the middle', async () => {
    const { world, checks, services, sees, seen } = await start(home, 'reset')
    const { append } = services.history
    services.history.append = (entry) => {
      if (checks() === 1) Object.assign(world, { identity: cafe, weather: 'gone' })
      return append(entry)
    }
    await sees(1)
    expect(seen()).toEqual([['network', 'café', 'offline']])
    expect(checks()).toBe(2)
  })

  it('checks again where the computer slept in the middle', async () => {
    const { clock, world, checks, services, sees, seen } = await start(home, 'gone')
    const { append } = services.history
    services.history.append = (entry) => {
      if (checks() === 1) {
        clock.sleep(8 * 60 * minute)
        world.weather = 'reset'
      }
      return append(entry)
    }
    await sees(1)
    expect(seen()).toEqual([['network', 'home', 'blocked']])
    expect(checks()).toBe(2)
  })

  it('checks again when the computer wakes up after an hour', async () => {
    const { clock, history, sees, until } = await start(home, 'reset')
    await sees(1)
    const before = clock.now()
    clock.sleep(60 * minute)
    await until(() => history.length === 2)
    expect(clock.now() - before).toBeLessThan(minute / 2)
  })

  it('checks the servers of the accounts, each once', async () => {
    const { world, history, sees } = await start(offline, 'reset')
    const account = exampleAccount('one')
    const submission = { ...account.submission, host: 'mail.tanaka.example' }
    world.accounts = [
      { ...account, submission },
      { ...account, id: 'two', address: 'taro@tanaka.example', submission },
    ]
    world.identity = home
    await sees(2)
    expect(history[0]?.servers.map(({ host }) => host)).toEqual(['mail.tanaka.example'])
  })

  it('leaves out the servers of accounts that are paused', async () => {
    const { world, history, sees } = await start(offline, 'reset')
    const account = exampleAccount('one')
    const submission = { ...account.submission, host: 'mail.tanaka.example' }
    world.accounts = [
      { ...account, paused: true },
      { ...account, id: 'two', submission },
    ]
    world.identity = home
    await sees(2)
    expect(history[0]?.servers.map(({ host }) => host)).toEqual(['mail.tanaka.example'])
  })

  it('leaves no timer, socket or listener after 1,000 changes, nor when it ends in a check', async () => {
    const { clock, world, abort, checks, sightings, until, stop } = await start(home, 'gone')
    const sockets = () => process.getActiveResourcesInfo().filter((kind) => kind === 'TCPSocketWrap').length
    const before = sockets()
    await until(() => sightings.length === 1)
    for (let change = 0; change < 1_000; change += 1) {
      world.identity = { ...home, id: `network ${change}` }
      await clock.advance(6_500)
    }
    expect(sightings).toHaveLength(1_001)
    // The watcher's pause and the pause until the next look.
    expect(clock.waiting()).toBe(2)
    const listeners = getEventListeners(abort.signal, 'abort').length
    const checked = checks()
    Object.assign(world, { identity: cafe, weather: 'mute' })
    await until(() => checks() > checked)
    expect(getEventListeners(abort.signal, 'abort')).toHaveLength(listeners)
    await stop()
    expect(clock.waiting()).toBe(0)
    expect(getEventListeners(abort.signal, 'abort')).toEqual([])
    expect(sockets()).toBeLessThanOrEqual(before)
  })
})
