import { networkInterfaces } from 'node:os'
import { type NetworkIdentity, offline } from '../contract/network.ts'
import type { Clock } from '../net/clock.ts'
import { localAddress, wakeNeighbour } from '../net/routes.ts'
import { interfaceOf, ipv4Network, publicPrefixes } from './interfaces.ts'
import type { ReadLink } from './link.ts'
import { readLinuxLink } from './linux.ts'
import { readMacosLink } from './macos.ts'
import { lacksMac, networkId } from './network-id.ts'
import { loadSalt } from './salt.ts'
import { readWindowsLink } from './windows.ts'

/** Which network this is, now. What cannot be read is null; all is null when there is no way out. */
export type ReadNetwork = (signal: AbortSignal) => Promise<NetworkIdentity>

/** How often, and after how long, to look again for the MAC of a gateway that was just asked for it. Milliseconds. */
const macLooks = [50, 150, 400] as const

export type NetworkReaderOptions = {
  platform: NodeJS.Platform
  /** Made at the first reading. */
  saltFile: string
  clock: Clock
  /** The DNS suffix that a network names itself by, which is no part of its identity. */
  onSuffix?: (networkId: string, suffix: string | null) => void
}

/** Reads this computer's network. */
export function createNetworkReader({
  platform,
  saltFile,
  clock,
  onSuffix,
}: NetworkReaderOptions): ReadNetwork {
  const readLink = linkReader(platform)
  let salt: Promise<Uint8Array> | null = null
  return async (signal) => {
    const [four, six] = await Promise.all([localAddress(4), localAddress(6)])
    const interfaces = networkInterfaces()
    // Where the traffic leaves is where the routing table would send it, VPN rules included.
    const fourName = interfaceOf(interfaces, four)
    const sixName = interfaceOf(interfaces, six)
    const name = fourName ?? sixName
    if (name === null) return offline
    salt ??= loadSalt(saltFile, clock)
    const link = await linkWithMac(readLink, name, fourName === null ? 6 : 4, clock, signal)
    const prefixes = sixName === null ? [] : publicPrefixes(interfaces, sixName)
    const facts = { ...link, prefixes, ipv4Network: ipv4Network(interfaces, name) }
    const id = networkId(facts, await salt)
    if (id !== null) onSuffix?.(id, link.suffixes[0] ?? null)
    return {
      id,
      gateway: link.gateway,
      interface: name,
      kind: link.kind,
    }
  }
}

/** On a network just joined, nobody may have talked to the gateway yet. */
async function linkWithMac(
  readLink: ReadLink,
  name: string,
  family: 4 | 6,
  clock: Clock,
  signal: AbortSignal,
): ReturnType<ReadLink> {
  let link = await readLink(name, family, signal)
  for (const ms of macLooks) {
    const { gateway } = link
    if (gateway === null || !lacksMac(link) || signal.aborted) break
    await wakeNeighbour(gateway.startsWith('fe80:') ? `${gateway}%${name}` : gateway)
    await clock.wait(ms, signal)
    link = await readLink(name, family, signal)
  }
  return link
}

function linkReader(platform: NodeJS.Platform): ReadLink {
  switch (platform) {
    case 'win32':
      return readWindowsLink
    case 'darwin':
      return readMacosLink
    default:
      return readLinuxLink
  }
}
