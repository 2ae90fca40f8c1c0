import type { DeliveryProgress } from '../../../electron/contract/delivery.ts'
import type { SetupRecord } from '../../../electron/contract/setup.ts'
import type { TestMail } from '../../../electron/contract/test-mail.ts'
import type { MessageKey } from '../../../electron/text/message-key.ts'
import type { Translate } from '../../../electron/text/translate.ts'
import { type App, useApp, useSetup } from '../../app-state.ts'
import { Button } from '../../ui/button.tsx'
import { Pane } from '../../ui/pane.tsx'
import { Panel } from '../../ui/panel.tsx'
import { useElapsed } from '../../ui/use-elapsed.ts'
import { failureWords } from '../../window-words.ts'
import { needsPassword } from '../needs-password.ts'
import { StepFoot } from './step-foot.tsx'
import { stepText } from './steps.ts'
import { TestMailRecord } from './test-mail-proof.tsx'
import { TestMailSent } from './test-mail-sent.tsx'
import { TestMailTrack } from './test-mail-track.tsx'

/** One mail from the person to the person, and what came of it. */
export function TestMailStep() {
  const { setup, call, t } = useSetup()
  const { record } = setup
  const elapsed = useElapsed(setup.testMail.kind === 'under-way' ? setup.testMail.since : null)
  const isNew = setup.testMail.kind === 'under-way' && elapsed < 1 && !isAccepted(setup.testMail.progress)
  // In the first second only the button shows that it has been pressed.
  const testMail: TestMail = isNew ? { kind: 'none' } : setup.testMail
  return (
    <Pane
      title={t('ui.test-mail.title')}
      lead={t('ui.test-mail.lead')}
      stepText={stepText(t, 'test-mail')}
      footer={<Footer testMail={testMail} record={record} isNew={isNew} />}
    >
      <Body testMail={testMail} record={record} />
      {canSendAgain(testMail, record) && (
        <div class="line between top">
          {testMail.kind === 'sent' && testMail.arrival.kind === 'arrived' && (
            <TestMailRecord sent={testMail.sent} arrival={testMail.arrival} />
          )}
          <Button variant="link" icon="refresh" onClick={() => void call('setup.send-test')}>
            {t('ui.test-mail.again')}
          </Button>
        </div>
      )}
    </Pane>
  )
}

type StepProps = { testMail: TestMail; record: SetupRecord }

function Body({ testMail, record }: StepProps) {
  const { t } = useApp()
  switch (testMail.kind) {
    case 'none':
      return record.testMail?.kind === 'arrived' ? (
        <ArrivedBefore seconds={record.testMail.seconds} junk={record.testMail.junk} />
      ) : (
        <Ready record={record} />
      )
    case 'under-way':
      return <UnderWay since={testMail.since} progress={testMail.progress} />
    case 'sent':
      return <TestMailSent testMail={testMail} />
    case 'failed':
      return (
        <Panel tone="stop" icon="close" title={t('ui.test-mail.refused')}>
          <p>{failureWords(t, testMail.failure)}</p>
        </Panel>
      )
    case 'needs-password':
      return (
        <Panel tone="care" icon="key" title={t('ui.test-mail.needs-password')}>
          <p>{t('ui.test-mail.needs-password-why')}</p>
        </Panel>
      )
    case 'stopped':
      return (
        <Panel tone="dim" icon="minus" title={t('ui.test-mail.stopped')}>
          <p>{t('ui.test-mail.stopped-why')}</p>
        </Panel>
      )
  }
}

function Ready({ record: { address, servers } }: { record: SetupRecord }) {
  const { t } = useApp()
  if (servers === null) return null
  const { submission, incoming } = servers
  const { host, port } = submission
  return (
    <Panel tone="dim" icon="mail" title={t('ui.test-mail.ready')}>
      <p>{t('ui.test-mail.from-to', { address })}</p>
      <p class="small dim">
        {t(incoming.protocol === 'pop3' ? 'ui.test-mail.ready-pop' : 'ui.test-mail.ready-what', {
          host,
          port,
        })}
      </p>
    </Panel>
  )
}

/** The program was started anew since then: only the result is known. */
function ArrivedBefore({ seconds, junk }: { seconds: number; junk: boolean }) {
  const { t } = useApp()
  return (
    <>
      <p class="big" role="status">
        {t(junk ? 'ui.test-mail.arrived-junk' : 'ui.test-mail.arrived', { seconds: seconds.toFixed(1) })}
      </p>
      {junk && <p class="small dim">{t('ui.test-mail.junk-why')}</p>}
    </>
  )
}

