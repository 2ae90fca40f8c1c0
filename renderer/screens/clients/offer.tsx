import type { RepairView } from '../../../electron/contract/repair.ts'
import { repairNotes } from '../../../electron/text/repair-notes.ts'
import { useApp } from '../../app-state.ts'
import { Button } from '../../ui/button.tsx'
import { Icon } from '../../ui/icon.tsx'
import { type FoundServer, idOf } from './found.ts'
import { SettingsTable } from './settings-table.tsx'

type OfferProps = { found: FoundServer; view: RepairView; isBusy: boolean }

/** What Postern would change, and the button that does it. */
export function Offer({ found, view, isBusy }: OfferProps) {
  const { call, t } = useApp()
  const { client, running } = found.profile
  const note = repairNotes[client].before
  return (
    <>
      {note !== null && <p class="small">{t(note)}</p>}
      <SettingsTable client={client} view={view} />
      <div class="line">
        <Button variant="primary" busy={isBusy} onClick={() => void call('clients.repair', idOf(found))}>
          {t('ui.clients.repair')}
        </Button>
        <p class="backup note faint">
          <Icon name="undo" size={16} />
          <span>{t('ui.clients.backup')}</span>
        </p>
      </div>
      {running !== false && (
        <p class="note dim">
          {t(running === null ? 'ui.clients.use-unknown' : 'ui.clients.is-open', {
            client: t(`client.name.${client}`),
          })}
        </p>
      )}
    </>
  )
}
