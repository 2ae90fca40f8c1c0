import dgram from 'node:dgram'
import type { Family } from '../contract/check.ts'

/** An address of that family that belongs to nobody (RFC 5737, RFC 3849). */
const somewhere = { 4: '192.0.2.1', 6: '2001:db8:ffff::1' } as const

/**
 * Whether this computer would know where to send a packet of that family. Connecting a UDP socket asks the routing
 * table and sends nothing.
 */
export function hasRoute(family: Family): Promise<boolean> {
  return new Promise((resolve) => {
    const socket = dgram.createSocket(family === 4 ? 'udp4' : 'udp6')
    const settle = (routed: boolean) => {
      socket.close()
      resolve(routed)
    }
    socket.once('error', () => settle(false))
    socket.connect(9, somewhere[family], () => {
      const { address } = socket.address()
      settle(!/^(fe80:|::1$|127\.)/i.test(address))
    })
  })
}
