import type { AccountState } from '../../../electron/contract/state.ts'
import type { MessageKey } from '../../../electron/text/message-key.ts'
import { useApp } from '../../app-state.ts'
import { Button } from '../../ui/button.tsx'
import { Chip } from '../../ui/chip.tsx'
import { Icon, type IconName } from '../../ui/icon.tsx'
import { testMailLine } from './test-mail-line.ts'
import { useNow } from './use-now.ts'

/** One account: whether its mail leaves from here, and what can be done with it. */
export function AccountRow({ account }: { account: AccountState }) {
  const { state, t } = useApp()
  const now = useNow()
  const { host, port } = account.submission
  const server = t('ui.status.server', { host, port })
  const note = remark(account)
  const { tone, icon, text } = chipOf(account, state.checked?.mark === 'offline')
  const test = testMailLine(account.testMail, t, { language: state.language, now })
  return (
    <li class="account">
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
        <Chip tone={tone} icon={icon}>
          {t(text)}
        </Chip>
        <Action account={account} />
      </div>
    </li>
  )
}

function Action({ account: { id, address, unfinished, hasPassword, testMail } }: { account: AccountState }) {
  const { call, t } = useApp()
  const labelled = (text: string) => `${text}: ${address}`
  if (unfinished === true || !hasPassword) {
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

function remark({ unfinished, hasPassword }: AccountState): MessageKey | null {
  if (unfinished === true) return 'ui.status.unfinished'
  return hasPassword ? null : 'ui.status.no-password'
}

type ChipLook = { tone: 'way' | 'care' | 'stop' | 'dim'; icon: IconName; text: MessageKey }

function chipOf({ unfinished, checked }: AccountState, isOffline: boolean): ChipLook {
  if (unfinished === true) return { tone: 'care', icon: 'alert', text: 'ui.status.chip.unfinished' }
  if (isOffline) return { tone: 'dim', icon: 'minus', text: 'ui.status.chip.offline' }
  if (checked === null) return { tone: 'dim', icon: 'clock', text: 'ui.status.chip.not-checked' }
  switch (checked.mark) {
    case 'offline':
    case 'checking':
      return { tone: 'dim', icon: 'clock', text: 'ui.status.chip.offline' }
    case 'blocked':
      return { tone: 'stop', icon: 'close', text: 'ui.status.chip.cannot-send' }
    case 'attention':
      return { tone: 'care', icon: 'alert', text: 'ui.status.chip.needs-you' }
    case 'ok':
    case 'via587':
      return { tone: 'way', icon: 'check', text: 'ui.status.chip.can-send' }
  }
}
