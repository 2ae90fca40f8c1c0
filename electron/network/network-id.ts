import { createHash } from 'node:crypto'
import type { Link } from './link.ts'

export type NetworkFacts = Link & {
  /** Public IPv6 /64 prefixes, sorted. */
  prefixes: readonly string[]
  /** The network of the local IPv4 address: what stands for the gateway where there is none. */
  ipv4Network: string | null
}

/**
 * A name for the network that says nothing about it to anybody without the salt: SHA-256 of the gateway's address and
 * MAC, the DNS suffixes and the IPv6 prefixes. No SSID: systems keep it to themselves or behind a permission.
 * Null while the gateway's MAC is not known: 192.168.1.1 alone would be half of the world's homes.
 */
export function networkId(facts: NetworkFacts, salt: Uint8Array): string | null {
  const { gateway, gatewayMac, suffixes, prefixes, ipv4Network } = facts
  if (lacksMac(facts)) return null
  const parts = [gateway ?? ipv4Network, gatewayMac, suffixes, prefixes]
  return createHash('sha256').update(salt).update(JSON.stringify(parts)).digest('hex')
}

/** Whether the gateway must have a MAC address and it has not been seen. Tunnels and mobile links have none. */
export function lacksMac({ kind, gateway, gatewayMac }: Link): boolean {
  return gateway !== null && gatewayMac === null && kind !== 'vpn' && kind !== 'mobile'
}
