import type { DiscoveryNote } from '../contract/discovery.ts'
import type { Search } from './search.ts'

export type DomainMail = {
  /** The MX host that mail comes to first; null where there is none, or DNS does not tell. */
  exchange: string | null
  /** Why there is nothing to guess: the domain has no mail, or nothing can be known. */
  note: Extract<DiscoveryNote, 'null-mx' | 'no-mail-domain' | 'dns-failed'> | null
}

/** Whether the domain takes mail at all (RFC 5321, 5.1; RFC 7505), and where. */
export async function lookAtDomain({ person: { domain }, network, signal }: Search): Promise<DomainMail> {
  const [mx, addresses] = await Promise.all([
    network.resolver.mx(domain, signal),
    network.resolver.addresses(domain, signal),
  ])
  switch (mx.kind) {
    case 'found': {
      const exchange = mx.records.find((record) => record.exchange !== '')?.exchange ?? null
      return { exchange, note: exchange === null ? 'null-mx' : null }
    }
    case 'none':
      // Without MX, mail goes to the domain's own address, if it has one.
      return { exchange: null, note: addresses.kind === 'no-such-host' ? 'no-mail-domain' : null }
    case 'dns-failed':
      return { exchange: null, note: addresses.kind === 'dns-failed' ? 'dns-failed' : null }
  }
}
