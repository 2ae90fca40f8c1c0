import type { AccountState } from '../../../electron/contract/state.ts'
import type { MessageKey } from '../../../electron/text/message-key.ts'
import { useApp } from '../../app-state.ts'
import { Button } from '../../ui/button.tsx'
import { Chip } from '../../ui/chip.tsx'
import { Icon, type IconName } from '../../ui/icon.tsx'
import { testMailLine } from './test-mail-line.ts'
import { useNow } from './use-now.ts'
import { needsPassword } from '../needs-password.ts'

/** One account: whether its mail leaves from here, and what can be done with it. */
export function AccountRow({ account }: { account: AccountState }) {
  const { state, t } = useApp()
  const now = useNow()
  const { host, port } = account.submission
  const server = t('ui.status.server', { host, port })
  const note = remark(account)
  const chip = chipOf(account, state.checked?.mark === 'offline')
  const isOld = state.remembered && chip.verdict
  const test = testMailLine(account.testMail, t, { language: state.language, now })
  return (
    <li class={account.paused === true ? 'account is-paused' : 'account'}>
      <span class="tile">
        <Icon name="mail" size={20} />
      </span>
      <div class="grow">
        <h3>{account.address}</h3>
        <p class="note faint">
          {note === null ? server : t('ui.two-sentences', { first: server, second: t(note) })}
        </p>
        {/* Results come while one looks on. */}
        <p class="note faint" role="status">
          {test}
        </p>
      </div>
      <div class="account-end">
        {isOld ? (
          <Chip tone="dim" icon="clock">
            {t('ui.status.chip.earlier', { verdict: t(chip.text) })}
          </Chip>
        ) : (
          <Chip tone={chip.tone} icon={chip.icon}>
            {t(chip.text)}
          </Chip>
        )}
        <Action account={account} />
      </div>
    </li>
  )
}

function Action({ account }: { account: AccountState }) {
  const { call, t } = useApp()
  const { id, address, paused, unfinished, hasPassword, testMail } = account
  const labelled = (text: string) => `${text}: ${address}`
  if (paused === true)
    return (
      <Button
        small
        label={labelled(t('ui.status.resume'))}
        onClick={() => void call('account.pause', { id, paused: false })}
      >
        {t('ui.status.resume')}
      </Button>
    )
  if (unfinished === true || !hasPassword || needsPassword(testMail)) {
    const text = t(unfinished === true ? 'ui.status.go-on' : 'ui.status.way.sign-in')
    return (
      <Button small label={labelled(text)} onClick={() => void call('setup.open', { accountId: id })}>
        {text}
      </Button>
    )
  }
  return testMail.kind === 'under-way' ? (
    <Button
      small
      label={labelled(t('ui.status.stop-test'))}
      onClick={() => void call('account.stop-test', { id })}
    >
      {t('ui.status.stop-test')}
    </Button>
  ) : (
    <Button
      small
      label={labelled(t('ui.status.send-test'))}
      onClick={() => void call('account.send-test', { id })}
    >
      {t('ui.status.send-test')}
    </Button>
  )
}

function remark({ paused, unfinished, hasPassword }: AccountState): MessageKey | null {
  if (paused === true) return 'ui.status.paused'
  if (unfinished === true) return 'ui.status.unfinished'
  return hasPassword ? null : 'ui.status.no-password'
}

/** `verdict`: it tells what a check came to. */
type ChipLook = {
  tone: 'way' | 'care' | 'stop' | 'dim'
  icon: IconName
  text: MessageKey
  verdict: boolean
}

function chipOf({ paused, unfinished, checked }: AccountState, isOffline: boolean): ChipLook {
  if (paused === true) return plain('dim', 'pause', 'ui.status.chip.paused')
  if (unfinished === true) return plain('care', 'alert', 'ui.status.chip.unfinished')
  if (isOffline) return plain('dim', 'minus', 'ui.status.chip.offline')
  if (checked === null) return plain('dim', 'clock', 'ui.status.chip.not-checked')
  switch (checked.mark) {
    case 'offline':
    case 'checking':
      return plain('dim', 'clock', 'ui.status.chip.offline')
    case 'blocked':
      return { tone: 'stop', icon: 'close', text: 'ui.status.chip.cannot-send', verdict: true }
    case 'attention':
      return { tone: 'care', icon: 'alert', text: 'ui.status.chip.needs-you', verdict: true }
    case 'ok':
    case 'via587':
      return { tone: 'way', icon: 'check', text: 'ui.status.chip.can-send', verdict: true }
  }
}

function plain(tone: ChipLook['tone'], icon: IconName, text: MessageKey): ChipLook {
  return { tone, icon, text, verdict: false }
}
