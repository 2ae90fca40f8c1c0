import { getEventListeners } from 'node:events'
import process from 'node:process'
import { describe, expect, it, onTestFinished, test } from 'vitest'
import { type NetworkIdentity, offline } from '../../../electron/contract/network.ts'
import type { Interfaces } from '../../../electron/network/interfaces.ts'
import { isSameNetwork, regularReadMs, watchNetwork } from '../../../electron/network/watch-network.ts'
import { createSteeredClock } from '../../fakes/steered-clock.ts'
import { infos } from './some-interfaces.ts'

const wlan0 = infos('192.168.1.20/24', '2001:db8:1:2:a:b:c:d/64', 'fe80::1234/64')
const home: NetworkIdentity = { id: 'home', gateway: '192.168.1.1', interface: 'wlan0', kind: 'wireless' }
const cafe: NetworkIdentity = { id: 'café', gateway: '10.1.1.1', interface: 'wlan0', kind: 'wireless' }
const vpn: NetworkIdentity = { id: 'vpn', gateway: null, interface: 'wg0', kind: 'vpn' }
/** The gateway does not answer for its MAC. */
const silent: NetworkIdentity = { ...home, id: null }

/** A computer whose network is what the test says. */
function start(network: NetworkIdentity = home, interfaces: Interfaces = { wlan0 }) {
  const clock = createSteeredClock()
  const abort = new AbortController()
  const resume = new Set<() => void>()
  const world: { interfaces: Interfaces; network: NetworkIdentity } = { interfaces, network }
  const told: (string | null)[] = []
  let sleeps = 0
  let reads = 0
  const watching = watchNetwork({
    clock,
    wallClock: clock.wallClock,
    interfaces: () => world.interfaces,
    read: () => {
      reads += 1
      return Promise.resolve(world.network)
    },
    regularMs: 60_000,
    onResume: (listener) => {
      resume.add(listener)
      return () => resume.delete(listener)
    },
    signal: abort.signal,
    onChange: ({ id }) => told.push(id),
    onSameAfterSleep: () => (sleeps += 1),
  })
  const stop = async () => {
    abort.abort()
    await watching
  }
  onTestFinished(stop)
  return { clock, abort, resume, world, told, reads: () => reads, sleeps: () => sleeps, stop }
}

function count(resources: readonly string[], kind: string): number {
  return resources.filter((resource) => resource === kind).length
}

/** A poll and the time to settle. */
const noticedMs = 5_000 + 1_500

