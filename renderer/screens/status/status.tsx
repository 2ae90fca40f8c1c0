import { useApp } from '../../app-state.ts'
import { Button } from '../../ui/button.tsx'
import { Card } from '../../ui/card.tsx'
import { Pane } from '../../ui/pane.tsx'
import { AccountRow } from './account-row.tsx'
import { ReportCopied, useReport } from './copy-report.tsx'
import { VerdictCard } from './verdict-card.tsx'

/** Whether mail leaves from this network, in all and for each account. */
export function StatusScreen() {
  const { state, call, t } = useApp()
  const { copied, copy } = useReport()
  return (
    <Pane
      title={t('ui.status.title')}
      actions={
        <>
          <Button icon="copy" disabled={state.checked === null} onClick={() => copy(false)}>
            {t('ui.report.copy')}
          </Button>
          <Button icon="refresh" busy={state.checking !== null} onClick={() => void call('check.start')}>
            {t('ui.status.check')}
          </Button>
        </>
      }
    >
      <ReportCopied copied={copied} onCopy={copy} />
      <VerdictCard />
      <section class="stack">
        <h2>{t('ui.status.accounts')}</h2>
        {state.accounts.length === 0 ? (
          <NoAccounts />
        ) : (
          <Card rows>
            {state.accounts.map((account) => (
              <AccountRow key={account.id} account={account} />
            ))}
          </Card>
        )}
      </section>
    </Pane>
  )
}

function NoAccounts() {
  const { call, t } = useApp()
  return (
    <Card>
      <div class="stack">
        <p>{t('ui.status.empty')}</p>
        <div class="line">
          <Button variant="primary" icon="plus" onClick={() => void call('setup.open', { accountId: null })}>
            {t('ui.status.add')}
          </Button>
        </div>
      </div>
    </Card>
  )
}
