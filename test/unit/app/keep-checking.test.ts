import { expect, it, onTestFinished } from 'vitest'
import { plainRequest } from '../../../electron/app/check.ts'
import { type Kept, keepChecking } from '../../../electron/app/keep-checking.ts'
import type { NetworkIdentity } from '../../../electron/contract/network.ts'
import { createTranslator } from '../../../electron/text/translator.ts'
import { createServices, request, type Weather } from './some-services.ts'

const minute = 60_000
const home: NetworkIdentity = { id: 'home', gateway: '192.168.1.1', interface: 'wlan0', kind: 'wireless' }

async function start(weather: Weather, everyMs: () => number = () => 15 * minute) {
  const made = await createServices()
  Object.assign(made.world, { identity: home, weather })
  const abort = new AbortController()
  const known: (Kept | null)[] = []
  const counts = { begun: 0, brokenOff: 0, progress: 0 }
  const kept = keepChecking({
    services: made.services,
    translate: () => createTranslator('en'),
    request: () => ({ ...plainRequest, ...request }),
    everyMs,
    signal: abort.signal,
    onChecking: () => (counts.begun += 1),
    onProgress: () => (counts.progress += 1),
    onBrokenOff: () => (counts.brokenOff += 1),
    onKnown: (_, found) => {
      if (known.at(-1) !== found || found === null) known.push(found)
    },
  })
  const running = kept.run()
  onTestFinished(async () => {
    abort.abort()
    await running
    made.close()
  })
  return { ...made, ...kept, known, counts }
}

it('checks again at once when the person asks, whatever is known', async () => {
  const { known, again, until, counts } = await start('reset')
  await until(() => known.length === 1)
  again()
  await until(() => known.length === 2)
  expect(counts.begun).toBe(2)
  expect(counts.progress).toBeGreaterThan(2)
})

it('a check that is asked for during a check begins anew', async () => {
  const { known, again, until, counts, world } = await start('mute')
  await until(() => counts.begun === 1)
  world.weather = 'reset'
  again()
  await until(() => known.length === 1)
  expect(counts).toMatchObject({ begun: 2, brokenOff: 1 })
})

it('a check that the person stops comes back only in its time', async () => {
  const { clock, known, stop, until, counts, world } = await start('mute')
  await until(() => counts.begun === 1)
  stop()
  await until(() => counts.brokenOff === 1)
  world.weather = 'reset'
  await clock.advance(14 * minute)
  expect(counts.begun).toBe(1)
  await until(() => known.length === 1)
  expect(counts.begun).toBe(2)
})

it('stopping when nothing runs changes nothing', async () => {
  const { known, stop, again, until, counts } = await start('reset')
  await until(() => known.length === 1)
  stop()
  again()
  await until(() => known.length === 2)
  expect(counts).toMatchObject({ begun: 2, brokenOff: 0 })
})

it('checks as often as the person wants', async () => {
  let every = 60 * minute
  const { clock, known, until, counts } = await start('reset', () => every)
  await until(() => known.length === 1)
  await clock.advance(50 * minute)
  expect(counts.begun).toBe(1)
  every = 15 * minute
  await until(() => counts.begun === 2)
})
