import type { AnyFailure } from '../../../electron/contract/failures.ts'
import { useSetup } from '../../app-state.ts'
import { Button } from '../../ui/button.tsx'
import { Disclosure } from '../../ui/disclosure.tsx'
import { Panel } from '../../ui/panel.tsx'
import { failureWords } from '../../window-words.ts'

export function SignedInPanel({ kept }: { kept: 'keychain' | 'session' }) {
  const { state, t, setup } = useSetup()
  const { servers } = setup.record
  return (
    <Panel tone="way" icon="check" title={t('ui.sign-in.signed-in')}>
      <p class="small dim">
        {servers !== null &&
          t('ui.sign-in.signed-in.more', {
            host: servers.submission.host,
            port: servers.submission.port,
          })}{' '}
        {t(kept === 'session' ? 'ui.sign-in.kept.session' : `ui.sign-in.kept.${state.platform}`)}
      </p>
    </Panel>
  )
}

type FailedPanelProps = {
  failure: AnyFailure
  username: string
  onUsername: (username: string) => void
}

export function FailedPanel({ failure, username, onUsername }: FailedPanelProps) {
  const { call, t } = useSetup()
  switch (failure.kind) {
    case 'auth-rejected':
      return <WrongPassword reply={failure.reply} username={username} onUsername={onUsername} />
    case 'needs-oauth2':
      return (
        <Panel tone="care" icon="key" title={t('ui.sign-in.oauth2')} takesFocus>
          <p class="small dim">{t('ui.sign-in.oauth2.more')}</p>
          <Reply reply={failure.reply} />
        </Panel>
      )
    case 'no-such-host':
      return (
        <Panel tone="stop" icon="alert" title={t('ui.sign-in.failed')} takesFocus>
          <p class="small">{failureWords(t, failure)}</p>
          <Button small onClick={() => void call('setup.go', { step: 'address' })}>
            {t('ui.network.other-server')}
          </Button>
        </Panel>
      )
    case 'refused':
    case 'unreachable':
    case 'timed-out':
    case 'dns-failed':
    case 'no-starttls':
    case 'tls-failed':
    case 'protocol':
      return (
        <Panel tone="stop" icon="alert" title={t('ui.sign-in.failed')} takesFocus>
          <p class="small">{failureWords(t, failure)}</p>
          <Button small icon="refresh" onClick={() => void call('setup.go', { step: 'network' })}>
            {t('ui.sign-in.check-network')}
          </Button>
        </Panel>
      )
    default:
      return (
        <Panel tone="stop" icon="alert" title={t('ui.sign-in.failed')} takesFocus>
          <p class="small">{failureWords(t, failure)}</p>
        </Panel>
      )
  }
}

type WrongPasswordProps = { reply: string; username: string; onUsername: (username: string) => void }

/** Servers want either the whole address or what stands before its @: the other one is a press away. */
function WrongPassword({ reply, username, onUsername }: WrongPasswordProps) {
  const { t, setup } = useSetup()
  const { address } = setup.record
  const isWhole = username.trim().includes('@')
  const other = isWhole ? address.slice(0, address.lastIndexOf('@')) : address
  return (
    <Panel tone="dim" icon="info" title={t('ui.sign-in.try')}>
      <p class="small dim">{t(isWhole ? 'ui.sign-in.try.alone' : 'ui.sign-in.try.whole')}</p>
      <Button small onClick={() => onUsername(other)}>
        {t('ui.sign-in.use', { username: other })}
      </Button>
      <Reply reply={reply} />
    </Panel>
  )
}

/** The server's own words, for whoever runs it. */
function Reply({ reply }: { reply: string }) {
  const { t } = useSetup()
  if (reply.trim() === '') return null
  return (
    <Disclosure summary={t('ui.sign-in.reply')}>
      <div class="code">{reply.trim()}</div>
    </Disclosure>
  )
}

/** The server took the password, the keychain did not: the person decides where it stays. */
export function NotKeptPanel({ failure }: { failure: AnyFailure }) {
  const { call, t } = useSetup()
  return (
    <Panel tone="care" icon="alert" title={t('ui.sign-in.not-kept')} takesFocus>
      <p class="small dim">{failureWords(t, failure)}</p>
      <div class="line">
        <Button icon="refresh" onClick={() => void call('setup.keep', { where: 'keychain' })}>
          {t('ui.sign-in.try-again')}
        </Button>
        <Button variant="plain" onClick={() => void call('setup.keep', { where: 'session' })}>
          {t('ui.sign-in.keep.session')}
        </Button>
      </div>
    </Panel>
  )
}
