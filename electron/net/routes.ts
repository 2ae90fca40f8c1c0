import dgram from 'node:dgram'
import type { Family } from '../contract/check.ts'

/** An address of that family that belongs to nobody (RFC 5737, RFC 3849). */
const somewhere = { 4: '192.0.2.1', 6: '2001:db8:ffff::1' } as const
/** The discard protocol (RFC 863). */
const discardPort = 9

/** Whether this computer would know where to send a packet of that family. */
export async function hasRoute(family: Family): Promise<boolean> {
  return (await localAddress(family)) !== null
}

/**
 * The address of this computer that a packet to the internet would leave from; null without a route. Connecting a UDP
 * socket asks the routing table, policy routing included, and sends nothing.
 */
export function localAddress(family: Family): Promise<string | null> {
  return new Promise((resolve) => {
    const socket = dgram.createSocket(family === 4 ? 'udp4' : 'udp6')
    const settle = (address: string | null) => {
      socket.close()
      resolve(address)
    }
    socket.once('error', () => settle(null))
    socket.connect(discardPort, somewhere[family], () => {
      const { address } = socket.address()
      settle(/^(fe80:|::1$|127\.)/i.test(address) ? null : address)
    })
  })
}

/** Sends an empty datagram to a neighbour, which makes the system look its MAC address up (RFC 826, RFC 4861). */
export function wakeNeighbour(address: string): Promise<void> {
  return new Promise((resolve) => {
    const socket = dgram.createSocket(address.includes(':') ? 'udp6' : 'udp4')
    const settle = () => {
      socket.close()
      resolve()
    }
    socket.once('error', settle)
    socket.send('', discardPort, address, settle)
  })
}
