import { useRef, useState } from 'preact/hooks'
import type { HistoryDays, HistoryView } from '../../../electron/contract/timeline.ts'
import type { Translate } from '../../../electron/text/translate.ts'
import { useApp } from '../../app-state.ts'
import { Button } from '../../ui/button.tsx'
import { Card } from '../../ui/card.tsx'
import { Pane } from '../../ui/pane.tsx'
import { RadioGroup } from '../../ui/radio-group.tsx'
import { Chart } from './chart.tsx'
import { createDates } from './dates.ts'
import { type NewNames, RenameNetworks } from './rename-networks.tsx'
import { StayTable } from './stay-table.tsx'

type HistoryScreenProps = {
  /** Null until it has been read. */
  view: HistoryView | null
  onDays: (days: HistoryDays) => void
  onRename: (names: NewNames) => void
  onExport: () => void
}

/** The networks of the last days and what they were to mail. */
export function HistoryScreen({ view, onDays, onRename, onExport }: HistoryScreenProps) {
  const { state, t } = useApp()
  const [renames, setRenames] = useState(false)
  const [wanted, setWanted] = useState<{ id: string } | null>(null)
  const renameButton = useRef<HTMLButtonElement>(null)
  const isEmpty = view === null || view.networks.length === 0
  const closeNames = () => {
    setRenames(false)
    renameButton.current?.focus()
  }

  return (
    <Pane
      title={t('ui.history.title')}
      lead={view === null ? undefined : rangeOf(t, view, state.language)}
      actions={
        <>
          <Button disabled={isEmpty} onClick={onExport}>
            {t('ui.history.export')}
          </Button>
          <Button
            disabled={isEmpty || view.networks.every(({ id }) => id === null)}
            buttonRef={renameButton}
            onClick={() => setRenames(true)}
          >
            {t('ui.history.rename')}
          </Button>
        </>
      }
    >
      {view !== null && (
        <>
          {renames && <RenameNetworks view={view} onSave={onRename} onClose={closeNames} />}
          <RadioGroup
            row
            hideLegend
            legend={t('ui.history.days')}
            value={`${view.days}`}
            options={[
              { value: '14', label: t('ui.history.last-days', { days: 14 }) },
              { value: '90', label: t('ui.history.last-days', { days: 90 }) },
            ]}
            onChange={(days) => onDays(days === '14' ? 14 : 90)}
          />
          {view.networks.length === 0 ? (
            <Card>{t('ui.history.empty')}</Card>
          ) : (
            <>
              <Chart view={view} onChoose={(id) => setWanted({ id })} />
              <StayTable key={view.days} view={view} wanted={wanted} />
            </>
          )}
        </>
      )}
    </Pane>
  )
}

function rangeOf(t: Translate, { dayStarts, now, timeZone }: HistoryView, language: string): string {
  const { dayAndMonth } = createDates(language, timeZone)
  return t('ui.history.range', { from: dayAndMonth(dayStarts[0] ?? now), to: dayAndMonth(now) })
}
