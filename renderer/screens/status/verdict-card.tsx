import type { Checked, Checking } from '../../../electron/contract/checked.ts'
import { useApp } from '../../app-state.ts'
import { say } from '../../text.ts'
import { Busy } from '../../ui/busy.tsx'
import { Button } from '../../ui/button.tsx'
import { Card } from '../../ui/card.tsx'
import { MiniPath } from '../../ui/mini-path.tsx'
import { Verdict } from '../../ui/verdict.tsx'
import { Advice } from './advice.tsx'
import { ago } from './ago.ts'
import { Evidence } from './evidence.tsx'
import { useNow } from './use-now.ts'

/** The verdict on this network, what it rests on and what to do about it. */
export function VerdictCard() {
  const { state, t } = useApp()
  const { checking, checked } = state
  if (checking !== null) return <CheckingCard checking={checking} />
  if (checked !== null) return <CheckedCard checked={checked} />
  return (
    <Card>
      <Verdict mark="checking" line={t('ui.status.not-checked')} />
    </Card>
  )
}

function CheckingCard({ checking: { since, lanes, suspected } }: { checking: Checking }) {
  const { call, t } = useApp()
  const line = suspected === null ? t('ui.status.checking') : say(t, suspected)
  return (
    <Card>
      <div class="status-verdict">
        <Verdict mark="checking" line={line}>
          <Busy
            since={since}
            text={t(suspected === null ? 'ui.status.checking-what' : 'ui.status.making-sure')}
            onStop={() => void call('check.stop')}
          />
        </Verdict>
        <MiniPath lanes={lanes} />
      </div>
    </Card>
  )
}

function CheckedCard({ checked }: { checked: Checked }) {
  const { t } = useApp()
  return (
    <Card>
      <div class="status-verdict">
        <Verdict mark={checked.mark} line={say(t, checked.headline)} more={<When checked={checked} />}>
          <WayOutButton checked={checked} />
        </Verdict>
        <MiniPath lanes={checked.lanes} />
      </div>
      <div class="status-more">
        <Advice checked={checked} />
        <Evidence report={checked.report} />
      </div>
    </Card>
  )
}

function When({ checked: { at, report } }: { checked: Checked }) {
  const { state, t } = useApp()
  const when = ago(at, state.language, useNow())
  const { gateway } = report.network
  const checkedWhen = when === null ? t('ui.status.now') : t('ui.status.checked', { when })
  if (gateway === null) return <>{checkedWhen}</>
  return <>{t('ui.two-sentences', { first: t('ui.status.router', { gateway }), second: checkedWhen })}</>
}

/** "Check again" stands beside the title already, and "Add an account" in the list of accounts. */
function WayOutButton({ checked: { wayOut } }: { checked: Checked }) {
  const { state, call, t } = useApp()
  switch (wayOut) {
    case 'open-sign-in-page':
      return (
        <Button variant="primary" onClick={() => void call('page.open', { page: 'captive-portal' })}>
          {t('ui.status.way.open-sign-in-page')}
        </Button>
      )
    case 'edit-servers':
    case 'sign-in': {
      const account = state.accounts.find((one) => one.checked?.wayOut === wayOut)
      if (account === undefined) return null
      return (
        <Button variant="primary" onClick={() => void call('setup.open', { accountId: account.id })}>
          {t(`ui.status.way.${wayOut}`)}
        </Button>
      )
    }
    case 'check-again':
    case 'add-account':
    case null:
      return null
  }
}
