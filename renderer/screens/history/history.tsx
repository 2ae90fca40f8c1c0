import { useRef, useState } from 'preact/hooks'
import type { HistoryView } from '../../../electron/contract/timeline.ts'
import type { Translate } from '../../../electron/text/translate.ts'
import { useApp } from '../../app-state.ts'
import { announce } from '../../ui/announce.ts'
import { Busy } from '../../ui/busy.tsx'
import { Button } from '../../ui/button.tsx'
import { Card } from '../../ui/card.tsx'
import { Pane } from '../../ui/pane.tsx'
import { Panel } from '../../ui/panel.tsx'
import { RadioGroup } from '../../ui/radio-group.tsx'
import { Chart } from './chart.tsx'
import { createDates } from './dates.ts'
import { type NewNames, RenameNetworks } from './rename-networks.tsx'
import { StayTable } from './stay-table.tsx'
import { useHistory } from './use-history.ts'

/** The networks of the last days and what they were to mail. */
export function HistoryScreen() {
  const { state, call, t } = useApp()
  const { days, setDays, view, failed, since, readAgain } = useHistory()
  const [renames, setRenames] = useState(false)
  const renameButton = useRef<HTMLButtonElement>(null)
  const networks = view?.networks ?? []

  const closeNames = () => {
    setRenames(false)
    renameButton.current?.focus()
  }

  const rename = async (names: NewNames) => {
    await Promise.all(Object.entries(names).map(([id, name]) => call('network.rename', { id, name })))
    announce(t('ui.history.names-saved'))
    readAgain()
  }

  return (
    <Pane
      title={t('ui.history.title')}
      lead={view === null ? undefined : rangeOf(t, view, state.language)}
      actions={
        <>
          <Button disabled={networks.length === 0} onClick={() => void call('history.export')}>
            {t('ui.history.export')}
          </Button>
          <Button
            disabled={networks.every(({ id }) => id === null)}
            buttonRef={renameButton}
            onClick={() => setRenames(true)}
          >
            {t('ui.history.rename')}
          </Button>
        </>
      }
    >
      {failed && (
        <Panel tone="care" icon="alert" title={t('ui.history.failed')}>
          <Button small icon="refresh" busy={since !== null} onClick={readAgain}>
            {t('ui.history.read-again')}
          </Button>
        </Panel>
      )}
      {view !== null && renames && (
        <RenameNetworks view={view} onSave={(names) => void rename(names)} onClose={closeNames} />
      )}
      {view !== null && (
        <RadioGroup
          row
          hideLegend
          legend={t('ui.history.days')}
          value={`${days}`}
          options={[
            { value: '14', label: t('ui.history.last-days', { days: 14 }) },
            { value: '90', label: t('ui.history.last-days', { days: 90 }) },
          ]}
          onChange={(chosen) => setDays(chosen === '14' ? 14 : 90)}
        />
      )}
      {since !== null && <Busy since={since} text={t('ui.history.reading')} />}
      {view !== null && <Networks view={view} />}
    </Pane>
  )
}

/** The chart, and the table that says the same. */
function Networks({ view }: { view: HistoryView }) {
  const { t } = useApp()
  const [wanted, setWanted] = useState<{ id: string } | null>(null)
  if (view.networks.length === 0) return <Card>{t('ui.history.empty')}</Card>
  return (
    <>
      <Chart view={view} onChoose={(id) => setWanted({ id })} />
      <StayTable key={view.days} view={view} wanted={wanted} />
    </>
  )
}

function rangeOf(t: Translate, { dayStarts, now, timeZone }: HistoryView, language: string): string {
  const { dayAndMonth } = createDates(language, timeZone)
  return t('ui.history.range', { from: dayAndMonth(dayStarts[0] ?? now), to: dayAndMonth(now) })
}
