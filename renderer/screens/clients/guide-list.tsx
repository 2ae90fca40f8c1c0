import { useState } from 'preact/hooks'
import type { AppState } from '../../../electron/contract/state.ts'
import { useApp } from '../../app-state.ts'
import type { Guide, GuideAccount } from '../../guides/guide.ts'
import { guidesFor } from '../../guides/guides.ts'
import { ClientRow } from '../../ui/client-row.tsx'
import { Field } from '../../ui/field.tsx'
import { GuideSteps } from '../../ui/guide-steps.tsx'
import { Select } from '../../ui/select.tsx'
import { AppleProfile } from './apple-profile.tsx'
import { programWords } from './program-words.ts'

/** How mail programs are set right by hand, with the values of one's own accounts, one guide open at a time. */
export function GuideList({ accounts }: { accounts: readonly (GuideAccount & { id: string })[] }) {
  const { state, t } = useApp()
  const [chosen, choose] = useState<string | null>(null)
  const account = accounts.find(({ id }) => id === chosen) ?? accounts[0]
  if (account === undefined) return null
  const guides = guidesFor(account, state.platform).filter(({ id }) => !isFound(id, state.clients))
  const lead = state.clients.profiles.length > 0 ? 'ui.clients.guides.other-lead' : 'ui.clients.guides.lead'
  return (
    <section class="stack">
      <div class="stack tight">
        <h2>{t('ui.clients.guides')}</h2>
        <p class="small dim">{t(lead)}</p>
      </div>
      {accounts.length > 1 && (
        <Field label={t('ui.clients.account')}>
          <Select
            value={account.id}
            options={accounts.map(({ id, address }) => ({ value: id, label: address }))}
            onChange={choose}
          />
        </Field>
      )}
      <ul class="card rows" key={account.id}>
        {guides.map((guide) => (
          <li key={guide.id}>
            <details class="client" name="guide">
              <ClientRow icon={guide.icon} name={t(guide.name)} note={t(guide.about)} level={3} />
              <div class="client-body">
                {guide.id === 'apple' && <AppleProfile address={account.address} />}
                <GuideSteps guide={guide} />
              </div>
            </details>
          </li>
        ))}
      </ul>
    </section>
  )
}

/**
 * A program that was found has steps of its own, with what it has already. Where a new account can only be made by hand,
 * the guide stays.
 */
function isFound(id: Guide['id'], { profiles }: AppState['clients']): boolean {
  return profiles.some(
    ({ client, outgoing }) => client === id && programWords[client].takesAccounts && outgoing.length > 0,
  )
}
