import { access, readFile } from 'node:fs/promises'
import type { ReadLink } from './link.ts'
import {
  arpMac,
  interfaceKind,
  ipv4Gateway,
  ipv6Gateway,
  neighbourMac,
  resolvConfSuffixes,
} from './linux-tables.ts'
import { runCommand } from '../system/run-command.ts'

/** Reads files of the kernel; a program runs only where IPv6 is all there is, for its neighbours are in no file. */
export const readLinuxLink: ReadLink = async (label, family, signal) => {
  // getifaddrs(3) gives labels such as eth0:1 where an interface has several addresses.
  const name = label.replace(/:.*$/, '')
  const device = `/sys/class/net/${name}`
  const [routes, resolvConf, type, uevent, ...wireless] = await Promise.all([
    read(family === 4 ? '/proc/net/route' : '/proc/net/ipv6_route'),
    read('/etc/resolv.conf'),
    read(`${device}/type`),
    read(`${device}/uevent`),
    exists(`${device}/phy80211`),
    exists(`${device}/wireless`),
  ])
  const gateway = family === 4 ? ipv4Gateway(routes, name) : ipv6Gateway(routes, name)
  return {
    kind: interfaceKind(type, uevent, wireless.includes(true)),
    gateway,
    gatewayMac: gateway === null ? null : await macOf(gateway, name, signal),
    suffixes: resolvConfSuffixes(resolvConf),
  }
}

async function macOf(gateway: string, name: string, signal: AbortSignal): Promise<string | null> {
  if (!gateway.includes(':')) return arpMac(await read('/proc/net/arp'), gateway, name)
  return neighbourMac(
    await runCommand('/sbin/ip', ['-6', 'neigh', 'show', 'to', gateway, 'dev', name], signal),
  )
}

async function read(file: string): Promise<string> {
  try {
    return await readFile(file, 'utf8')
  } catch {
    return '' // no such table on this computer, or no such interface any more
  }
}

async function exists(file: string): Promise<boolean> {
  return access(file).then(
    () => true,
    () => false,
  )
}
