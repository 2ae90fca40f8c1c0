import type { CertificateReason } from '../../../electron/contract/check.ts'
import type { SignIn } from '../../../electron/contract/setup.ts'
import { certificateOwner } from '../../../electron/text/certificate-owner.ts'
import { useSetup } from '../../app-state.ts'
import { Button } from '../../ui/button.tsx'
import { dateOf } from '../../ui/dates.ts'
import { Disclosure } from '../../ui/disclosure.tsx'
import { Panel } from '../../ui/panel.tsx'
import { fingerprintGroups } from './fingerprint.ts'

type CertificateQuestionProps = { question: Extract<SignIn, { kind: 'certificate' }> }

const compareCommand = 'openssl x509 -noout -fingerprint -sha256 -in CERTIFICATE.pem'

/** Nobody vouches for the server: the person looks, and decides. */
export function CertificateQuestion({ question }: CertificateQuestionProps) {
  const { call, state, t } = useSetup()
  const { certificate, host, port, trustedBefore } = question
  const { sha256, subject, issuer, names, notBefore, notAfter, reason } = certificate
  const isOwn = reason === 'self-signed' || issuer === subject
  // Outside of its days nobody takes it, pinned or not.
  const canBeTrusted = reason !== 'expired' && reason !== 'not-yet-valid'
  const answer = (trust: boolean) => void call('setup.trust', { sha256, trust })
  return (
    <Panel tone="care" icon="alert" title={title()} takesFocus>
      <p class="small dim">
        {trustedBefore === null
          ? t(`ui.certificate.more.${kindOf(reason)}`)
          : t('ui.certificate.changed.more')}{' '}
        {t('ui.certificate.not-sent')}
      </p>
      {trustedBefore !== null && <Fingerprint label={t('ui.certificate.before')} sha256={trustedBefore} />}
      <Fingerprint
        label={t(trustedBefore === null ? 'ui.certificate.sha256' : 'ui.certificate.now')}
        sha256={sha256}
      />
      <dl class="kv">
        <dt>{t('ui.certificate.server')}</dt>
        <dd>{t('ui.address.server', { host, port })}</dd>
        <dt>{t('ui.certificate.owner')}</dt>
        <dd>
          {certificateOwner(certificate, t)}
          {isOwn && <span class="dim"> {t('ui.certificate.itself')}</span>}
        </dd>
        {!isOwn && (
          <>
            <dt>{t('ui.certificate.issuer')}</dt>
            <dd>{issuer}</dd>
          </>
        )}
        {names.some((name) => name !== host) && (
          <>
            <dt>{t('ui.certificate.names')}</dt>
            <dd>{names.join(', ')}</dd>
          </>
        )}
        <dt>{t('ui.certificate.valid')}</dt>
        <dd>
          {t('ui.certificate.dates', {
            from: dateOf(notBefore, state.language),
            until: dateOf(notAfter, state.language),
          })}
        </dd>
      </dl>
      <div class="line">
        {canBeTrusted && (
          <Button icon="shield" onClick={() => answer(true)}>
            {t('ui.certificate.trust')}
          </Button>
        )}
        <Button variant="plain" onClick={() => answer(false)}>
          {t('ui.certificate.do-not-trust')}
        </Button>
      </div>
      <Disclosure summary={t('ui.certificate.compare')}>
        <p>{t('ui.certificate.compare.more')}</p>
        <div class="code">{compareCommand}</div>
      </Disclosure>
    </Panel>
  )

  function title(): string {
    return trustedBefore === null
      ? t(`ui.certificate.title.${reason ?? 'unknown'}`)
      : t('ui.certificate.changed')
  }
}

function Fingerprint({ label, sha256 }: { label: string; sha256: string }) {
  return (
    <div class="fingerprint">
      <p class="note dim">{label}</p>
      <div class="code">
        {fingerprintGroups(sha256).map((group) => (
          <span key={group} class="group">
            {group}
          </span>
        ))}
      </div>
    </div>
  )
}

function kindOf(reason: CertificateReason | null): 'own' | 'expired' | 'not-yet-valid' | 'wrong-name' {
  switch (reason) {
    case 'expired':
    case 'not-yet-valid':
    case 'wrong-name':
      return reason
    case 'self-signed':
    case 'unknown-issuer':
    case null:
      return 'own'
  }
}
