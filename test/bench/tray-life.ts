import process from 'node:process'
import { setFlagsFromString } from 'node:v8'
import { runInNewContext } from 'node:vm'
import { createDesk } from '../../electron/app/desk/desk.ts'
import type { NetworkIdentity } from '../../electron/contract/network.ts'
import { offline } from '../../electron/contract/network.ts'
import { exampleAccount } from '../unit/accounts/example-account.ts'
import { createServices } from '../unit/app/some-services.ts'
import { quietDesktop } from '../fakes/quiet-desktop.ts'

/** What a life in the tray costs the app behind its window: a month in one place, and 1,000 changes of network. */

const days = 30
const dayMs = 24 * 60 * 60_000
const changes = 1_000
const mostGrowthMb = 5
const mostPercent = 0.2

const home: NetworkIdentity = { id: 'home', gateway: '192.168.1.1', interface: 'wlan0', kind: 'wireless' }

async function start() {
  const made = await createServices()
  made.world.accounts = [exampleAccount('hanako')]
  const quit = new AbortController()
  let wakeUps = 0
  let written = 0
  const { clock } = made
  const wait = clock.wait.bind(clock)
  clock.wait = (ms, signal) => {
    wakeUps += 1
    return wait(ms, signal)
  }
  const services = {
    ...made.services,
    // The real one is a file.
    history: {
      ...made.services.history,
      append: () => {
        written += 1
        return Promise.resolve({ ok: true as const, value: undefined })
      },
    },
  }
  const desk = await createDesk({
    services,
    desktop: quietDesktop(),
    quit: quit.signal,
    onBug: (error) => {
      throw error
    },
    onWindowError: () => undefined,
  })
  const running = desk.run()
  return {
    ...made,
    desk,
    wakeUps: () => wakeUps,
    checks: () => written,
    stop: async () => {
      quit.abort()
      await running
      made.close()
    },
  }
}

/** The network never changes. */
async function aMonth(): Promise<boolean> {
  const { clock, world, desk, until, wakeUps, checks, stop } = await start()
  Object.assign(world, { identity: home, weather: 'reset' })
  await until(() => desk.store.current().checked !== null)
  const before = { wakeUps: wakeUps(), checks: checks(), cpu: process.cpuUsage() }
  for (let day = 0; day < days; day += 1) {
    await clock.advance(dayMs)
    await until(() => desk.store.current().checking === null)
  }
  const { user, system } = process.cpuUsage(before.cpu)
  const ms = (user + system) / 1_000
  const percent = (ms / (days * dayMs)) * 100
  const awake = wakeUps() - before.wakeUps
  process.stdout.write(
    `${days} days in one place: ${(ms / 1_000).toFixed(1)} s of CPU (${percent.toFixed(4)} % of a core, the simulated network included), ` +
      `${awake} wake-ups (${(awake / (days * 24 * 60)).toFixed(1)} a minute), ${checks() - before.checks} checks\n`,
  )
  await stop()
  return percent < mostPercent
}

async function manyChanges(): Promise<boolean> {
  const { clock, world, desk, until, checks, stop } = await start()
  const isOver = () => desk.store.current().checking === null
  const come = async (change: number) => {
    const weather = change % 10 === 0 ? 'reset' : change % 10 === 5 ? 'captive' : 'gone'
    const identity = change % 4 === 3 ? offline : { ...home, id: `network ${change % 60}` }
    Object.assign(world, { identity, weather })
    if (weather === 'gone') await clock.advance(6_500)
    else await until(() => desk.store.current().network?.id === identity.id && isOver())
  }
  // Whatever is loaded or filled once is there after these.
  for (let change = 0; change < 100; change += 1) await come(change)
  const before = heap()
  for (let change = 100; change < 100 + changes; change += 1) await come(change)
  const growthMb = (heap() - before) / 1_024 / 1_024
  process.stdout.write(
    `${changes} changes of network, ${checks()} checks: ${growthMb.toFixed(1)} MB more than before (goal: below ${mostGrowthMb}), ` +
      `${clock.waiting()} timers\n`,
  )
  await stop()
  return growthMb < mostGrowthMb
}

function heap(): number {
  setFlagsFromString('--expose-gc')
  const gc = runInNewContext('gc') as () => void
  gc()
  gc()
  return process.memoryUsage().heapUsed
}

export async function benchTrayLife(): Promise<boolean> {
  process.stdout.write('\nLife in the tray\n')
  return [await manyChanges(), await aMonth()].every(Boolean)
}
