import { useApp } from '../../app-state.ts'
import { useLanguageNames } from '../../text.ts'
import { Card } from '../../ui/card.tsx'
import { Select } from '../../ui/select.tsx'
import { Switch } from '../../ui/switch.tsx'

export function General() {
  const { state, call, t } = useApp()
  const { language, quiet } = state.preferences
  const languages = [
    { value: '', label: t('ui.settings.language-system') },
    ...useLanguageNames(state.languages),
  ]
  return (
    <section class="set">
      <h2>{t('ui.settings.general')}</h2>
      <Card rows>
        {state.startAtLogin !== null && (
          <li class="row">
            <div class="grow">
              <p>{t('ui.start-at-login')}</p>
              <p class="note faint" id="start-at-login-what">
                {t('ui.settings.start-at-login-what')}
              </p>
            </div>
            <Switch
              checked={state.startAtLogin}
              label={t('ui.start-at-login')}
              describedBy="start-at-login-what"
              onChange={(on) => void call('login-item.set', on)}
            />
          </li>
        )}
        <li class="row">
          <div class="grow">
            <p>{t('ui.settings.quiet')}</p>
            <p class="note faint" id="quiet-what">
              {t('ui.settings.quiet-what')}
            </p>
          </div>
          <Switch
            checked={quiet === true}
            label={t('ui.settings.quiet')}
            describedBy="quiet-what"
            onChange={(on) => void call('preferences.change', { quiet: on })}
          />
        </li>
        <li class="row">
          <p class="grow">{t('ui.settings.language')}</p>
          <Select
            small
            label={t('ui.settings.language')}
            value={language ?? ''}
            options={languages}
            onChange={(chosen) =>
              void call('preferences.change', { language: chosen === '' ? null : chosen })
            }
          />
        </li>
      </Card>
    </section>
  )
}
