import type { Certificate } from '../../electron/contract/check.ts'
import type { Checked } from '../../electron/contract/checked.ts'
import { checked, host, ready } from './reports.ts'

export const selfSigned: Certificate = {
  subject: `CN=${host}`,
  issuer: `CN=${host}`,
  names: [host],
  notBefore: '2026-02-03T00:00:00.000Z',
  notAfter: '2028-02-01T00:00:00.000Z',
  sha256: '9F:2C:41:7B:D8:0E:55:A2:33:61:FE:9A:0C:77:48:B1:2E:D4:6A:90:1B:C5:83:F0:7D:29:E6:54:AB:38:1C:05',
  trusted: false,
  reason: 'self-signed',
}

const untrusted = {
  verdict: 'untrusted-certificate',
  '587': 'untrusted-certificate',
  '465': 'untrusted-certificate',
} as const

const none = (
  verdict: 'blocked' | 'not-offered' | 'no-starttls' | 'no-auth' | 'unreachable' | 'inconclusive',
) => ({
  verdict,
  '587': verdict,
  '465': verdict,
})

/** Every verdict that a check can come to. */
export const verdicts = {
  open: checked({ verdict: 'open' }),
  'blocked-drop': checked({ verdict: 'blocked', mechanism: 'drop' }),
  'blocked-reset': checked({ verdict: 'blocked', mechanism: 'reset' }),
  'blocked-reject': checked({ verdict: 'blocked', mechanism: 'reject' }),
  'blocked-but-relay': checked({
    verdict: 'blocked',
    mechanism: 'drop',
    exceptions: ['mx.alpha.example'],
    submission: none('blocked'),
  }),
  tarpit: checked({ verdict: 'tarpit' }),
  'intercepted-proxy': checked({ verdict: 'intercepted', mechanism: 'proxy' }),
  'intercepted-stripped': checked({ verdict: 'intercepted', mechanism: 'stripped' }),
  partial: checked({ verdict: 'partial' }),
  'captive-portal': checked({ verdict: 'captive-portal', submission: none('blocked') }),
  offline: checked({ verdict: 'offline' }),
  'inconclusive-25': checked({ verdict: 'inconclusive' }),
  'this-computer': checked({ verdict: 'blocked', mechanism: 'drop', hints: ['this-computer'] }),
  'stripped-465-works': checked({
    verdict: 'blocked',
    mechanism: 'drop',
    submission: { ...ready, '587': 'stripped' },
  }),
  stripped: checked({
    verdict: 'blocked',
    mechanism: 'drop',
    submission: { verdict: 'stripped', '587': 'stripped', '465': 'blocked' },
  }),
  'all-blocked': checked({ verdict: 'blocked', mechanism: 'drop', submission: none('blocked') }),
  'submission-blocked': checked({ verdict: 'open', submission: none('blocked') }),
  'one-port-blocked': checked({
    verdict: 'blocked',
    mechanism: 'drop',
    submission: { verdict: 'blocked', '587': 'blocked', '465': 'not-offered' },
  }),
  'not-offered': checked({ verdict: 'blocked', mechanism: 'drop', submission: none('not-offered') }),
  'no-starttls': checked({
    verdict: 'open',
    submission: { ...none('no-starttls'), '465': 'not-offered' },
  }),
  'no-auth': checked({ verdict: 'open', submission: none('no-auth') }),
  'self-signed': checked({ verdict: 'open', submission: untrusted, certificate: selfSigned }),
  expired: checked({
    verdict: 'blocked',
    mechanism: 'drop',
    submission: untrusted,
    certificate: { ...selfSigned, reason: 'expired', notAfter: '2026-11-01T00:00:00.000Z' },
  }),
  'wrong-name': checked({
    verdict: 'open',
    submission: untrusted,
    certificate: { ...selfSigned, reason: 'wrong-name', names: ['www.tanaka.example'] },
  }),
  unreachable: checked({ verdict: 'open', submission: none('unreachable') }),
  'inconclusive-server': checked({ verdict: 'inconclusive', submission: none('inconclusive') }),
  'network-alone-open': checked({ verdict: 'open', submission: null }),
  'network-alone-blocked': checked({ verdict: 'blocked', mechanism: 'drop', submission: null }),
} satisfies Record<string, Checked>

export type VerdictName = keyof typeof verdicts
export const verdictNames = Object.keys(verdicts) as VerdictName[]
