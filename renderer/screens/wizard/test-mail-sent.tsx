import type { Arrival, SentMail } from '../../../electron/contract/delivery.ts'
import type { TestMail } from '../../../electron/contract/test-mail.ts'
import { useApp } from '../../app-state.ts'
import { Panel } from '../../ui/panel.tsx'
import { failureWords } from '../../window-words.ts'
import { TestMailProof } from './test-mail-proof.tsx'
import { spanFor, TestMailTrack } from './test-mail-track.tsx'

type Sent = Extract<TestMail, { kind: 'sent' }>

/** What came of a test mail that the server took. */
export function TestMailSent({ testMail: { sent, arrival } }: { testMail: Sent }) {
  const { t } = useApp()
  switch (arrival.kind) {
    case 'arrived':
      return <Arrived sent={sent} arrival={arrival} />
    case 'not-seen':
      return <NotSeen sent={sent} arrival={arrival} />
    case 'not-checkable':
      return (
        <Panel tone="way" icon="check" title={t('ui.test-mail.not-checkable')}>
          <p>{t('ui.test-mail.not-checkable-why')}</p>
        </Panel>
      )
    case 'mailbox-failed':
      return (
        <Panel tone="care" icon="alert" title={t('ui.test-mail.mailbox-failed')}>
          <p>{failureWords(t, arrival.failure)}</p>
        </Panel>
      )
  }
}

/** From the moment it was sent: the server's time and the way to the mailbox. */
function secondsToArrive(sent: SentMail, arrival: { seconds: number }): string {
  return (sent.seconds + arrival.seconds).toFixed(1)
}

type ArrivedProps = { sent: SentMail; arrival: Extract<Arrival, { kind: 'arrived' }> }

function Arrived({ sent, arrival }: ArrivedProps) {
  const { t } = useApp()
  const total = sent.seconds + arrival.seconds
  const seconds = secondsToArrive(sent, arrival)
  const accepted = t('ui.track.accepted', { seconds: sent.seconds.toFixed(1) })
  const end = t(arrival.junk ? 'ui.track.junk' : 'ui.track.inbox', { seconds })
  return (
    <>
      <p class="big" role="status">
        {t(arrival.junk ? 'ui.test-mail.arrived-junk' : 'ui.test-mail.arrived', { seconds })}
      </p>
      {arrival.junk && <p class="small dim">{t('ui.test-mail.junk-why')}</p>}
      <TestMailTrack
        span={spanFor(total)}
        accepted={{ at: sent.seconds, label: accepted }}
        end={{ at: total, label: end, arrived: true }}
        caption={[t('ui.track.sent'), accepted, end].join(' · ')}
      />
      <TestMailProof sent={sent} arrival={arrival} />
    </>
  )
}

type NotSeenProps = { sent: SentMail; arrival: Extract<Arrival, { kind: 'not-seen' }> }

function NotSeen({ sent, arrival }: NotSeenProps) {
  const { t } = useApp()
  const waited = sent.seconds + arrival.seconds
  return (
    <>
      <TestMailTrack
        span={spanFor(waited)}
        accepted={{ at: sent.seconds, label: t('ui.track.accepted', { seconds: sent.seconds.toFixed(1) }) }}
        end={{ at: waited, label: t('ui.track.not-seen'), arrived: false }}
        caption={null}
      />
      <Panel tone="care" icon="clock" title={t('ui.test-mail.not-seen')}>
        <p>
          {t('ui.test-mail.not-seen-why', {
            seconds: Math.round(arrival.seconds),
            folders: arrival.folders.join(', '),
          })}
        </p>
        <p class="note dim">
          {t('ui.test-mail.reply')}: <span class="mono">{sent.reply}</span>
        </p>
      </Panel>
    </>
  )
}
