import type { CallInput } from '../../../electron/contract/ipc.ts'
import type { ClientProfileState, ClientsState, CreateState } from '../../../electron/contract/repair.ts'
import type { AccountState } from '../../../electron/contract/state.ts'
import { programWords } from './program-words.ts'

/** An outgoing server of a mail program, with the addresses that send through it. */
export type FoundServer = {
  profile: ClientProfileState
  server: ClientProfileState['outgoing'][number]
  addresses: readonly string[]
}

export function serversOf(profile: ClientProfileState): FoundServer[] {
  const identities = profile.accounts.flatMap((account) => account.identities)
  return profile.outgoing.map((server) => {
    const through = identities.filter(({ outgoing }) => outgoing === server.key)
    return { profile, server, addresses: [...new Set(through.map(({ address }) => address))] }
  })
}

/** Tells the servers of all profiles apart. */
export function nameOf({ profile, server }: FoundServer): string {
  return `${profile.folder}\n${server.key}`
}

export function idOf({ profile, server }: FoundServer): CallInput<'clients.repair'> {
  return { profile: profile.folder, server: server.key }
}

/** The person's mail goes through it, does not leave as it should, and Postern has not set it right yet. */
function needsYou({ profile, server, addresses }: FoundServer): boolean {
  const kind = server.diagnoses[0]?.kind
  const isUsed = profile.superseded === undefined && addresses.length > 0
  return isUsed && kind !== 'fine' && kind !== 'leave-alone' && server.repair.kind !== 'repaired'
}

export function inNeed({ profiles }: Pick<ClientsState, 'profiles'>): FoundServer[] {
  return profiles.flatMap(serversOf).filter(needsYou)
}

/** They are being read, or tried from here. */
export function isBusy({ looking, profiles }: Pick<ClientsState, 'looking' | 'profiles'>): boolean {
  return (
    looking !== null || profiles.flatMap(serversOf).some(({ server }) => server.repair.kind === 'testing')
  )
}

/** What people have come for: the first one in need, else one that was repaired just now. */
export function worthOpening({ profiles }: Pick<ClientsState, 'profiles'>): string | null {
  const servers = profiles.flatMap(serversOf)
  const found = servers.find(needsYou) ?? servers.find(({ server }) => server.repair.kind === 'repaired')
  return found === undefined ? null : nameOf(found)
}

/** The cards in which changes were made, by the change. */
export type Homes = ReadonlyMap<number, string>

/** `homes` with those that are shown as repaired now: a change does not say which server it was made to. */
export function homesWith(homes: Homes, { profiles }: Pick<ClientsState, 'profiles'>): Homes {
  const repaired = profiles
    .flatMap(serversOf)
    .flatMap((found): [number, string][] =>
      found.server.repair.kind === 'repaired' ? [[found.server.repair.change, nameOf(found)]] : [],
    )
  return new Map([...homes, ...repaired])
}

/**
 * Where the person sees what comes of an undoing: in the card of this name, or where the account was added, which has
 * the name of the profile's folder. Null: in the list of changes.
 */
export function undoHome({ undo, profiles, create }: ClientsState, homes: Homes): string | null {
  if (undo === null) return null
  if (create?.kind === 'created' && create.change === undo.change) return create.profile
  const home = homes.get(undo.change)
  return profiles.flatMap(serversOf).some((found) => nameOf(found) === home) ? (home ?? null) : null
}

/** Changes that no card shows. */
export function changesInList({ changes, profiles, create }: ClientsState): ClientsState['changes'] {
  const inCards = profiles
    .flatMap(({ outgoing }) => outgoing)
    .flatMap(({ repair }) => (repair.kind === 'repaired' ? [repair.change] : []))
  if (create?.kind === 'created') inCards.push(create.change)
  return changes.filter(({ id }) => !inCards.includes(id))
}

/** Accounts of Postern's that could be put into a profile: into the usual one, where no profile has them. */
export function accountsMissing(
  profile: ClientProfileState,
  profiles: readonly ClientProfileState[],
  accounts: readonly AccountState[],
): AccountState[] {
  if (!takesAccounts(profile)) return []
  const siblings = profiles.filter(({ client }) => client === profile.client)
  const readable = profile.problem === null || profile.problem.kind === 'never-started'
  const usual = siblings.find(({ isDefault }) => isDefault) ?? siblings[0]
  if (usual?.folder !== profile.folder || !readable) return []
  const there = new Set(siblings.flatMap(addressesIn))
  return accounts.filter((account) => canBePutThere(account) && !there.has(account.address.toLowerCase()))
}

/** Those that could be put into the first profile of a program that has none. */
export function accountsForFirst(
  { profiles, canMakeProfile }: Pick<ClientsState, 'profiles' | 'canMakeProfile'>,
  accounts: readonly AccountState[],
): AccountState[] {
  return canMakeProfile && !profiles.some(takesAccounts) ? accounts.filter(canBePutThere) : []
}

/** What is known of an account that is put into this profile. A first profile is in the list before that is told. */
export function createIn(
  { create, profiles }: Pick<ClientsState, 'create' | 'profiles'>,
  folder: string,
): CreateState | null {
  return (create?.profile ?? profiles.find(takesAccounts)?.folder) === folder ? create : null
}

function takesAccounts({ client }: ClientsState['profiles'][number]): boolean {
  return programWords[client].takesAccounts
}

function canBePutThere({ incoming, unfinished }: AccountState): boolean {
  return incoming.protocol === 'imap' && unfinished !== true
}

function addressesIn({ accounts }: ClientProfileState): string[] {
  return accounts.flatMap(({ identities }) => identities.map(({ address }) => address.toLowerCase()))
}
