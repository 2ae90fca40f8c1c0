import { parseAddress, parseHost } from '../accounts/address.ts'
import type { Account } from '../contract/account.ts'
import type { SettingsFailure } from '../contract/failures.ts'
import type { Services } from './compose.ts'
import { serverToCheck, settingsOf } from './discover.ts'

export type CheckTarget =
  | { kind: 'network-only' }
  | { kind: 'server'; host: string; account: Account | null; address: string | null }
  | { kind: 'not-an-address'; input: string }
  | { kind: 'address-without-domain'; input: string }
  | { kind: 'not-a-host'; input: string }
  /** DNS works, and nothing there looks like a mail server of this domain. */
  | { kind: 'no-server-found'; domain: string }
  | { kind: 'settings-failed'; failure: SettingsFailure }

/**
 * What to look at: a host name as it stands; of an address the account's server, else the one that the domain names.
 * Without either the only account's server, else the network alone.
 */
export async function findCheckTarget(
  input: string | null,
  serverHost: string | null,
  services: Services,
  signal: AbortSignal,
): Promise<CheckTarget> {
  const named = serverHost === null ? null : parseHost(serverHost)
  if (named !== null && !named.ok) return { kind: 'not-a-host', input: serverHost ?? '' }
  const loaded = await services.accounts.load()
  if (!loaded.ok && input === null) return { kind: 'settings-failed', failure: loaded.error }
  const accounts = loaded.ok ? loaded.value.settings.accounts : []
  if (input === null) {
    const only = accounts.length === 1 ? (accounts[0] ?? null) : null
    if (named !== null) return { kind: 'server', host: named.value.host, account: null, address: null }
    return only === null
      ? { kind: 'network-only' }
      : { kind: 'server', host: only.submission.host, account: only, address: only.address }
  }
  if (!/[@＠]/.test(input)) {
    const host = parseHost(input)
    if (!host.ok) return { kind: 'not-a-host', input }
    // One word is a host of the local network, or an address that was not typed to its end.
    if (named === null && !host.value.host.includes('.') && !host.value.host.includes(':')) {
      const known = await services.network.resolver.addresses(host.value.host, signal)
      if (known.kind === 'no-such-host') return { kind: 'address-without-domain', input }
    }
    return { kind: 'server', host: named?.value.host ?? host.value.host, account: null, address: null }
  }
  const address = parseAddress(input)
  if (!address.ok) {
    return { kind: address.error.kind === 'no-domain' ? 'address-without-domain' : 'not-an-address', input }
  }
  const account =
    accounts.find((one) => one.address.toLowerCase() === address.value.address.toLowerCase()) ?? null
  const typed = address.value.address
  if (named !== null) return { kind: 'server', host: named.value.host, account, address: typed }
  if (account !== null) return { kind: 'server', host: account.submission.host, account, address: typed }
  return discovered(typed, address.value.domain, services, signal)
}

async function discovered(
  address: string,
  domain: string,
  services: Services,
  signal: AbortSignal,
): Promise<CheckTarget> {
  const found = await settingsOf(address, 'submission', services, signal)
  const host = found === null ? null : serverToCheck(found)
  return host === null
    ? { kind: 'no-server-found', domain }
    : { kind: 'server', host, account: null, address }
}
