import { useEffect, useId, useRef, useState } from 'preact/hooks'
import type { HistoryView, NetworkHistory, Stay } from '../../../electron/contract/timeline.ts'
import { useApp } from '../../app-state.ts'
import { Button } from '../../ui/button.tsx'
import { Icon } from '../../ui/icon.tsx'
import { stayId } from './chart-layout.ts'
import { createDates, type Dates } from './dates.ts'
import { NetworkName } from './network-name.tsx'
import { StayDetails } from './stay-details.tsx'
import { durationOf, lookOf, verdictOf } from './words.ts'

type StayTableProps = {
  view: HistoryView
  /** The stay whose row shall have the focus; a new object each time that it is asked for. */
  wanted: { id: string } | null
}

/** So many rows at first: nobody looks at hundreds at once. */
const firstRows = 40

/** The stays, newest first: all that the chart says, and the checks that each rests on. */
export function StayTable({ view, wanted }: StayTableProps) {
  const { state, t } = useApp()
  const [showsAll, setShowsAll] = useState(false)
  const table = useRef<HTMLTableElement>(null)
  // One that was asked for before has had the focus: it does not get it again.
  const reached = useRef(wanted)
  const dates = createDates(state.language, view.timeZone)
  const all = view.networks
    .flatMap((network) => network.stays.map((stay) => ({ id: stayId(network, stay), network, stay })))
    .sort((a, b) => Date.parse(b.stay.from) - Date.parse(a.stay.from))
  const index = wanted === null ? -1 : all.findIndex(({ id }) => id === wanted.id)
  const rows = showsAll ? all : all.slice(0, firstRows)

  useEffect(() => {
    if (wanted === null || wanted === reached.current) return
    if (index >= rows.length) {
      setShowsAll(true)
      return
    }
    reached.current = wanted
    const button = table.current?.querySelectorAll<HTMLElement>('.stay-from')[index]
    button?.focus()
    button?.scrollIntoView({ block: 'nearest' })
  }, [wanted, showsAll])

  return (
    <section class="stays-place stack">
      <table id="history-table" class="stays" ref={table}>
        <caption class="vh">{t('ui.history.table')}</caption>
        <thead>
          <tr>
            <th scope="col">{t('ui.history.from')}</th>
            <th scope="col">{t('ui.history.network')}</th>
            <th scope="col">{t('ui.history.verdict')}</th>
            <th scope="col" class="num">
              {t('ui.history.for')}
            </th>
          </tr>
        </thead>
        <tbody>
          {rows.map(({ id, network, stay }) => (
            <Row key={id} network={network} stay={stay} dates={dates} />
          ))}
        </tbody>
      </table>
      {rows.length < all.length && (
        <div class="line">
          <Button small onClick={() => setShowsAll(true)}>
            {t('ui.history.show-all', { stays: all.length })}
          </Button>
        </div>
      )}
    </section>
  )
}

type RowProps = { network: NetworkHistory; stay: Stay; dates: Dates }

function Row({ network, stay, dates }: RowProps) {
  const { state, t } = useApp()
  const [isOpen, setOpen] = useState(false)
  const id = useId()
  const { tone, icon } = lookOf(stay.kind)
  return (
    <>
      <tr>
        <td>
          <button
            type="button"
            class="stay-from"
            aria-expanded={isOpen}
            aria-controls={isOpen ? id : undefined}
            onClick={() => setOpen(!isOpen)}
          >
            <Icon name="chevron" size={14} />
            {dates.dayAndTime(stay.from)}
          </button>
        </td>
        <td class="stay-network">
          <NetworkName network={network} />
        </td>
        <td>
          <span class={`stay-verdict ${tone}`}>
            <Icon name={icon} size={16} />
            {verdictOf(t, stay, state.language)}
          </span>
        </td>
        <td class="num dim">{durationOf(t, stay)}</td>
      </tr>
      {isOpen && (
        <tr id={id} class="stay-more">
          <td colSpan={4}>
            <StayDetails stay={stay} dates={dates} />
          </td>
        </tr>
      )}
    </>
  )
}
