import type { Socket } from 'node:net'
import type { ConnectFailure } from '../contract/failures.ts'
import type { Clock } from './clock.ts'
import type { Dial, DialResult } from './dial.ts'
import type { Address, NameResolver } from './resolve.ts'

/** The network as a parameter: the real one, or a simulated one in the demo and in tests. */
export type Network = { dial: Dial; resolver: NameResolver; clock: Clock }

export type Connection = { kind: 'connected'; socket: Socket; address: string } | ConnectFailure

/** The pause before the next address is tried beside the one that has not answered (RFC 8305, 5). */
const attemptDelayMs = 250

/**
 * Connects to a host name by Happy Eyeballs (RFC 8305) over literal addresses: name, TCP and the race of both
 * families under the one `signal`. An abort counts as timed out.
 */
export async function connectTo(
  host: string,
  port: number,
  network: Network,
  signal: AbortSignal,
): Promise<Connection> {
  const resolved = await network.resolver.addresses(host, signal)
  switch (resolved.kind) {
    case 'no-such-host':
      return { kind: 'no-such-host', host }
    case 'dns-failed':
      return { kind: 'dns-failed', host, code: resolved.code }
    case 'found':
      return race(host, port, interleaved(resolved.addresses), network, signal)
  }
}

/** IPv6, IPv4, IPv6, … (RFC 8305, 4). */
function interleaved(addresses: readonly Address[]): Address[] {
  const six = addresses.filter(({ family }) => family === 6)
  const four = addresses.filter(({ family }) => family === 4)
  return Array.from({ length: Math.max(six.length, four.length) }, (_, i) => [six[i], four[i]])
    .flat()
    .filter((address) => address !== undefined)
}

async function race(
  host: string,
  port: number,
  addresses: readonly Address[],
  network: Network,
  signal: AbortSignal,
): Promise<Connection> {
  const stop = new AbortController()
  const stopped = AbortSignal.any([signal, stop.signal])
  let last: DialResult | undefined
  let winner: { socket: Socket; address: string } | undefined
  // Each attempt starts when its turn comes, or at once when every earlier one has failed.
  const attempts: Promise<void>[] = []
  for (const { address, family } of addresses) {
    if (stopped.aborted) break
    const attempt = network.dial({ address, family, port }, stopped).then((result) => {
      if (result.kind !== 'connected') last = result.kind === 'aborted' ? last : result
      else if (winner === undefined) {
        winner = { socket: result.socket, address }
        stop.abort()
      } else result.socket.destroy()
    })
    attempts.push(attempt)
    await Promise.race([attempt, network.clock.wait(attemptDelayMs, stopped)])
  }
  await Promise.all(attempts)
  if (winner !== undefined) return { kind: 'connected', ...winner }
  return failure(host, port, last)
}

function failure(host: string, port: number, last: DialResult | undefined): ConnectFailure {
  switch (last?.kind) {
    case 'refused':
      return { kind: 'refused', host, port }
    case 'unreachable':
    case 'local-error':
    case 'reset':
      return { kind: 'unreachable', host, port, code: last.code }
    case 'timed-out':
    case 'aborted':
    case 'connected':
    case undefined:
      return { kind: 'timed-out', host, port }
  }
}
