import { useApp } from '../../app-state.ts'
import { Card } from '../../ui/card.tsx'
import { Licences } from './licences.tsx'

export function About() {
  const { state, t } = useApp()
  return (
    <section class="set">
      <h2>{t('ui.settings.about')}</h2>
      <Card rows>
        <li class="row about">
          <div class="grow">
            <p>{t('ui.settings.version', { version: state.version })}</p>
            <p class="note faint">{t('ui.settings.about-what')}</p>
            <Licences />
          </div>
        </li>
      </Card>
    </section>
  )
}
