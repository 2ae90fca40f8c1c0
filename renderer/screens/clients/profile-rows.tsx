import type { ClientProfileState, UndoState } from '../../../electron/contract/repair.ts'
import { useApp } from '../../app-state.ts'
import { CreateOffer } from './create-offer.tsx'
import { accountsMissing, createIn, nameOf, serversOf } from './found.ts'
import { ProfileCard } from './profile-card.tsx'
import { ServerCard } from './server-card.tsx'

type ProfileRowsProps = {
  profile: ClientProfileState
  /** The name of the card that is open. */
  open: string | null
  onToggle: (name: string, isOpen: boolean) => void
  /** The undoing that is told in the card of this name. */
  undo: { home: string; state: UndoState } | null
}

/** One profile of a mail program: its outgoing servers, and the accounts of Postern's that it does not have. */
export function ProfileRows({ profile, open, onToggle, undo }: ProfileRowsProps) {
  const { state } = useApp()
  const { clients, accounts } = state
  const servers = serversOf(profile)
  const create = createIn(clients, profile.folder)
  const missing = accountsMissing(profile, clients.profiles, accounts)
  const offered = accounts.filter((account) => account.id === create?.accountId || missing.includes(account))
  const undoAt = (name: string) => (undo?.home === name ? undo.state : null)
  return (
    <>
      {servers.map((found) => {
        const name = nameOf(found)
        return (
          <ServerCard
            key={name}
            found={found}
            isOpen={open === name}
            onToggle={(isOpen) => onToggle(name, isOpen)}
            undo={undoAt(name)}
          />
        )
      })}
      {servers.length === 0 && <ProfileCard profile={profile} />}
      {offered.map((account) => {
        const asked = create?.accountId === account.id ? create : null
        return (
          <CreateOffer
            key={account.id}
            client={profile.client}
            profile={profile.folder}
            isFirst={clients.canMakeProfile}
            account={account}
            isMissing={missing.includes(account)}
            create={asked}
            undo={asked === null ? null : undoAt(profile.folder)}
          />
        )
      })}
    </>
  )
}
