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
  const { checking, checked, remembered } = state
  if (checked !== null && (checking === null || remembered)) return <CheckedCard checked={checked} />
  if (checking !== null) return <CheckingCard checking={checking} />
  return (
    <Card>
      <Verdict mark="checking" line={t('ui.status.not-checked')} />
    </Card>
  )
}

function CheckingCard({ checking }: { checking: Checking }) {
  const { t } = useApp()
  const { lanes, suspected } = checking
  const line = suspected === null ? t('ui.status.checking') : say(t, suspected)
  return (
    <Card>
      <div class="status-verdict">
        <Verdict mark="checking" line={line}>
          <UnderWay checking={checking} />
        </Verdict>
        <MiniPath lanes={lanes} />
      </div>
    </Card>
  )
}

function UnderWay({ checking: { since, suspected } }: { checking: Checking }) {
  const { call, t } = useApp()
  return (
    <Busy
      since={since}
      text={t(suspected === null ? 'ui.status.checking-what' : 'ui.status.making-sure')}
      onStop={() => void call('check.stop')}
    />
  )
}

/** A verdict that is remembered stays until the check that is under way has a new one. */
function CheckedCard({ checked }: { checked: Checked }) {
  const { state, t } = useApp()
  const { checking, remembered } = state
  return (
    <Card>
      <div class="status-verdict">
        <Verdict
          mark={checked.mark}
          isOld={remembered}
          line={say(t, checked.headline)}
          more={<When checked={checked} />}
        >
          {checking !== null && <UnderWay checking={checking} />}
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
  const { networkName, remembered, checking } = state
  const { gateway } = report.network
  const when = ago(at, state.language, useNow())
  const place =
    networkName !== null
      ? t('ui.status.network', { name: networkName })
      : gateway !== null
        ? t('ui.status.router', { gateway })
        : null
  return <>{place === null ? told() : t('ui.two-sentences', { first: place, second: told() })}</>

  function told(): string {
    if (!remembered) return when === null ? t('ui.status.now') : t('ui.status.checked', { when })
    return t(checking === null ? 'ui.status.remembered' : 'ui.status.remembered-checking', {
      when: when ?? t('ui.status.just-now'),
    })
  }
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
