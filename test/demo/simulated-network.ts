import { systemClock } from '../../electron/net/clock.ts'
import type { Network } from '../../electron/net/connect.ts'
import { dial, type Endpoint } from '../../electron/net/dial.ts'
import type { Address } from '../../electron/net/resolve.ts'

/** The demo's internet: documentation addresses (RFC 5737, RFC 3849) behind a network that drops port 25. */
const hosts: Record<string, string> = {
  'mail.tanaka.example': '203.0.113.25',
  'mx.alpha.example': '198.51.100.10',
  'mx.bravo.example': '198.51.100.20',
  'mx.charlie.example': '198.51.100.30',
  'submission.delta.example': '198.51.100.40',
}

export const references = ['mx.alpha.example', 'mx.bravo.example', 'mx.charlie.example'] as const
export const controls = [587, 465, 443].map((port) => ({ host: 'submission.delta.example', port }))

export type MappedPorts = Readonly<Partial<Record<number, number>>>

/**
 * A network in which nothing leaves this computer: port 25 gets no answer from anywhere, other ports of the hosts above
 * are mapped to ports of 127.0.0.1, and everything else is silent.
 */
export function createSimulatedNetwork(ports: MappedPorts): Network {
  const silence = (signal: AbortSignal): ReturnType<typeof dial> =>
    new Promise((resolve) => {
      const onAbort = () => resolve({ kind: 'aborted', ms: 0 })
      if (signal.aborted) onAbort()
      else signal.addEventListener('abort', onAbort, { once: true })
    })
  return {
    clock: systemClock,
    dial: ({ address, port }: Endpoint, signal) => {
      const mapped = Object.values(hosts).includes(address) ? ports[port] : undefined
      if (port === 25 || mapped === undefined) return silence(signal)
      return dial({ address: '127.0.0.1', family: 4, port: mapped }, signal)
    },
    resolver: {
      addresses: (host) => {
        const address = hosts[host]
        const found: Address[] = address === undefined ? [] : [{ address, family: 4 }]
        return Promise.resolve(
          found.length > 0 ? { kind: 'found', addresses: found } : { kind: 'no-such-host' },
        )
      },
      mx: () => Promise.resolve({ kind: 'none' }),
      srv: () => Promise.resolve([]),
      txt: () => Promise.resolve([]),
    },
  }
}