describe('watchNetwork', () => {
  it('tells the first network, then reads once a minute and tells nothing', async () => {
    const { clock, told, reads } = start()
    await clock.advance(10 * 60_000)
    expect(told).toEqual(['home'])
    expect(reads()).toBe(11)
  })

  it.each<[string, Interfaces]>([
    [
      'privacy addresses that rotate',
      { wlan0: infos('192.168.1.20/24', '2001:db8:1:2:9:8:7:6/64', 'fe80::1234/64') },
    ],
    ['Docker that comes up', { wlan0, docker0: infos('172.17.0.1/16'), veth12ab: infos('fe80::77/64') }],
    ['a DHCP renewal', { wlan0: [...wlan0] }],
  ])('does not even read because of %s', async (_, interfaces) => {
    const { clock, world, reads } = start()
    await clock.advance(1)
    world.interfaces = interfaces
    await clock.advance(50_000)
    expect(reads()).toBe(1)
  })

  it('notices another network within a poll and the time to settle', async () => {
    const { clock, world, told } = start()
    await clock.advance(1)
    world.network = cafe
    world.interfaces = { wlan0: infos('10.1.1.77/24') }
    await clock.advance(noticedMs)
    expect(told).toEqual(['home', 'café'])
  })

  it('reads, and tells nothing, when only the own address is another', async () => {
    const { clock, world, told, reads } = start()
    await clock.advance(1)
    world.interfaces = { wlan0: infos('192.168.1.99/24', '2001:db8:1:2:a:b:c:d/64', 'fe80::1234/64') }
    await clock.advance(noticedMs)
    expect(reads()).toBe(2)
    expect(told).toEqual(['home'])
  })

  it('tells of a sleep, where the network is still the same', async () => {
    const { clock, resume, world, told, sleeps } = start()
    await clock.advance(60_000)
    expect(sleeps()).toBe(0)
    clock.sleep(9 * 60 * 60_000)
    await clock.advance(noticedMs)
    expect([sleeps(), told]).toEqual([1, ['home']])
    for (const wake of resume) wake()
    await clock.advance(2_000)
    expect(sleeps()).toBe(2)
    clock.sleep(9 * 60 * 60_000)
    world.network = cafe
    await clock.advance(noticedMs)
    expect([sleeps(), told]).toEqual([2, ['home', 'café']])
  })

  it('tells a VPN when it comes and when it goes', async () => {
    const { clock, world, told } = start()
    await clock.advance(1)
    world.network = vpn
    world.interfaces = { wlan0, wg0: infos('10.8.0.2/32') }
    await clock.advance(noticedMs)
    world.network = home
    world.interfaces = { wlan0 }
    await clock.advance(noticedMs)
    expect(told).toEqual(['home', 'vpn', 'home'])
  })

  it('of two interfaces counts the one of the default route', async () => {
    const { clock, world, told, reads } = start()
    await clock.advance(1)
    world.interfaces = { wlan0, eth0: infos('172.30.0.5/24') }
    await clock.advance(noticedMs)
    expect([reads(), told]).toEqual([2, ['home']])
    world.network = { id: 'office', gateway: '172.30.0.1', interface: 'eth0', kind: 'wired' }
    world.interfaces = { wlan0, eth0: infos('172.30.0.6/24') }
    await clock.advance(noticedMs)
    expect(told).toEqual(['home', 'office'])
  })

  it('tells nothing when cable and Wi-Fi lead to the same router, and then watches the new one', async () => {
    const { clock, world, told, reads } = start()
    await clock.advance(1)
    world.network = { ...home, interface: 'br0', kind: 'wired' }
    world.interfaces = { br0: infos('192.168.1.30/24') }
    await clock.advance(noticedMs)
    expect(told).toEqual(['home'])
    const before = reads()
    world.interfaces = { br0: infos('192.168.1.31/24') }
    await clock.advance(noticedMs)
    expect(reads()).toBe(before + 1)
  })

  it('tells when there is no network, and when there is one again', async () => {
    const { clock, world, told } = start(offline, {})
    await clock.advance(30_000)
    world.network = home
    world.interfaces = { wlan0 }
    await clock.advance(noticedMs)
    world.network = offline
    world.interfaces = {}
    await clock.advance(noticedMs)
    expect(told).toEqual([null, 'home', null])
  })

  it('notices within a minute what changes no interface: another router with the same addresses', async () => {
    const { clock, world, told } = start()
    await clock.advance(1)
    world.network = { ...home, id: 'another' }
    await clock.advance(60_000)
    expect(told).toEqual(['home', 'another'])
  })

  it('reads after sleep, when the clock is set, and on a resume event', async () => {
    const { clock, world, resume, told, reads } = start()
    await clock.advance(1)
    clock.sleep(3_600_000)
    world.network = cafe
    await clock.advance(noticedMs)
    expect(told).toEqual(['home', 'café'])
    clock.sleep(-86_400_000)
    await clock.advance(noticedMs)
    expect(reads()).toBe(3)
    resume.forEach((wake) => wake())
    await clock.advance(1_500)
    expect(reads()).toBe(4)
    expect(told).toEqual(['home', 'café'])
  })

  it('waits until a network that comes up has settled', async () => {
    const { clock, world, told } = start(offline, {})
    await clock.advance(5_000)
    world.interfaces = { wlan0: infos('fe80::1234/64') }
    await clock.advance(5_000)
    world.network = { ...home, id: 'half' }
    world.interfaces = { wlan0: infos('192.168.1.20/24', 'fe80::1234/64') }
    await clock.advance(1_400)
    world.network = home
    world.interfaces = { wlan0 }
    await clock.advance(3_000)
    expect(told).toEqual([null, 'home'])
  })

  it('reads a network that flaps all the time, though not each time', async () => {
    const { clock, world, reads } = start()
    for (let second = 0; second < 60; second += 1) {
      world.interfaces = second % 2 === 0 ? { wlan0 } : {}
      await clock.advance(1_000)
    }
    expect(reads()).toBeGreaterThanOrEqual(4)
    expect(reads()).toBeLessThan(12)
  })

  it('takes a gateway that does not answer for the one that it was', async () => {
    const { clock, world, told } = start()
    await clock.advance(1)
    world.network = silent
    await clock.advance(120_000)
    world.network = home
    await clock.advance(120_000)
    expect(told).toEqual(['home'])
  })

  it('tells which network it is as soon as that is known', async () => {
    const { clock, world, told } = start(silent)
    await clock.advance(1)
    world.network = home
    await clock.advance(60_000)
    expect(told).toEqual([null, 'home'])
  })

  it('tells nothing that it read too late', async () => {
    const abort = new AbortController()
    const told: unknown[] = []
    let finish: (network: NetworkIdentity) => void = () => undefined
    const clock = createSteeredClock()
    const watching = watchNetwork({
      clock,
      wallClock: clock.wallClock,
      interfaces: () => ({ wlan0 }),
      read: () => new Promise((resolve) => (finish = resolve)),
      regularMs: 60_000,
      signal: abort.signal,
      onChange: (network) => told.push(network),
    })
    abort.abort()
    finish(home)
    await watching
    expect(told).toEqual([])
  })

  it('leaves no timer, socket or listener after 1,000 changes', async () => {
    const before = process.getActiveResourcesInfo()
    const { clock, abort, world, told, resume, stop } = start()
    await clock.advance(1)
    for (let change = 0; change < 1_000; change += 1) {
      world.network = { ...home, id: `network ${change}` }
      world.interfaces = { wlan0: infos(`10.${change % 200}.1.5/24`) }
      if (change % 3 === 0) resume.forEach((wake) => wake())
      await clock.advance(change % 3 === 0 ? 1_500 : noticedMs)
    }
    expect(told).toHaveLength(1_001)
    const counts = () => [clock.waiting(), getEventListeners(abort.signal, 'abort').length, resume.size]
    expect(counts()).toEqual([1, 1, 1])
    await stop()
    expect(counts()).toEqual([0, 0, 0])
    const after = process.getActiveResourcesInfo()
    const more = (kind: string) => count(after, kind) > count(before, kind)
    expect(after.filter(more)).toEqual([])
  })
})

test.each<[NetworkIdentity, NetworkIdentity, boolean]>([
  [home, home, true],
  [home, cafe, false],
  [home, { ...home, interface: 'eth0', kind: 'wired' }, true],
  [home, silent, true],
  [silent, home, false],
  [home, { ...silent, gateway: '192.168.1.254' }, false],
  [home, offline, false],
  [vpn, offline, false],
  [offline, offline, true],
  [offline, silent, false],
])('after %o, %o is the same: %s', (current, next, isSame) => {
  expect(isSameNetwork(current, next)).toBe(isSame)
})

test('PowerShell is not started once a minute', () => {
  expect(regularReadMs('win32')).toBeGreaterThan(regularReadMs('linux'))
})
