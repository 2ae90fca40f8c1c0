import { useState } from 'preact/hooks'
import { useApp } from '../../app-state.ts'
import { Button } from '../../ui/button.tsx'
import { Card } from '../../ui/card.tsx'
import { Field } from '../../ui/field.tsx'
import { Pane } from '../../ui/pane.tsx'
import { Select } from '../../ui/select.tsx'
import { GuideList } from './guide-list.tsx'

/** How mail programs are set right by hand, with the values of one's own accounts. */
export function ClientsScreen() {
  const { state, call, t } = useApp()
  const [chosen, choose] = useState<string | null>(null)
  const { accounts } = state
  const account = accounts.find(({ id }) => id === chosen) ?? accounts[0]
  return (
    <Pane title={t('ui.clients.title')} lead={account === undefined ? undefined : t('ui.clients.lead')}>
      {account === undefined ? (
        <Card>
          <div class="stack">
            <p>{t('ui.clients.empty')}</p>
            <div class="line">
              <Button
                variant="primary"
                icon="plus"
                onClick={() => void call('setup.open', { accountId: null })}
              >
                {t('ui.status.add')}
              </Button>
            </div>
          </div>
        </Card>
      ) : (
        <>
          {accounts.length > 1 && (
            <Field label={t('ui.clients.account')}>
              <Select
                value={account.id}
                options={accounts.map(({ id, address }) => ({ value: id, label: address }))}
                onChange={choose}
              />
            </Field>
          )}
          <GuideList key={account.id} account={account} />
        </>
      )}
    </Pane>
  )
}
