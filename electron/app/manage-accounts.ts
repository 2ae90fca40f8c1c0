import { parseAddress } from '../accounts/address.ts'
import type { Account } from '../contract/account.ts'
import type { CredentialFailure, SettingsFailure } from '../contract/failures.ts'
import { failed, ok, type Result } from '../contract/result.ts'
import { hasNoKeychain, sameAddress } from './add-account.ts'
import type { Services } from './compose.ts'

export type ChooseFailure =
  | { kind: 'unknown-account'; address: string }
  | { kind: 'no-accounts' }
  | { kind: 'several-accounts'; addresses: string[] }
  | SettingsFailure

/** The accounts, in the order in which they were added. */
export async function listAccounts(services: Services): Promise<Result<Account[], SettingsFailure>> {
  const loaded = await services.accounts.load()
  if (!loaded.ok) return loaded
  return ok(loaded.value.settings.accounts)
}

/** The account of an address; without an address the only one there is. */
export async function chooseAccount(
  address: string | null,
  services: Services,
): Promise<Result<Account, ChooseFailure>> {
  const listed = await listAccounts(services)
  if (!listed.ok) return listed
  const accounts = listed.value
  if (address !== null) {
    const parsed = parseAddress(address)
    const wanted = parsed.ok ? parsed.value.address : address
    const found = accounts.find((account) => sameAddress(account.address, wanted))
    return found === undefined ? failed({ kind: 'unknown-account', address }) : ok(found)
  }
  const [only, ...others] = accounts
  if (only === undefined) return failed({ kind: 'no-accounts' })
  return others.length === 0
    ? ok(only)
    : failed({ kind: 'several-accounts', addresses: accounts.map((account) => account.address) })
}

/**
 * Forgets an account and its password. While the keychain is locked or does not answer nothing is removed, so that no
 * password stays behind unseen; where there is no keychain at all there is none to remove.
 */
export async function removeAccount(
  account: Account,
  services: Services,
): Promise<Result<void, CredentialFailure | SettingsFailure>> {
  const forgotten = await services.credentials.remove(account.address)
  if (!forgotten.ok && !hasNoKeychain(forgotten.error)) return forgotten
  const saved = await services.accounts.update((settings) => ({
    ...settings,
    accounts: settings.accounts.filter(({ id }) => id !== account.id),
  }))
  return saved.ok ? ok(undefined) : saved
}
