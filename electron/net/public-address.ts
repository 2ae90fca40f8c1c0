import { BlockList } from 'node:net'
import type { Address } from './resolve.ts'

const notPublic = new BlockList()
for (const [network, prefix] of [
  ['0.0.0.0', 8],
  ['10.0.0.0', 8],
  ['100.64.0.0', 10],
  ['127.0.0.0', 8],
  ['169.254.0.0', 16],
  ['172.16.0.0', 12],
  ['192.168.0.0', 16],
  ['224.0.0.0', 3],
] as const) {
  notPublic.addSubnet(network, prefix, 'ipv4')
}
for (const [network, prefix] of [
  ['::', 127],
  ['fc00::', 7],
  ['fe80::', 10],
  ['ff00::', 8],
] as const) {
  notPublic.addSubnet(network, prefix, 'ipv6')
}

/** Not loopback, private (RFC 1918), shared (RFC 6598), link-local, unique-local (RFC 4193) or multicast: the way there leaves this network. */
export function isPublic({ address, family }: Address): boolean {
  return !notPublic.check(address, family === 4 ? 'ipv4' : 'ipv6')
}