const usualWaitSeconds = 60

type UnderWayProps = { since: string; progress: DeliveryProgress | null }

function UnderWay({ since, progress }: UnderWayProps) {
  const { call, t } = useApp()
  const elapsed = useElapsed(since)
  const accepted = isAccepted(progress)
  const waitSeconds = progress?.step === 'waiting' ? progress.waitSeconds : usualWaitSeconds
  return (
    <>
      <p class="big-line">
        <span class="big" role="status">
          {doing(progress, t)}
        </span>
        {/* Not in the live region: it would be read out every second. */}
        {elapsed > 0 && <span class="dim">{t('ui.test-mail.elapsed', { seconds: elapsed })}</span>}
      </p>
      <TestMailTrack
        span={waitSeconds}
        accepted={accepted ? { at: 0, label: t('ui.track.accepted-live') } : null}
        end={{ at: elapsed, label: looking(progress, t), arrived: false }}
        caption={null}
      />
      {accepted && (
        <p class="small dim">{t('ui.test-mail.greylisting', { seconds: Math.round(waitSeconds) })}</p>
      )}
      <div class="line">
        <Button onClick={() => void call('setup.stop-test')}>
          {t(accepted ? 'ui.test-mail.stop-waiting' : 'ui.test-mail.stop')}
        </Button>
      </div>
    </>
  )
}

function isAccepted(progress: DeliveryProgress | null): boolean {
  return progress?.step === 'accepted' || progress?.step === 'waiting'
}

function doing(progress: DeliveryProgress | null, t: Translate): string {
  switch (progress?.step) {
    case 'connecting':
      return t('ui.test-mail.connecting', { host: progress.host })
    case 'accepted':
    case 'waiting':
      return t('ui.test-mail.waiting')
    case 'sending':
    case undefined:
      return t('ui.test-mail.sending')
  }
}

function looking(progress: DeliveryProgress | null, t: Translate): string {
  if (progress?.step !== 'waiting') return ''
  return t(progress.folders.length > 1 ? 'ui.track.looking' : 'ui.track.looking-inbox')
}

function Footer({ testMail, record, isNew }: StepProps & { isNew: boolean }) {
  const { call, t } = useApp()
  const { text, onClick, ...looks } = mainAction({ testMail, record, isNew })
  return (
    <StepFoot back="sign-in">
      {canSkip(testMail, record) && (
        <Button onClick={() => void call('setup.skip-test')}>{t('ui.test-mail.skip')}</Button>
      )}
      {/* One button in all states: whoever has pressed it keeps the focus. */}
      <Button variant="primary" {...looks} onClick={() => onClick(call)}>
        {t(text)}
      </Button>
    </StepFoot>
  )
}

type MainAction = {
  text: MessageKey
  icon?: 'send'
  busy?: boolean
  disabled?: boolean
  onClick: (call: App['call']) => void
}

/** What gets one closer to a mail that arrives, or on to the next step. */
function mainAction({ testMail, record, isNew }: StepProps & { isNew: boolean }): MainAction {
  const goOn: MainAction = {
    text: 'ui.wizard.continue',
    onClick: (call) => void call('setup.go', { step: 'mail-clients' }),
  }
  const send: MainAction = {
    text: testMail.kind === 'none' ? 'ui.test-mail.send' : 'ui.test-mail.again',
    icon: 'send',
    onClick: (call) => void call('setup.send-test'),
  }
  if (isNew) return { ...send, busy: true }
  if (testMail.kind === 'under-way') return { ...goOn, disabled: true }
  if (cannotBeSeen(testMail)) return { ...goOn, onClick: (call) => void call('setup.skip-test') }
  if (record.testMail?.kind === 'arrived') return goOn
  return needsPassword(testMail)
    ? { text: 'ui.test-mail.sign-in', onClick: (call) => void call('setup.go', { step: 'sign-in' }) }
    : send
}

function canSkip(testMail: TestMail, record: SetupRecord): boolean {
  return record.testMail?.kind !== 'arrived' && !cannotBeSeen(testMail)
}

/** The mail was taken, but a POP mailbox cannot be looked into. */
function cannotBeSeen(testMail: TestMail): boolean {
  return testMail.kind === 'sent' && testMail.arrival.kind === 'not-checkable'
}

/** Where the footer does not offer it already. */
function canSendAgain(testMail: TestMail, record: SetupRecord): boolean {
  if (testMail.kind === 'under-way') return false
  return cannotBeSeen(testMail) || needsPassword(testMail) || record.testMail?.kind === 'arrived'
}
