import type { Family } from '../contract/check.ts'
import type { InterfaceKind } from '../contract/network.ts'

/** What a system tells about the interface of the default route. */
export type Link = {
  kind: InterfaceKind
  /** The default gateway's address, without zone; null where packets need none (point to point). */
  gateway: string | null
  /** Six pairs of hexadecimal digits in lower case, joined by colons; null where it is not known. */
  gatewayMac: string | null
  /** DNS suffixes, in lower case, sorted. */
  suffixes: string[]
}

/** Reads the link of one interface. What cannot be read is null or empty. */
export type ReadLink = (name: string, family: Family, signal: AbortSignal) => Promise<Link>

/** One form for `0:1b:d:8:9:a` (macOS), `00-1B-0D-08-09-0A` (Windows) and Linux's; null for no or an empty address. */
export function normalMac(text: string): string | null {
  const pairs = text.toLowerCase().split(/[:-]/)
  if (pairs.length !== 6 || !pairs.every((pair) => /^[0-9a-f]{1,2}$/.test(pair))) return null
  const mac = pairs.map((pair) => pair.padStart(2, '0')).join(':')
  return mac === '00:00:00:00:00:00' ? null : mac
}

export function normalSuffixes(names: readonly string[]): string[] {
  const suffixes = names.map((name) => name.toLowerCase().replace(/\.$/, '')).filter(Boolean)
  return [...new Set(suffixes)].sort()
}

/** A link-local gateway without its zone: `fe80::1%en0` is `fe80::1`. */
export function withoutZone(address: string): string {
  return address.replace(/%.*$/, '')
}
