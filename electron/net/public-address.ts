import { BlockList } from 'node:net'
import type { Address } from './resolve.ts'

const privateIPv4 = [
  ['0.0.0.0', 8],
  ['10.0.0.0', 8],
  ['100.64.0.0', 10],
  ['127.0.0.0', 8],
  ['169.254.0.0', 16],
  ['172.16.0.0', 12],
  ['192.168.0.0', 16],
  ['224.0.0.0', 3],
] as const

const notPublic = new BlockList()
for (const [network, prefix] of privateIPv4) {
  notPublic.addSubnet(network, prefix, 'ipv4')
  // The same inside NAT64 (RFC 6052), 6to4 (RFC 3056) and the old IPv4-compatible addresses (RFC 4291, 2.5.5.1).
  const [a, b, c, d] = network.split('.').map((part) => Number(part).toString(16).padStart(2, '0'))
  const inside = `${a ?? ''}${b ?? ''}:${c ?? ''}${d ?? ''}`
  notPublic.addSubnet(`64:ff9b::${inside}`, 96 + prefix, 'ipv6')
  notPublic.addSubnet(`2002:${inside}::`, 16 + prefix, 'ipv6')
  notPublic.addSubnet(`::${inside}`, 96 + prefix, 'ipv6')
}
for (const [network, prefix] of [
  ['::', 127],
  ['fc00::', 7],
  ['fe80::', 10],
  ['fec0::', 10],
  ['ff00::', 8],
] as const) {
  notPublic.addSubnet(network, prefix, 'ipv6')
}

/** Not loopback, private (RFC 1918), shared (RFC 6598), link-local, unique-local (RFC 4193) or multicast: the way there leaves this network. */
export function isPublic({ address, family }: Address): boolean {
  return !notPublic.check(address, family === 4 ? 'ipv4' : 'ipv6')
}
