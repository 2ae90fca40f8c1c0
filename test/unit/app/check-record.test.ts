import { expect, it, onTestFinished } from 'vitest'
import { check, plainRequest } from '../../../electron/app/check.ts'
import { failed } from '../../../electron/contract/result.ts'
import { HistoryEntry } from '../../../electron/contract/history.ts'
import { offline } from '../../../electron/contract/network.ts'
import { createTranslator } from '../../../electron/text/translator.ts'
import { createServices, request } from './some-services.ts'

const home = { id: 'home', gateway: '192.168.1.1', interface: 'wlan0', kind: 'wireless' } as const
const t = createTranslator('en')

async function start() {
  const made = await createServices()
  onTestFinished(made.close)
  made.world.identity = home
  return made
}

/** Runs a check while time passes. */
async function checked(made: Awaited<ReturnType<typeof start>>, signal = new AbortController().signal) {
  let outcome: Awaited<ReturnType<typeof check>> | undefined
  const running = check({ ...plainRequest, ...request }, made.services, t, signal).then((result) => {
    outcome = result
  })
  await made.until(() => outcome !== undefined)
  await running
  return outcome?.[0]?.report
}

it('a check says which network it was on, and is kept', async () => {
  const made = await start()
  const report = await checked(made)
  expect(report?.network).toMatchObject({ id: 'home', gateway: '192.168.1.1' })
  expect(made.history).toEqual([
    {
      at: report?.startedAt,
      networkId: 'home',
      outbound25: {
        verdict: 'blocked',
        mechanism: 'reset',
        confidence: 'confirmed',
        families: { ipv4: { verdict: 'blocked', mechanism: 'reset' }, ipv6: null },
      },
      servers: [],
    },
  ])
  expect(HistoryEntry.safeParse(made.history[0]).success).toBe(true)
})

it('a network that cannot be read within a second is not waited for, and its reading is ended', async () => {
  const made = await start()
  made.world.weather = 'gone'
  let ended = false
  made.services.readNetwork = (signal) =>
    new Promise((resolve) =>
      signal.addEventListener('abort', () => {
        ended = true
        resolve(offline)
      }),
    )
  const begun = made.clock.now()
  const report = await checked(made)
  expect(report?.network).toMatchObject({ id: null, gateway: null })
  expect(made.clock.now() - begun).toBeLessThanOrEqual(1_050)
  expect(ended).toBe(true)
  expect(made.clock.waiting()).toBe(0)
})

it('a history that cannot be written fails no check', async () => {
  const made = await start()
  made.services.history.append = () =>
    Promise.resolve(failed({ kind: 'settings-disk-full', file: 'history' }))
  expect((await checked(made))?.outbound25.verdict).toBe('blocked')
})

it('an interrupted check is not kept', async () => {
  const made = await start()
  made.world.weather = 'mute'
  const abort = new AbortController()
  const running = check({ ...plainRequest, ...request }, made.services, t, abort.signal)
  await made.clock.advance(500)
  abort.abort()
  expect(await running).toBeNull()
  expect(made.history).toEqual([])
})
