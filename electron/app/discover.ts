import ispdbJapan from '../../assets/ispdb-japan.json' with { type: 'json' }
import { parseAddress } from '../accounts/address.ts'
import type { Discovery, DiscoveryNote, UsableCandidate } from '../contract/discovery.ts'
import { failed, ok, type Result } from '../contract/result.ts'
import { builtInIspdb, discover, type DiscoverOptions } from '../discovery/discover.ts'
import type { Services } from './compose.ts'

export type DiscoverFailure =
  { kind: 'not-an-address' | 'address-without-domain'; input: string } | { kind: 'interrupted' }

type Discovering = Pick<Services, 'network'>

/** The mail settings of an address as a person types it. `onCandidate` hears of the first good ones, and of better ones. */
export async function discoverSettings(
  input: string,
  services: Discovering,
  signal: AbortSignal,
  onCandidate: (candidate: UsableCandidate) => void,
): Promise<Result<Discovery, DiscoverFailure>> {
  const parsed = parseAddress(input)
  if (!parsed.ok) {
    const { kind } = parsed.error
    return failed({
      kind: kind === 'no-at' || kind === 'no-domain' ? 'address-without-domain' : 'not-an-address',
      input,
    })
  }
  const found = await settingsOf(parsed.value.address, 'both', services, signal, onCandidate)
  return found === null ? failed({ kind: 'interrupted' }) : ok(found)
}

/** The same for an address that has been parsed; null when `signal` ended it. */
export async function settingsOf(
  address: string,
  wanted: DiscoverOptions['wanted'],
  { network }: Discovering,
  signal: AbortSignal,
  onCandidate: (candidate: UsableCandidate) => void = () => undefined,
): Promise<Discovery | null> {
  const found = await discover(address, network, signal, onCandidate, { wanted, ispdb: builtInIspdb })
  return found === null ? null : withKnownPlain(found)
}

/** With these, the search may have found nothing because the provider has nothing. */
const leavesOpen: readonly DiscoveryNote[] = ['plain-only', 'incomplete']

/** Adds whom to ask, where nothing can be used and the provider is one that is known for servers without encryption. */
function withKnownPlain(found: Discovery): Discovery {
  const { chosen, notes } = found
  if (chosen !== null || !notes.every((note) => leavesOpen.includes(note))) return found
  const domain = domainOf(found)
  const provider = ispdbJapan.providers.find(({ domains }) => domains.includes(domain))
  const server = provider?.outgoing[0]
  if (provider === undefined || server === undefined) return found
  const known = { provider: provider.name, host: server.host, port: server.port }
  return { ...found, notes: [...notes, 'known-plain'], known }
}

/**
 * The server whose ports tell whether mail can leave: the chosen one, else one that is known to be there, for a check says
 * what is wrong with it, or with this network. Without DNS it is the domain, and the check says so.
 */
export function serverToCheck(found: Discovery): string | null {
  const { candidates, chosen, notes, known } = found
  if (chosen !== null) return chosen.submission.host
  // An account could be set up there: not at a server that somebody else may have written into the document.
  const believed = candidates.filter(({ why }) => why !== 'digest-mismatch')
  const [host] = believed.flatMap(({ submission, ...candidate }) => {
    const plain = candidate.usable ? null : candidate.plain
    return submission?.host ?? plain?.host ?? []
  })
  return host ?? known?.host ?? (notes.includes('dns-failed') ? domainOf(found) : null)
}

function domainOf({ address }: Discovery): string {
  return address.slice(address.lastIndexOf('@') + 1)
}
