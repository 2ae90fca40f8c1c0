import { getEventListeners } from 'node:events'
import { expect, onTestFinished, test } from 'vitest'
import { createDesk } from '../../../../electron/app/desk/desk.ts'
import { account, home } from './desk-world.ts'
import { createServices } from '../some-services.ts'
import { quietDesktop } from '../../../fakes/quiet-desktop.ts'

/** What a desk that has come to rest holds on to. */
function heldBy(quit: AbortSignal, waiting: number) {
  const resources = process.getActiveResourcesInfo()
  const count = (kind: string) => resources.filter((one) => one === kind).length
  return {
    sockets: count('TCPSocketWrap'),
    connecting: count('TCPConnectWrap'),
    servers: count('TCPServerWrap'),
    waiting,
    onQuit: getEventListeners(quit, 'abort').length,
    onProcess: process.eventNames().map((name) => process.listenerCount(name)),
  }
}

test('100 changes of network with real connections, every fourth in the middle of a check: nothing is left', async () => {
  const { clock, world, services, until, close } = await createServices()
  onTestFinished(close)
  Object.assign(world, { accounts: [account], identity: home })
  const quit = new AbortController()
  const bugs: unknown[] = []
  const desk = await createDesk({
    services,
    desktop: quietDesktop(),
    quit: quit.signal,
    onBug: (error) => bugs.push(error),
    onWindowError: () => undefined,
  })
  const running = desk.run()
  const state = desk.store.current
  const isThere = () => state().network?.id === world.identity.id
  const isOver = () =>
    isThere() && state().checking === null && state().checked !== null && !state().remembered
  let brokenOff = 0
  const come = async (change: number) => {
    const isLeftEarly = change % 4 === 0
    world.identity = { ...home, id: `network ${change}` }
    world.weather = isLeftEarly ? 'reset' : ((['reset', 'captive', 'gone'] as const)[change % 3] ?? 'reset')
    await until(isLeftEarly ? () => isThere() && state().checking !== null : isOver)
    if (isLeftEarly) brokenOff += 1
  }
  const held = () => heldBy(quit.signal, clock.waiting())

  // What is loaded and filled once is there after these.
  for (let change = 0; change < 10; change += 1) await come(change)
  await expect.poll(() => held().sockets).toBe(0)
  const before = held()
  for (let change = 10; change < 110; change += 1) await come(change)
  await expect.poll(held, { timeout: 15_000 }).toEqual(before)
  expect(brokenOff).toBe(28)

  quit.abort()
  await running
  expect([bugs, clock.waiting(), getEventListeners(quit.signal, 'abort').length]).toEqual([[], 0, 0])
}, 120_000)
