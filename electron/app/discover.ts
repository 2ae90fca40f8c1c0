import { parseAddress } from '../accounts/address.ts'
import type { Discovery, UsableCandidate } from '../contract/discovery.ts'
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
export function settingsOf(
  address: string,
  wanted: DiscoverOptions['wanted'],
  { network }: Discovering,
  signal: AbortSignal,
  onCandidate: (candidate: UsableCandidate) => void = () => undefined,
): Promise<Discovery | null> {
  return discover(address, network, signal, onCandidate, { wanted, ispdb: builtInIspdb })
}

/**
 * The server whose ports tell whether mail can leave: the chosen one, else one that is known to be there, for a check says
 * what is wrong with it, or with this network. Without DNS it is the domain, and the check says so.
 */
export function serverToCheck({ address, candidates, chosen, notes }: Discovery): string | null {
  if (chosen !== null) return chosen.submission.host
  const [host] = candidates.flatMap(({ submission, ...candidate }) => {
    const plain = candidate.usable ? null : candidate.plain
    return submission?.host ?? plain?.host ?? []
  })
  return host ?? (notes.includes('dns-failed') ? address.slice(address.lastIndexOf('@') + 1) : null)
}
