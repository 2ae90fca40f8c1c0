import { describe, expect, it, onTestFinished } from 'vitest'
import { plainRequest } from '../../../electron/app/check.ts'
import { type Kept, keepChecking } from '../../../electron/app/keep-checking.ts'
import { type NetworkIdentity, offline } from '../../../electron/contract/network.ts'
import { createTranslator } from '../../../electron/text/translator.ts'
import { exampleAccount } from '../accounts/example-account.ts'
import { createServices, request, type Weather } from './some-services.ts'

const minute = 60_000
const home: NetworkIdentity = { id: 'home', gateway: '192.168.1.1', interface: 'wlan0', kind: 'wireless' }
const cafe: NetworkIdentity = { ...home, id: 'café' }

async function start(weather: Weather, everyMs: () => number = () => 15 * minute) {
  const made = await createServices()
  Object.assign(made.world, { identity: home, weather })
  const abort = new AbortController()
  const known: (Kept | null)[] = []
  const story: string[] = []
  const counts = { begun: 0, brokenOff: 0, progress: 0 }
  const kept = keepChecking({
    services: made.services,
    translate: () => createTranslator('en'),
    request: () => ({ ...plainRequest, ...request }),
    everyMs,
    signal: abort.signal,
    onChecking: (accounts) => {
      counts.begun += 1
      story.push(`checking ${accounts.map(({ id }) => id).join(' ')}`.trim())
    },
    onProgress: () => (counts.progress += 1),
    onBrokenOff: () => {
      counts.brokenOff += 1
      story.push('broken off')
    },
    onArrival: ({ id }, remembered) => story.push(`${id}, ${verdictOf(remembered) ?? 'unknown'} before`),
    onKnown: ({ id }, found) => {
      if (known.at(-1) === found && found !== null) return
      known.push(found)
      const line = `${id ?? 'offline'}: ${verdictOf(found) ?? 'nothing to check'}`
      if (story.at(-1) !== line) story.push(line)
    },
  })
  const running = kept.run()
  onTestFinished(async () => {
    abort.abort()
    await running
    made.close()
  })
  /** Puts the computer elsewhere, and lets the watcher notice. */
  const goTo = async (identity: NetworkIdentity, there: Weather) => {
    Object.assign(made.world, { identity, weather: there })
    const before = story.length
    await made.until(() => story.length > before)
  }
  const says = async (line: string) => {
    await made.until(() => story.at(-1) === line)
    return story.splice(0)
  }
  return { ...made, ...kept, known, counts, story, goTo, says }
}

function verdictOf(kept: Kept | null): string | undefined {
  return kept?.outcomes[0].outcome.report.outbound25.verdict
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

describe('coming to a network', () => {
  it('shows at once what an earlier visit showed, and checks all the same', async () => {
    const { clock, says, goTo } = await start('reset')
    expect(await says('home: blocked')).toEqual(['home, unknown before', 'checking', 'home: blocked'])
    await goTo(offline, 'gone')
    await clock.advance(2 * minute)
    await goTo(home, 'reset')
    expect(await says('home: blocked')).toEqual([
      'offline: nothing to check',
      'home, blocked before',
      'checking',
      'home: blocked',
    ])
  })

  it('remembers a network all day, whatever the interval', async () => {
    const { clock, says, goTo } = await start('reset')
    await says('home: blocked')
    await goTo(cafe, 'reset')
    await says('café: blocked')
    await clock.advance(9 * 60 * minute)
    await goTo(home, 'reset')
    expect(await says('home: blocked')).toContain('home, blocked before')
  })

  it('does not check again what comes back unchanged within a minute', async () => {
    const { counts, says, goTo } = await start('reset')
    await says('home: blocked')
    for (let flap = 0; flap < 3; flap += 1) {
      await goTo(offline, 'gone')
      await goTo(home, 'reset')
    }
    expect(counts.begun).toBe(1)
    expect(await says('home: blocked')).not.toContain('home, blocked before')
  })

  it('checks a network that flaps for ten minutes about once a minute', async () => {
    const { clock, counts, says, world } = await start('reset')
    await says('home: blocked')
    for (let flap = 0; flap < 60; flap += 1) {
      Object.assign(world, flap % 2 === 0 ? { identity: offline } : { identity: home })
      await clock.advance(10_000)
    }
    expect(counts.begun).toBeGreaterThan(5)
    expect(counts.begun).toBeLessThanOrEqual(11)
  })

  it('begins no more than three checks a minute on a network that never lasts', async () => {
    const { clock, counts, world, until } = await start('mute')
    await until(() => counts.begun === 1)
    for (let flap = 0; flap < 30; flap += 1) {
      Object.assign(world, { identity: flap % 2 === 0 ? offline : home })
      await clock.advance(8_000)
    }
    // Four minutes.
    expect(counts.begun).toBeGreaterThan(8)
    expect(counts.begun).toBeLessThanOrEqual(5 * 3)
  })

  it('what the person asks for does not wait for that', async () => {
    const { counts, again, until } = await start('mute')
    for (let times = 1; times < 8; times += 1) {
      await until(() => counts.begun === times)
      again()
    }
    await until(() => counts.begun === 8)
  })

  it('remembers nothing of a visit that showed nothing', async () => {
    const { clock, says, goTo } = await start('gone')
    await says('home: offline')
    await goTo(cafe, 'reset')
    await says('café: blocked')
    await clock.advance(2 * minute)
    await goTo(home, 'gone')
    expect(await says('home: offline')).toContain('home, unknown before')
  })

  it('a verdict is remembered for the accounts that it was about', async () => {
    const { clock, says, goTo, world } = await start('reset')
    await says('home: blocked')
    await goTo(cafe, 'reset')
    await says('café: blocked')
    await clock.advance(2 * minute)
    world.accounts = [exampleAccount('hanako')]
    await goTo(home, 'reset')
    expect(await says('home: blocked')).toEqual(['home, unknown before', 'checking hanako', 'home: blocked'])
  })

  it('a remembered verdict stays one where the person stops the check', async () => {
    const { clock, says, goTo, stop, world, counts, until } = await start('reset')
    await says('home: blocked')
    await goTo(offline, 'gone')
    await clock.advance(2 * minute)
    await goTo(home, 'mute')
    await until(() => counts.begun === 2)
    stop()
    expect(await says('broken off')).toEqual([
      'offline: nothing to check',
      'home, blocked before',
      'checking',
      'broken off',
    ])
    world.weather = 'reset'
    await clock.advance(14 * minute)
    expect(counts.begun).toBe(2)
    await says('home: blocked')
  })
})

it('leaves out accounts that are paused; where all are, the network alone is checked', async () => {
  const { says, world, again } = await start('reset')
  await says('home: blocked')
  const [hanako, taro] = [exampleAccount('hanako'), { ...exampleAccount('taro'), paused: true as const }]
  world.accounts = [hanako, taro]
  again()
  expect(await says('home: blocked')).toContain('checking hanako')
  world.accounts = [taro]
  again()
  expect(await says('home: blocked')).toContain('checking')
})

it('looks once a minute whether a network without a way out has one again', async () => {
  const { clock, says, world, counts } = await start('gone')
  await says('home: offline')
  await clock.advance(2 * minute)
  expect(counts.begun).toBe(3)
  world.weather = 'reset'
  await says('home: blocked')
  expect(counts.begun).toBe(4)
})
