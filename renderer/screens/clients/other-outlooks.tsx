import type { OtherOutlook } from '../../../electron/contract/clients.ts'
import { useApp } from '../../app-state.ts'
import type { GuideAccount } from '../../guides/guide.ts'
import { otherOutlookPart } from '../../guides/outlook.ts'
import type { MessageKey } from '../../../electron/text/message-key.ts'
import { ClientRow } from '../../ui/client-row.tsx'
import { StepList } from '../../ui/guide-steps.tsx'

const words: Record<OtherOutlook, Record<'name' | 'about' | 'text', MessageKey>> = {
  'new-windows': {
    name: 'ui.guide.outlook.part.new',
    about: 'ui.guide.outlook.new.about',
    text: 'ui.guide.outlook.new',
  },
  mac: {
    name: 'ui.guide.outlook.part.mac',
    about: 'ui.guide.outlook.mac.about',
    text: 'ui.guide.outlook.mac',
  },
}

type OtherOutlooksProps = { accounts: readonly GuideAccount[] }

/** Outlooks of this computer that send through Microsoft's cloud: nothing of theirs can be read, and all is by hand. */
export function OtherOutlooks({ accounts }: OtherOutlooksProps) {
  const { state } = useApp()
  const { others } = state.clients
  if (others.length === 0) return null
  return (
    <ul class="card rows found">
      {others.map((kind) => (
        <OneOutlook key={kind} kind={kind} accounts={accounts} />
      ))}
    </ul>
  )
}

function OneOutlook({ kind, accounts }: OtherOutlooksProps & { kind: OtherOutlook }) {
  const { t } = useApp()
  const { name, about, text } = words[kind]
  return (
    <li>
      <details class="client">
        <ClientRow icon="mail" name={t(name)} note={t(about)} level={2} />
        <div class="client-body">
          <p class="small dim">{t(text)}</p>
          {accounts.length === 0 && <StepList steps={otherOutlookPart(kind, null).steps} />}
          {accounts.map((account) => (
            <section key={account.address} class="guide-part">
              {accounts.length > 1 && <h3>{account.address}</h3>}
              <StepList steps={otherOutlookPart(kind, account).steps} />
            </section>
          ))}
        </div>
      </details>
    </li>
  )
}
