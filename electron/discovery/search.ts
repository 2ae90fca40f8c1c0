import type { Network } from '../net/connect.ts'

/** Whose settings are looked for: an address as accounts/address.ts gives it, and its parts. */
export type Person = { address: string; localPart: string; domain: string }

/** What every source works with. */
export type Search = { person: Person; network: Network; signal: AbortSignal }

export function personOf(address: string): Person {
  const at = address.lastIndexOf('@')
  return { address, localPart: address.slice(0, at), domain: address.slice(at + 1) }
}
