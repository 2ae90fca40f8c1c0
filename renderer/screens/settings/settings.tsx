import { useApp } from '../../app-state.ts'
import { Card } from '../../ui/card.tsx'
import { Pane } from '../../ui/pane.tsx'
import { Accounts } from './accounts.tsx'
import { General } from './general.tsx'
import { Checks } from './checks.tsx'

/** All that a person can choose. The theme is the system's. */
export function SettingsScreen() {
  const { t } = useApp()
  return (
    <Pane title={t('ui.settings.title')}>
      <General />
      <Checks />
      <Accounts />
      <About />
    </Pane>
  )
}

function About() {
  const { state, t } = useApp()
  return (
    <section class="set">
      <h2>{t('ui.settings.about')}</h2>
      <Card rows>
        <li class="row">
          <div class="grow">
            <p>{t('ui.settings.version', { version: state.version })}</p>
            <p class="note faint">{t('ui.settings.about-what')}</p>
          </div>
        </li>
      </Card>
    </section>
  )
}
