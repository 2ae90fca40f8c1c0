import net from 'node:net'
import { parseHost } from '../accounts/address.ts'

/** The host name (in A-labels) or literal address that a person typed, as programs take it; null where it is none. */
export function hostOf(text: string): string | null {
  const parsed = parseHost(text)
  return parsed.ok ? parsed.value.host : null
}

/** The same in the person's own spelling, as reports show it: only the brackets of a literal are taken off. */
export function hostAsGiven(text: string): string | null {
  const parsed = parseHost(text)
  if (!parsed.ok) return null
  const given = text.trim().replace(/^\[(?:ipv6:)?(.*)\]$/i, '$1')
  return parsed.value.kind === 'name' || net.isIP(given) !== 0 ? given : parsed.value.host
}
