import { parseHost } from '../accounts/address.ts'

/** A host name or a literal address, and nothing besides. */
export function isHost(text: string): boolean {
  return parseHost(text).ok
}
