import { mkdtemp, readFile, rm } from 'node:fs/promises'
import { networkInterfaces, tmpdir } from 'node:os'
import path from 'node:path'
import process from 'node:process'
import { type Clock, systemClock } from '../../electron/net/clock.ts'
import { createNetworkReader } from '../../electron/network/read-network.ts'
import { regularReadMs, watchNetwork } from '../../electron/network/watch-network.ts'

/** What watching an idle network costs: 30 days whose pauses are left out, and then a real minute. */

const mostPercent = 0.2
const minuteMs = 60_000
const days = 30
const dayMs = 24 * 60 * minuteMs

type Cost = { ownMs: number; childrenMs: number; wakeUps: number; reads: number; changes: number }

async function watchFor(ms: number, clock: Clock, wallClock: () => number, saltFile: string): Promise<Cost> {
  const abort = new AbortController()
  const cost: Cost = { ownMs: 0, childrenMs: 0, wakeUps: 0, reads: 0, changes: 0 }
  const read = createNetworkReader({ platform: process.platform, saltFile, clock })
  // The first reading makes the salt and loads what is loaded once.
  await read(abort.signal)
  const counting: Clock = {
    now: () => clock.now(),
    wait: async (pauseMs, signal) => {
      cost.wakeUps += 1
      await clock.wait(pauseMs, signal)
      if (clock.now() >= endsAt) abort.abort()
    },
  }
  const endsAt = clock.now() + ms
  const before = { own: process.cpuUsage(), children: await childrenMs() }
  await watchNetwork({
    clock: counting,
    wallClock,
    interfaces: networkInterfaces,
    read: (signal) => {
      cost.reads += 1
      return read(signal)
    },
    regularMs: regularReadMs(process.platform),
    signal: abort.signal,
    onChange: () => (cost.changes += 1),
  })
  const { user, system } = process.cpuUsage(before.own)
  return { ...cost, ownMs: (user + system) / 1_000, childrenMs: (await childrenMs()) - before.children }
}

/** Time passes at once. */
function leapingClock(): Clock {
  let time = 0
  return {
    now: () => time,
    wait: (ms) => {
      time += ms
      return new Promise((resolve) => setImmediate(resolve))
    },
  }
}

/** CPU time of ended child processes: cutime and cstime of proc(5), in ticks of 10 ms. Not known elsewhere. */
async function childrenMs(): Promise<number> {
  if (process.platform !== 'linux') return 0
  const stat = await readFile('/proc/self/stat', 'utf8')
  const fields = stat.slice(stat.lastIndexOf(')') + 2).split(' ')
  return (Number(fields[13]) + Number(fields[14])) * 10
}

function tell(what: string, ms: number, cost: Cost): boolean {
  const percent = ((cost.ownMs + cost.childrenMs) / ms) * 100
  process.stdout.write(
    `${what}: ${percent.toFixed(3)} % of a core (${cost.ownMs.toFixed(0)} ms, programs ${cost.childrenMs} ms), ${cost.wakeUps} wake-ups, ${cost.reads} readings, ${cost.changes - 1} changes${percent < mostPercent ? '' : '  TOO MUCH'}\n`,
  )
  return percent < mostPercent
}

export async function benchIdleWatch(): Promise<boolean> {
  const folder = await mkdtemp(path.join(tmpdir(), 'postern-bench-'))
  const saltFile = path.join(folder, 'network-salt')
  try {
    process.stdout.write('\nWatching an idle network\n')
    const leaping = leapingClock()
    const month = await watchFor(days * dayMs, leaping, () => leaping.now(), saltFile)
    const minute = await watchFor(minuteMs, systemClock, Date.now, saltFile)
    return [
      tell(`${days} simulated days`, days * dayMs, month),
      tell('a real minute', minuteMs, minute),
    ].every(Boolean)
  } finally {
    await rm(folder, { recursive: true, force: true })
  }
}
