import type { InterfaceKind } from '../contract/network.ts'
import { normalMac, normalSuffixes } from './link.ts'

/** Parsers of the kernel's tables: proc(5), Documentation/networking/proc_net_*.rst, sysfs-class-net, resolv.conf(5). */

/** RTF_GATEWAY of linux/route.h. */
const gatewayFlag = 0x2

/**
 * The gateway of an interface's default route in /proc/net/route, the one with the lowest metric. OpenVPN's two halves,
 * 0.0.0.0/1 and 128.0.0.0/1, count as a default route.
 */
export function ipv4Gateway(table: string, name: string): string | null {
  const defaults = rows(table)
    .slice(1)
    .filter(([its, destination = '', , flags = '', , , , mask = '']) => {
      const isDefault = destination === '00000000' && (mask === '00000000' || mask === '00000080')
      return its === name && isDefault && (parseInt(flags, 16) & gatewayFlag) !== 0
    })
    .sort((a, b) => Number(a[6]) - Number(b[6]))
  const hex = defaults[0]?.[2]
  if (hex === undefined || !/^[0-9a-f]{8}$/i.test(hex)) return null
  // In the byte order of the machine: little-endian wherever Postern runs.
  return [6, 4, 2, 0].map((at) => parseInt(hex.slice(at, at + 2), 16)).join('.')
}

/** The same of /proc/net/ipv6_route, which has no head line. */
export function ipv6Gateway(table: string, name: string): string | null {
  const defaults = rows(table)
    .filter(([destination = '', length, , , , , , , flags = '', its]) => {
      const isDefault = /^0{32}$/.test(destination) && length === '00'
      return its === name && isDefault && (parseInt(flags, 16) & gatewayFlag) !== 0
    })
    .sort((a, b) => parseInt(a[5] ?? '', 16) - parseInt(b[5] ?? '', 16))
  const hex = defaults[0]?.[4]
  if (hex === undefined || !/^[0-9a-f]{32}$/i.test(hex)) return null
  // The URL parser writes addresses in the one form of RFC 5952.
  return new URL(`http://[${hex.replace(/(.{4})(?!$)/g, '$1:')}]`).hostname.slice(1, -1)
}

/** The MAC address of a neighbour in /proc/net/arp; null while it is not resolved (no ATF_COM in the flags). */
export function arpMac(table: string, address: string, name: string): string | null {
  const row = rows(table).find((columns) => columns[0] === address && columns[5] === name)
  const complete = (parseInt(row?.[2] ?? '0', 16) & 0x2) !== 0
  return complete ? normalMac(row?.[3] ?? '') : null
}

/** The MAC address in what `ip -6 neigh show` (ip-neighbour(8)) says of one neighbour. */
export function neighbourMac(output: string): string | null {
  return normalMac(/\blladdr (\S+)/.exec(output)?.[1] ?? '')
}

/** `search` and `domain` of resolv.conf(5): the last line of either wins. */
export function resolvConfSuffixes(text: string): string[] {
  const lines = rows(text).filter(([keyword]) => keyword === 'search' || keyword === 'domain')
  const [, ...names] = lines.at(-1) ?? []
  // systemd-resolved and resolvconf write "." for none.
  return normalSuffixes(names)
}

/** `type` is /sys/class/net/NAME/type (linux/if_arp.h), `uevent` the file beside it. */
export function interfaceKind(type: string, uevent: string, wireless: boolean): InterfaceKind {
  const device = /^DEVTYPE=(.*)$/m.exec(uevent)?.[1]
  if (wireless || device === 'wlan') return 'wireless'
  if (device === 'wwan') return 'mobile'
  switch (type.trim()) {
    case '1':
      return 'wired'
    // ARPHRD_NONE: tun and WireGuard; tunnels of the kernel: IPIP, IPv6, SIT, GRE.
    case '65534':
    case '768':
    case '769':
    case '776':
    case '778':
      return 'vpn'
    default:
      return 'other'
  }
}

function rows(table: string): string[][] {
  return table
    .split('\n')
    .map((line) => line.trim().split(/\s+/))
    .filter(([first]) => first !== '')
}
