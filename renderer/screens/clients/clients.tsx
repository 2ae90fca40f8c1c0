import { useApp } from '../../app-state.ts'
import { Button } from '../../ui/button.tsx'
import { Card } from '../../ui/card.tsx'
import { Pane } from '../../ui/pane.tsx'
import { ExplainError } from '../explain/explain-error.tsx'
import { FoundClients, useClientsLead } from './found-clients.tsx'
import { isBusy } from './found.ts'
import { GuideList } from './guide-list.tsx'

/** The mail programs of this computer and their repair; under them what can be done by hand in any program. */
export function ClientsScreen() {
  const { state, call, t } = useApp()
  const { accounts, clients } = state
  const lead = useClientsLead()
  return (
    <Pane
      title={t('ui.clients.title')}
      lead={lead}
      actions={
        <Button icon="refresh" busy={isBusy(clients)} onClick={() => void call('clients.look')}>
          {t('ui.clients.look')}
        </Button>
      }
    >
      <FoundClients guideAccounts={accounts} />
      {accounts.length === 0 ? (
        <Card>
          <div class="stack">
            <p>{t('ui.clients.empty')}</p>
            <div class="line">
              <Button icon="plus" onClick={() => void call('setup.open', { accountId: null })}>
                {t('ui.status.add')}
              </Button>
            </div>
          </div>
        </Card>
      ) : (
        <GuideList accounts={accounts} />
      )}
      <ExplainError />
    </Pane>
  )
}
