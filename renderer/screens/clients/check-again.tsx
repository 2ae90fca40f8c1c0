import { useApp } from '../../app-state.ts'
import { Button } from '../../ui/button.tsx'
import { isBusy } from './found.ts'

/** Reads the programs' settings once more. */
export function CheckAgain() {
  const { state, call, t } = useApp()
  return (
    <Button small icon="refresh" busy={isBusy(state.clients)} onClick={() => void call('clients.look')}>
      {t('ui.clients.check-again')}
    </Button>
  )
}
