import { useEffect, useRef, useState } from 'preact/hooks'
import type { AccountState, AppState } from '../../../electron/contract/state.ts'
import type { MessageKey } from '../../../electron/text/message-key.ts'
import { useApp } from '../../app-state.ts'
import { Button } from '../../ui/button.tsx'
import { Card } from '../../ui/card.tsx'
import { Panel } from '../../ui/panel.tsx'

export function Accounts() {
  const { state, call, t } = useApp()
  const heading = useRef<HTMLHeadingElement>(null)
  const count = state.accounts.length
  const countBefore = useRef(count)
  useEffect(() => {
    // The row in which the focus was is gone.
    if (count < countBefore.current) heading.current?.focus()
    countBefore.current = count
  }, [count])
  return (
    <section class="set">
      <h2 ref={heading} tabIndex={-1}>
        {t('ui.settings.accounts')}
      </h2>
      <Card rows>
        {state.accounts.map((account) => (
          <Account key={account.id} account={account} />
        ))}
        <li class="row">
          <Button variant="link" icon="plus" onClick={() => void call('setup.open', { accountId: null })}>
            {t('ui.status.add')}
          </Button>
        </li>
      </Card>
    </section>
  )
}

function Account({ account }: { account: AccountState }) {
  const { state, call, t } = useApp()
  const [asks, setAsks] = useState(false)
  const { id, address, trusted, unfinished } = account
  const isPaused = account.paused === true
  const removeButton = useRef<HTMLButtonElement>(null)
  const pause = t(isPaused ? 'ui.status.resume' : 'ui.settings.pause')
  const goOn = t(unfinished === true ? 'ui.status.go-on' : 'ui.settings.set-up-again')
  const keep = () => {
    setAsks(false)
    removeButton.current?.focus()
  }
  return (
    <li class="row account-setting">
      <div class="grow">
        <p>{address}</p>
        <p class="note faint">{t(passwordText(account, state.platform))}</p>
        {isPaused && <p class="note faint">{t('ui.settings.paused')}</p>}
        {trusted.map(({ host }) => (
          <p key={host} class="note faint">
            {t('ui.settings.trusted', { host })}
          </p>
        ))}
      </div>
      <div class="row-end">
        <Button
          small
          label={`${goOn}: ${address}`}
          onClick={() => void call('setup.open', { accountId: id })}
        >
          {goOn}
        </Button>
        <Button
          small
          label={`${pause}: ${address}`}
          onClick={() => void call('account.pause', { id, paused: !isPaused })}
        >
          {pause}
        </Button>
        <Button
          small
          buttonRef={removeButton}
          label={`${t('ui.settings.remove')}: ${address}`}
          onClick={() => setAsks(true)}
        >
          {t('ui.settings.remove')}
        </Button>
      </div>
      {asks && <RemoveQuestion account={account} onKeep={keep} />}
    </li>
  )
}

type RemoveQuestionProps = { account: AccountState; onKeep: () => void }

function RemoveQuestion({ account: { id, address }, onKeep }: RemoveQuestionProps) {
  const { call, t } = useApp()
  return (
    <div class="question">
      <Panel tone="care" icon="alert" takesFocus title={t('ui.settings.remove-question', { address })}>
        <p>{t('ui.settings.remove-what')}</p>
        <div class="line">
          <Button small onClick={() => void call('account.remove', { id })}>
            {t('ui.settings.remove-yes')}
          </Button>
          <Button small variant="plain" onClick={onKeep}>
            {t('ui.settings.remove-no')}
          </Button>
        </div>
      </Panel>
    </div>
  )
}

function passwordText(
  { unfinished, hasPassword, password }: AccountState,
  platform: AppState['platform'],
): MessageKey {
  if (unfinished === true) return 'ui.status.unfinished'
  if (!hasPassword) return 'ui.settings.password.none'
  return password === 'session' ? 'ui.settings.password.session' : `ui.settings.password.${platform}`
}
