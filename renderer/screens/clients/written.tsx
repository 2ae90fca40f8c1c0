import type { RepairView } from '../../../electron/contract/repair.ts'
import { useApp } from '../../app-state.ts'
import { Disclosure } from '../../ui/disclosure.tsx'

type WrittenProps = { changes: RepairView['changes']; isDone?: boolean | undefined }

/** The program's own settings, one by one, as they are written into its file. */
export function Written({ changes, isDone = false }: WrittenProps) {
  const { t } = useApp()
  const title = t(isDone ? 'ui.clients.was-written' : 'ui.clients.written')
  return (
    <Disclosure summary={title}>
      <div class="table-scroll" tabIndex={0} role="region" aria-label={title}>
        <table class="written">
          <thead>
            <tr>
              <th scope="col">{t('ui.clients.written.setting')}</th>
              <th scope="col">{t('ui.clients.written.before')}</th>
              <th scope="col">{t('ui.clients.written.after')}</th>
            </tr>
          </thead>
          <tbody>
            {changes.map(({ name, before, after }) => (
              <tr key={name}>
                <td class="mono">{name}</td>
                <td>{valueOf(before)}</td>
                <td>{valueOf(after)}</td>
              </tr>
            ))}
          </tbody>
        </table>
      </div>
    </Disclosure>
  )

  function valueOf(value: string | null) {
    return value === null ? (
      <span class="faint">{t('ui.clients.written.not-set')}</span>
    ) : (
      <span class="mono">{value}</span>
    )
  }
}
