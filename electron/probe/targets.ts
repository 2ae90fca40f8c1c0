import type { ProbeRole } from '../contract/check.ts'
import { isPublic } from '../net/public-address.ts'
import type { Address, NameResolver } from '../net/resolve.ts'
import type { Target } from './model.ts'

/** A host to look at: a name or a literal address. */
export type Wanted = {
  role: Exclude<ProbeRole, 'negative-control'>
  host: string
  ports: readonly number[]
  startTlsKnown: boolean
  server: number | null
}

/**
 * MX hosts of unrelated operators, outside any access provider. Only their port 25 is used, for a greeting, EHLO and
 * QUIT. All of them offer STARTTLS; docs/privacy.md tells people which hosts are contacted.
 */
export const builtInReferences: readonly string[] = [
  'gmail-smtp-in.l.google.com',
  'outlook-com.olc.protection.outlook.com',
  'in1-smtp.messagingengine.com',
  'mx01.mail.icloud.com',
  'mail.protonmail.ch',
]

/** Submission and web hosts of other operators: they show that the path works, and whether 587 and 465 do. */
export const builtInControls: readonly { host: string; port: number }[] = [
  { host: 'smtp.gmail.com', port: 587 },
  { host: 'smtp.gmail.com', port: 465 },
  { host: 'www.cloudflare.com', port: 443 },
  { host: 'smtp.fastmail.com', port: 587 },
  { host: 'smtp.fastmail.com', port: 465 },
  { host: 'www.wikipedia.org', port: 443 },
]

/** Addresses where nothing can be (RFC 5737, RFC 3849): whatever answers there is in between. */
export const negativeAddresses: readonly Address[] = [
  { address: '192.0.2.1', family: 4 },
  { address: '2001:db8:ffff::1', family: 6 },
]

/** Answers 204 with no content on an open network. */
export const builtInPortalUrl = 'http://cp.cloudflare.com/generate_204'

export type ResolvedHost = { wanted: Wanted; operator: string; addresses: Address[]; exists: boolean }

/**
 * Looks one host up and keeps one address of each family. References and controls must be outside this network:
 * an address that is not public says nothing about outbound connections.
 */
export async function resolveHost(
  wanted: Wanted,
  resolver: NameResolver,
  signal: AbortSignal,
): Promise<ResolvedHost> {
  // The list of public suffixes is long, and nobody needs it before the first check.
  const [found, { operatorOf }] = await Promise.all([
    resolver.addresses(wanted.host, signal),
    import('./operator.ts'),
  ])
  const host = { wanted, operator: operatorOf(wanted.host) }
  if (found.kind !== 'found') return { ...host, addresses: [], exists: found.kind !== 'no-such-host' }
  const usable = found.addresses.filter((address) => wanted.role === 'server' || isPublic(address))
  const addresses = [6, 4].flatMap((family) => usable.find((address) => address.family === family) ?? [])
  return { ...host, addresses, exists: true }
}

/** The targets of a host: each address with each port. */
export function targetsOf({ wanted, operator, addresses }: ResolvedHost): Target[] {
  return addresses.flatMap(({ address, family }) =>
    wanted.ports.map((port) => ({
      role: wanted.role,
      host: wanted.host,
      address,
      family,
      port,
      operator,
      startTlsKnown: wanted.startTlsKnown,
      server: wanted.server,
    })),
  )
}
