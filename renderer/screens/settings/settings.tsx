import { useApp } from '../../app-state.ts'
import { Pane } from '../../ui/pane.tsx'
import { About } from './about.tsx'
import { Accounts } from './accounts.tsx'
import { Checks } from './checks.tsx'
import { General } from './general.tsx'
import { Updates } from './updates.tsx'

/** All that a person can choose. The theme is the system's. */
export function SettingsScreen() {
  const { t } = useApp()
  return (
    <Pane title={t('ui.settings.title')}>
      <General />
      <Checks />
      <Accounts />
      <Updates />
      <About />
    </Pane>
  )
}
