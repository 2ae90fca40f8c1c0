import type { ClientProfile, OutgoingServer } from '../../contract/clients.ts'

/** The mail addresses that send through the server. */
export function addressesThrough(
  { key }: Pick<OutgoingServer, 'key'>,
  { accounts }: Pick<ClientProfile, 'accounts'>,
): string[] {
  const identities = accounts.flatMap((account) => account.identities)
  return [...new Set(identities.filter(({ outgoing }) => outgoing === key).map(({ address }) => address))]
}
