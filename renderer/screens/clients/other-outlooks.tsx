import type { OtherOutlook } from '../../../electron/contract/clients.ts'
import { useApp } from '../../app-state.ts'
import { otherOutlookPart } from '../../guides/outlook.ts'
import type { MessageKey } from '../../../electron/text/message-key.ts'
import { StepList } from '../../ui/guide-steps.tsx'
import { Icon } from '../../ui/icon.tsx'

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

/** Outlooks of this computer that send through Microsoft's cloud: nothing of theirs can be read, and all is by hand. */
export function OtherOutlooks() {
  const { state } = useApp()
  const { others } = state.clients
  if (others.length === 0) return null
  return (
    <ul class="card rows">
      {others.map((kind) => (
        <OneOutlook key={kind} kind={kind} />
      ))}
    </ul>
  )
}

function OneOutlook({ kind }: { kind: OtherOutlook }) {
  const { state, t } = useApp()
  const { name, about, text } = words[kind]
  return (
    <li>
      <details class="client">
        <summary>
          <span class="tile">
            <Icon name="mail" size={20} />
          </span>
          <div class="grow">
            <h2 class="h3">{t(name)}</h2>
            <p class="note faint">{t(about)}</p>
          </div>
          <span class="chev">
            <Icon name="chevron" />
          </span>
        </summary>
        <div class="client-body">
          <p class="small dim">{t(text)}</p>
          {state.accounts.map((account) => (
            <section key={account.id} class="guide-part">
              {state.accounts.length > 1 && <h3>{account.address}</h3>}
              <StepList steps={otherOutlookPart(kind, account).steps} />
            </section>
          ))}
        </div>
      </details>
    </li>
  )
}
