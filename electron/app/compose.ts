import { homedir } from 'node:os'
import path from 'node:path'
import process from 'node:process'
import { type AccountStore, createAccountStore } from '../accounts/account-store.ts'
import { settingsFolder } from '../accounts/settings-folder.ts'
import type { Family } from '../contract/check.ts'
import type { CredentialStore } from '../credentials/credential-store.ts'
import { createKeychainStore, type KeychainStore } from '../credentials/keychain-store.ts'
import { systemClock } from '../net/clock.ts'
import type { Network } from '../net/connect.ts'
import { dial } from '../net/dial.ts'
import { systemResolver } from '../net/resolve.ts'
import { hasRoute } from '../net/routes.ts'

/** What the use cases work with. The demo and the tests put a simulated network or another keychain in its place. */
export type Services = {
  network: Network
  hasRoute: (family: Family) => Promise<boolean>
  accounts: AccountStore
  credentials: CredentialStore & Partial<Pick<KeychainStore, 'busy'>>
}

/** The one place where the real parts are put together. */
export function compose(): Services {
  const folder = settingsFolder(process.platform, process.env, homedir())
  return {
    network: { dial, resolver: systemResolver, clock: systemClock },
    hasRoute,
    accounts: createAccountStore({ file: path.join(folder, 'settings.json') }),
    // Long enough for a person to type at the keychain's own prompt.
    credentials: createKeychainStore({ deadlineMs: 120_000 }),
  }
}
