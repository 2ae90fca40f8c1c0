import type { Arrival, SentMail } from '../../../electron/contract/delivery.ts'
import { useApp } from '../../app-state.ts'
import { Disclosure } from '../../ui/disclosure.tsx'
import { Icon } from '../../ui/icon.tsx'

type Arrived = Extract<Arrival, { kind: 'arrived' }>
type ProofProps = { sent: SentMail; arrival: Arrived }

/** What the mail that came back proves, each with how it is known. */
export function TestMailProof({ sent, arrival }: ProofProps) {
  const { t } = useApp()
  const { proof, folder, junk, removed } = arrival
  return (
    <section class="stack">
      <h2>{t('ui.proof.title')}</h2>
      <ul class="proof">
        <Proven what={t('ui.proof.port', { port: sent.port })}>
          {t('ui.proof.port-how', { tls: versionOf(sent.tls) })}
        </Proven>
        {isSignedIn(proof.receivedWith) ? (
          <Proven what={t('ui.proof.yours')}>{t('ui.proof.yours-how', { word: proof.receivedWith })}</Proven>
        ) : (
          <Proven what={t('ui.proof.accepted')}>{sent.reply}</Proven>
        )}
        <Proven what={t(junk ? 'ui.proof.junk' : 'ui.proof.inbox')} good={!junk}>
          {t('ui.proof.folder-how', { folder })}
        </Proven>
        <Proven what={t(removed ? 'ui.proof.removed' : 'ui.proof.not-removed')} good={removed}>
          {t(removed ? 'ui.proof.removed-how' : 'ui.proof.not-removed-how')}
        </Proven>
      </ul>
    </section>
  )
}

/** The mail's own record, for who wants to see it. */
export function TestMailRecord({ sent, arrival }: ProofProps) {
  const { t } = useApp()
  const { receivedWith, receivedTls, authenticationResults } = arrival.proof
  const none = t('ui.record.none')
  return (
    <Disclosure summary={t('ui.record.show')}>
      <dl class="kv">
        <dt>{t('ui.record.received')}</dt>
        <dd class="mono">{receivedWith ?? none}</dd>
        <dt>{t('ui.record.tls')}</dt>
        <dd class="mono">{receivedTls ?? none}</dd>
        <dt>{t('ui.record.authentication')}</dt>
        <dd class="mono">{authenticationResults.length > 0 ? authenticationResults.join(', ') : none}</dd>
        <dt>{t('ui.record.reply')}</dt>
        <dd class="mono">{sent.reply}</dd>
        <dt>{t('ui.record.message-id')}</dt>
        <dd class="mono">{sent.messageId}</dd>
      </dl>
    </Disclosure>
  )
}

type ProvenProps = { what: string; good?: boolean; children: string }

function Proven({ what, good = true, children }: ProvenProps) {
  return (
    <li class={good ? undefined : 'care'}>
      <Icon name={good ? 'check' : 'alert'} />
      <span>
        <b>{what}</b>
        <br />
        <span class="dim">{children}</span>
      </span>
    </li>
  )
}

/** The A in ESMTPSA says that the sender had signed in (RFC 3848). */
function isSignedIn(word: string | null): word is string {
  return word !== null && /(?:SMTP|LMTP)S?A$/.test(word)
}

/** "TLSv1.3 TLS_AES_256_GCM_SHA384" as people say it: "TLS 1.3". */
function versionOf(tls: string): string {
  return tls.split(' ')[0]?.replace(/^TLSv/, 'TLS ') ?? tls
}
