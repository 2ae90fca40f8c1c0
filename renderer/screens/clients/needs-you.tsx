import { useApp } from '../../app-state.ts'
import { Icon } from '../../ui/icon.tsx'
import { inNeed } from './found.ts'

/** In the navigation: how many mail programs' settings wait for the person. */
export function NeedsYou() {
  const { state, t } = useApp()
  const count = inNeed(state.clients).length
  if (count === 0) return null
  return (
    <span class="count">
      <Icon name="alert" size={16} />
      <span aria-hidden="true">{count}</span>
      <span class="vh">{t('ui.clients.needs-you', { count })}</span>
    </span>
  )
}
