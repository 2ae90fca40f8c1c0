import { useApp } from '../../app-state.ts'

/** In the navigation: a newer version waits to be put in place. */
export function UpdateHint() {
  const { state, t } = useApp()
  if (state.updates.state !== 'ready') return null
  return (
    <span class="hint-dot">
      <span class="vh">{t('ui.updates.ready-hint')}</span>
    </span>
  )
}
