import { useApp } from '../../app-state.ts'
import type { GuideAccount } from '../../guides/guide.ts'
import { guidesFor } from '../../guides/guides.ts'
import { GuideSteps } from '../../ui/guide-steps.tsx'
import { Icon } from '../../ui/icon.tsx'

/** The guides for one account, one of them open at a time. */
export function GuideList({ account }: { account: GuideAccount }) {
  const { state, t } = useApp()
  return (
    <ul class="card rows">
      {guidesFor(account, state.platform).map((guide) => (
        <li key={guide.id}>
          <details class="client" name="guide">
            <summary>
              <span class="tile">
                <Icon name={guide.icon} size={20} />
              </span>
              <div class="grow">
                <h2 class="h3">{t(guide.name)}</h2>
                <p class="note faint">{t(guide.about)}</p>
              </div>
              <span class="chev">
                <Icon name="chevron" />
              </span>
            </summary>
            <div class="client-body">
              <GuideSteps guide={guide} />
            </div>
          </details>
        </li>
      ))}
    </ul>
  )
}
