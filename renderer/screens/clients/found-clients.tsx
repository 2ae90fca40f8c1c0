import { useEffect, useRef, useState } from 'preact/hooks'
import { problemSentence } from '../../../electron/text/client-words.ts'
import { useApp } from '../../app-state.ts'
import type { GuideAccount } from '../../guides/guide.ts'
import { say } from '../../text.ts'
import { Icon } from '../../ui/icon.tsx'
import { useElapsed } from '../../ui/use-elapsed.ts'
import { CreateOffer } from './create-offer.tsx'
import { EarlierChanges } from './earlier-changes.tsx'
import { accountsForFirst, changesInList, type Homes, homesWith, undoHome, worthOpening } from './found.ts'
import { OtherOutlooks } from './other-outlooks.tsx'
import { ProfileRows } from './profile-rows.tsx'

/** The mail programs of this computer, as they are now: how each sends, and its repair or its steps by hand. */
export function FoundClients({ guideAccounts }: { guideAccounts: readonly GuideAccount[] }) {
  const { state, call, t } = useApp()
  const { clients } = state
  const { profiles, undo, create } = clients
  const first = accountsForFirst(clients, state.accounts)
  const [open, setOpen] = useOpenCard()
  const seen = useRef<Homes>(new Map())
  const homes = homesWith(seen.current, clients)
  seen.current = homes
  useEffect(() => {
    void call('clients.watch', true)
    return () => void call('clients.watch', false)
  }, [call])
  const home = undoHome(clients, homes)
  const toggle = (name: string, isOpen: boolean) =>
    setOpen((now) => (isOpen ? name : now === name ? null : now))
  return (
    <>
      {clients.problems.map((problem) => (
        <p key={JSON.stringify(problem)} class="list-problem small">
          <Icon name="alert" size={16} />
          <span>{say(t, problemSentence(problem))}</span>
        </p>
      ))}
      {profiles.length > 0 && (
        <ul class="card rows found">
          {profiles.map((profile) => (
            <ProfileRows
              key={profile.folder}
              profile={profile}
              open={open}
              onToggle={toggle}
              undo={undo === null || home === null ? null : { home, state: undo }}
            />
          ))}
        </ul>
      )}
      {first.length > 0 && (
        <ul class="card rows">
          {first.map((account) => (
            <CreateOffer
              key={account.id}
              client="thunderbird"
              profile={null}
              isFirst
              account={account}
              isMissing
              create={create?.accountId === account.id ? create : null}
              undo={null}
            />
          ))}
        </ul>
      )}
      {profiles.length + first.length + clients.others.length === 0 &&
        clients.problems.length === 0 &&
        clients.lookedAt !== null && <p>{t('ui.clients.none')}</p>}
      <OtherOutlooks accounts={guideAccounts} />
      <EarlierChanges changes={changesInList(clients)} undo={home === null ? undo : null} />
    </>
  )
}

/** One card is open as soon as the programs are there; from then on the person says. */
function useOpenCard() {
  const { clients } = useApp().state
  const [open, setOpen] = useState(() => worthOpening(clients))
  const isChosen = useRef(clients.profiles.length > 0)
  useEffect(() => {
    if (isChosen.current || clients.profiles.length === 0) return
    isChosen.current = true
    setOpen(worthOpening(clients))
  })
  return [open, setOpen] as const
}

/** What stands under the title: what is being done, or what was found. */
export function useClientsLead() {
  const { state, t } = useApp()
  const { looking, lookedAt, profiles } = state.clients
  const seconds = useElapsed(looking)
  if (looking !== null && (lookedAt === null || seconds >= 1))
    return (
      <span class="late">
        {t('ui.clients.looking')}
        {seconds >= 1 && <span class="faint"> {t('ui.busy.seconds', { seconds })}</span>}
      </span>
    )
  return profiles.length === 0 ? undefined : t('ui.clients.lead')
}
