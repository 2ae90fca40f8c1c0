import type { MailClient } from '../../../electron/contract/clients.ts'
import type { RepairView } from '../../../electron/contract/repair.ts'
import { useApp } from '../../app-state.ts'
import { settingRows } from './words.ts'

type SettingsTableProps = { client: MailClient; view: RepairView }

/** What a repair changes, before and after. */
export function SettingsTable({ client, view }: SettingsTableProps) {
  const { t } = useApp()
  return (
    <div class="table-scroll" tabIndex={0} role="region" aria-label={t('ui.clients.table')}>
      <table class="diff">
        <thead>
          <tr>
            <th scope="col">{t('ui.clients.table.server')}</th>
            <th scope="col">{t('ui.clients.table.now')}</th>
            <th scope="col">{t('ui.clients.table.after')}</th>
          </tr>
        </thead>
        <tbody>
          {settingRows(t, client, view).map(({ label, now, after }) => (
            <tr key={label}>
              <th scope="row">{label}</th>
              <td>
                <del>{now}</del>
              </td>
              <td>
                <ins>{after}</ins>
              </td>
            </tr>
          ))}
        </tbody>
      </table>
    </div>
  )
}
