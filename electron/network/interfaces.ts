import type { NetworkInterfaceInfo } from 'node:os'
import { isPublic } from '../net/public-address.ts'

/** What os.networkInterfaces() gives. */
export type Interfaces = NodeJS.Dict<NetworkInterfaceInfo[]>

/**
 * Adapters of container and virtual machine software, bridges and Apple's peer-to-peer links: they come and go without
 * anything changing on the way to the internet.
 */
const virtualAdapter =
  /^(lo\d*|docker.*|br\d.*|br-.*|bridge\d.*|virbr.*|veth.*|vnet\d.*|vmnet\d.*|vboxnet.*|vmenet.*|lxcbr.*|lxdbr.*|cni.*|flannel.*|cali.*|podman.*|dummy.*|ifb\d.*|awdl\d|llw\d|anpi\d|ap\d|gif\d|stf\d)$|virtualbox|vmware|vethernet|host-only/i

/** The name of the interface that has this address. */
export function interfaceOf(interfaces: Interfaces, address: string | null): string | null {
  if (address === null) return null
  const [name] =
    Object.entries(interfaces).find(([, infos]) => infos?.some((info) => info.address === address)) ?? []
  return name ?? null
}

/** The public /64 prefixes of an interface, in order. Privacy addresses (RFC 8981) change below them. */
export function publicPrefixes(interfaces: Interfaces, name: string): string[] {
  const six = (interfaces[name] ?? []).filter(({ family }) => family === 'IPv6')
  const seen = six.filter(({ address }) => isPublic({ address, family: 6 }))
  return [...new Set(seen.map(({ address }) => prefix64(address)))].sort()
}

/** The network part of the interface's first IPv4 address, such as 10.8.0.0/24; null without one. */
export function ipv4Network(interfaces: Interfaces, name: string): string | null {
  const [info] = (interfaces[name] ?? []).filter(({ family }) => family === 'IPv4')
  if (info === undefined) return null
  const mask = info.netmask.split('.').map(Number)
  const bits = mask.reduce((sum, byte) => sum + byte.toString(2).replaceAll('0', '').length, 0)
  const network = info.address.split('.').map((byte, index) => Number(byte) & (mask[index] ?? 0))
  return `${network.join('.')}/${bits}`
}

/**
 * All that a look at the interfaces tells about a change of network, as one string. `counting` is the interface of the
 * default route, which counts whatever its name is.
 */
export function fingerprint(interfaces: Interfaces, counting: string | null): string {
  return Object.entries(interfaces)
    .filter(([name]) => name === counting || !virtualAdapter.test(name))
    .map(([name, infos = []]) => {
      const outside = infos.filter(({ internal }) => !internal)
      const seen = outside.map(({ address, family }) => (family === 'IPv6' ? prefix64(address) : address))
      return `${name} ${[...new Set(seen)].sort().join(' ')}`
    })
    .sort()
    .join('\n')
}

/** The first 64 bits, to which RFC 7421 holds nearly every network, whatever length DHCPv6 gives. */
function prefix64(address: string): string {
  const [head = '', tail] = address.split('::')
  const before = head === '' ? [] : head.split(':')
  const after = tail === undefined || tail === '' ? [] : tail.split(':')
  const zeros = tail === undefined ? 0 : 8 - before.length - after.length
  const groups = [...before, ...Array<string>(Math.max(0, zeros)).fill('0'), ...after]
  return `${groups
    .slice(0, 4)
    .map((group) => group.toLowerCase().replace(/^0+(?=.)/, ''))
    .join(':')}::/64`
}
