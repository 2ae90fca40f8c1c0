import type { InterfaceKind } from '../contract/network.ts'
import { normalMac, normalSuffixes, withoutZone } from './link.ts'

/**
 * Parsers of what macOS's own tools print. The forms are those of the sources and manual pages that Apple publishes:
 * route(8), arp(8) and ndp(8) in network_cmds, scutil(8) in configd (opensource.apple.com), networksetup(8).
 */

/** `route -n get default`; null where there is no default route, or none through this interface. */
export function routeGateway(output: string, name: string): string | null {
  const field = (label: string) => new RegExp(`^\\s*${label}: (\\S+)\\s*$`, 'm').exec(output)?.[1]
  const gateway = field('gateway')
  // "link#12" is an interface without a gateway.
  if (gateway === undefined || field('interface') !== name || !/^[0-9a-f.:]+(%\w+)?$/i.test(gateway))
    return null
  return withoutZone(gateway)
}

/** `arp -n ADDRESS`: "? (192.168.1.1) at 0:1b:d:63:84:45 on en0 ifscope [ethernet]"; "(incomplete)" while unknown. */
export function arpMac(output: string, name: string): string | null {
  const lines = output.split('\n').filter((line) => line.includes(` on ${name} `))
  return (
    lines.map((line) => normalMac(/ at (\S+) on /.exec(line)?.[1] ?? '')).find((mac) => mac !== null) ?? null
  )
}

/** `ndp -an`: columns Neighbor, Linklayer Address, Netif, Expire, … */
export function ndpMac(output: string, gateway: string, name: string): string | null {
  const rows = output.split('\n').map((line) => line.trim().split(/\s+/))
  const row = rows.find(([neighbour = '', , netif]) => netif === name && withoutZone(neighbour) === gateway)
  return normalMac(row?.[1] ?? '')
}

/**
 * `scutil --dns`: the search domains of the first resolver, which is the default one, and the domain itself where that
 * is all it has.
 */
export function scutilSuffixes(output: string): string[] {
  const first = output.split(/^resolver #/m)[1] ?? ''
  const search = [...first.matchAll(/^\s*search domain\[\d+\]\s*: (\S+)/gm)]
  const domain = [...first.matchAll(/^\s*domain\s*: (\S+)/gm)]
  return normalSuffixes((search.length > 0 ? search : domain).map(([, name]) => name ?? ''))
}

/** `networksetup -listallhardwareports`: blocks of "Hardware Port: Wi-Fi" and "Device: en0". */
export function hardwareKind(output: string, name: string): InterfaceKind {
  if (/^(utun|ipsec|ppp|tun|tap|wg)\d/.test(name)) return 'vpn'
  const block = output.split(/\n\s*\n/).find((text) => new RegExp(`^Device: ${name}$`, 'm').test(text))
  const port = /^Hardware Port: (.*)$/m.exec(block ?? '')?.[1] ?? ''
  if (/wi-?fi|airport/i.test(port)) return 'wireless'
  if (/modem|wwan/i.test(port)) return 'mobile'
  return /ethernet|lan/i.test(port) ? 'wired' : 'other'
}
