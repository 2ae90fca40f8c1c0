import type { Preferences } from '../../../electron/contract/preferences.ts'
import { useApp } from '../../app-state.ts'
import { Card } from '../../ui/card.tsx'
import { Select } from '../../ui/select.tsx'
import { References } from './references.tsx'

/** The contract's own list would bring its whole library into the window. */
const intervals: readonly Preferences['checkEveryMinutes'][] = [15, 30, 60, 240]

export function Checks() {
  const { state, call, t } = useApp()
  return (
    <section class="set">
      <h2>{t('ui.settings.checks')}</h2>
      <Card rows>
        <li class="row">
          <p class="grow">{t('ui.settings.interval')}</p>
          <Select
            small
            label={t('ui.settings.interval')}
            value={String(state.preferences.checkEveryMinutes)}
            options={intervals.map((minutes) => ({ value: String(minutes), label: textOf(minutes) }))}
            onChange={(chosen) => {
              const checkEveryMinutes = intervals.find((minutes) => String(minutes) === chosen)
              if (checkEveryMinutes !== undefined) void call('preferences.change', { checkEveryMinutes })
            }}
          />
        </li>
        <References />
      </Card>
    </section>
  )

  function textOf(minutes: number): string {
    if (minutes < 60) return t('ui.settings.interval.minutes', { minutes })
    return minutes === 60
      ? t('ui.settings.interval.hour')
      : t('ui.settings.interval.hours', { hours: minutes / 60 })
  }
}
