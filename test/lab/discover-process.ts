import { text } from 'node:stream/consumers'
import { discoverSettings } from '../../electron/app/discover.ts'
import type { Discovery } from '../../electron/contract/discovery.ts'
import { systemClock } from '../../electron/net/clock.ts'
import { dial } from '../../electron/net/dial.ts'
import { createResolver } from '../../electron/net/resolve.ts'

/** Finds settings on the client as a program does that runs already, and prints what it found and how long that took. */
export type DiscoverRequest = { addresses: readonly string[]; atOnce: number }
export type TimedDiscovery = { address: string; ms: number; discovery: Discovery }

const { addresses, atOnce } = JSON.parse(await text(process.stdin)) as DiscoverRequest
const network = { dial, resolver: createResolver(), clock: systemClock }
const waiting = addresses.entries()
const answers: TimedDiscovery[] = []

async function findNext(): Promise<void> {
  for (const [index, address] of waiting) {
    const begun = performance.now()
    const found = await discoverSettings(address, { network }, new AbortController().signal, () => undefined)
    if (!found.ok) throw new Error(`${address}: ${found.error.kind}`)
    answers[index] = { address, ms: performance.now() - begun, discovery: found.value }
  }
}

await Promise.all(Array.from({ length: atOnce }, findNext))
process.stdout.write(JSON.stringify(answers))
