import { homedir, networkInterfaces } from 'node:os'
import path from 'node:path'
import process from 'node:process'
import { type AccountStore, createAccountStore } from '../accounts/account-store.ts'
import type { ProgramUse } from '../clients/change-file.ts'
import { createRegistry, noRegistry, type Registry } from '../clients/outlook/registry.ts'
import { outlookUse } from '../clients/outlook/running.ts'
import type { Machine } from '../clients/thunderbird/find.ts'
import type { Family } from '../contract/check.ts'
import type { SettingsFailure } from '../contract/failures.ts'
import type { HistoryEntry } from '../contract/history.ts'
import { noMemory, NotificationMemory } from '../contract/notification.ts'
import type { Result } from '../contract/result.ts'
import { KnownNetworks } from '../contract/timeline.ts'
import type { CredentialStore } from '../credentials/credential-store.ts'
import { createKeychainStore, type KeychainStore } from '../credentials/keychain-store.ts'
import { createJsonFile, type JsonFile } from '../files/json-file.ts'
import { appendHistory, readHistory } from '../history/history-file.ts'
import { type Clock, systemClock } from '../net/clock.ts'
import type { Network } from '../net/connect.ts'
import { dial } from '../net/dial.ts'
import { createResolver } from '../net/resolve.ts'
import { hasRoute } from '../net/routes.ts'
import { createNetworkReader, type ReadNetwork } from '../network/read-network.ts'
import { regularReadMs, watchNetwork, type WatchOptions } from '../network/watch-network.ts'
import { isPresenting } from '../presence/presence.ts'
import { ownFolder } from './own-folder.ts'

/** What the use cases work with. The demo and the tests put a simulated network or another keychain in its place. */
export type Services = {
  network: Network
  hasRoute: (family: Family) => Promise<boolean>
  readNetwork: ReadNetwork
  /** The DNS suffix of the network that was read last; null for any other. */
  suffixOf: (networkId: string) => string | null
  watchNetwork: (
    options: Pick<WatchOptions, 'signal' | 'onChange' | 'onResume' | 'onSameAfterSleep'>,
  ) => Promise<void>
  /** Milliseconds since 1970. It goes on while the computer sleeps, and may be set. */
  wallClock: () => number
  history: {
    append: (entry: HistoryEntry) => Promise<Result<void, SettingsFailure>>
    read: (wanted: { since: Date }) => Promise<Result<HistoryEntry[], SettingsFailure>>
  }
  /** The networks that this computer has been to, with the names that the person gave them. */
  networks: JsonFile<KnownNetworks>
  /** What the policy of notifications has to know of the past. */
  told: JsonFile<NotificationMemory>
  /** Whether a talk or another full-screen program has the screen. */
  isPresenting: (signal: AbortSignal) => Promise<boolean>
  /** Where other mail programs keep their settings, and Postern what it has changed there. */
  mailPrograms: {
    machine: Machine
    changesFolder: string
    registry: Registry
    /** Whether classic Outlook runs. */
    outlookUse: () => Promise<ProgramUse>
  }
  accounts: AccountStore
  credentials: CredentialStore & Partial<Pick<KeychainStore, 'busy'>>
}

/**
 * The one place where the real parts are put together. `onSettingsMoved` hears where a damaged settings file was put,
 * whoever came upon it. A test may steer the time.
 */
export function compose({
  onSettingsMoved,
  clock = systemClock,
  wallClock = Date.now,
}: {
  onSettingsMoved: (file: string) => void
  clock?: Clock
  wallClock?: () => number
}): Services {
  const folder = ownFolder()
  const changesFolder = path.join(folder, 'changes')
  let lastRead: { networkId: string; suffix: string | null } | null = null
  const readNetwork = createNetworkReader({
    platform: process.platform,
    saltFile: path.join(folder, 'network-salt'),
    clock,
    onSuffix: (networkId, suffix) => (lastRead = { networkId, suffix }),
  })
  const historyFile = { file: path.join(folder, 'history.jsonl'), clock, wallClock }
  return {
    network: { dial, resolver: createResolver(), clock },
    hasRoute,
    readNetwork,
    suffixOf: (networkId) => (lastRead?.networkId === networkId ? lastRead.suffix : null),
    watchNetwork: (options) =>
      watchNetwork({
        clock,
        wallClock,
        interfaces: networkInterfaces,
        read: readNetwork,
        regularMs: regularReadMs(process.platform),
        ...options,
      }),
    wallClock,
    history: {
      append: (entry) => appendHistory(entry, historyFile),
      read: (wanted) => readHistory(wanted, historyFile),
    },
    networks: createJsonFile({
      file: path.join(folder, 'networks.json'),
      schema: KnownNetworks,
      empty: {},
      clock,
    }),
    told: createJsonFile({
      file: path.join(folder, 'notifications.json'),
      schema: NotificationMemory,
      empty: noMemory,
      clock,
    }),
    isPresenting,
    mailPrograms: {
      machine: { platform: process.platform, env: process.env, home: homedir() },
      changesFolder,
      registry: process.platform === 'win32' ? createRegistry(changesFolder) : noRegistry,
      outlookUse,
    },
    accounts: tellingOfDamage(
      createAccountStore({ file: path.join(folder, 'settings.json') }),
      onSettingsMoved,
    ),
    // Long enough for a person to type at the keychain's own prompt.
    credentials: createKeychainStore({ deadlineMs: 120_000 }),
  }
}

/** The store tells once, to whoever loads next; the person is to hear of it whatever that was for. */
function tellingOfDamage(store: AccountStore, onSettingsMoved: (file: string) => void): AccountStore {
  return {
    ...store,
    load: async () => {
      const loaded = await store.load()
      if (loaded.ok && loaded.value.setAside !== null) onSettingsMoved(loaded.value.setAside)
      return loaded
    },
  }
}
