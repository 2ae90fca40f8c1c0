import type { Socket } from 'node:net'
import process from 'node:process'
import { announcedByAutoconfig } from '../../../electron/discovery/announced-by-autoconfig.ts'
import type { Announcement } from '../../../electron/discovery/announcement.ts'
import { systemClock } from '../../../electron/net/clock.ts'
import { dial } from '../../../electron/net/dial.ts'
import type { ResolveResult } from '../../../electron/net/resolve.ts'

/**
 * Looks for autoconfig in a process that trusts NODE_EXTRA_CA_CERTS, which Node reads at its start only. Names have the
 * addresses that the test gives; behind each address is a port of this computer.
 */
export type AutoconfigQuestion = {
  domain: string
  /** A name that is not here does not exist. */
  hosts: Record<string, { address: string; port: number }>
  /** Abort after the first connection. */
  abort?: boolean
}
export type AutoconfigAnswer = {
  announcement: Announcement
  /** Addresses that were connected to. */
  dialled: string[]
  /** Sockets that were left open. */
  open: number
}

process.on('message', (question: AutoconfigQuestion) => {
  void answer(question).then((result) => process.send?.(result))
})

async function answer({ domain, hosts, abort = false }: AutoconfigQuestion): Promise<AutoconfigAnswer> {
  const dialled: string[] = []
  const sockets: Socket[] = []
  const interrupt = new AbortController()
  const announcement = await announcedByAutoconfig(
    domain,
    {
      clock: systemClock,
      dial: async (to, signal) => {
        dialled.push(to.address)
        const port = Object.values(hosts).find(({ address }) => address === to.address)?.port ?? 1
        const result = await dial({ address: '127.0.0.1', family: 4, port }, signal)
        if (result.kind === 'connected') sockets.push(result.socket)
        if (abort) interrupt.abort()
        return result
      },
      resolver: {
        addresses: (host): Promise<ResolveResult> => {
          const literal = /^[\d.]+$|:/.test(host) ? host : undefined
          const address = literal ?? hosts[host]?.address
          return Promise.resolve(
            address === undefined
              ? { kind: 'no-such-host' }
              : { kind: 'found', addresses: [{ address, family: address.includes(':') ? 6 : 4 }] },
          )
        },
        mx: () => Promise.resolve({ kind: 'none' }),
        srv: () => Promise.resolve([]),
        txt: () => Promise.resolve([]),
      },
    },
    interrupt.signal,
  )
  return { announcement, dialled, open: sockets.filter((socket) => !socket.destroyed).length }
}
