import { describe, expect, test } from 'vitest'
import type { Certificate, Family, SubmissionVerdict } from '../../../electron/contract/check.ts'
import { noExtensions } from '../../../electron/smtp/extensions.ts'
import type { SubmissionStage } from '../../../electron/smtp/submission-dialogue.ts'
import { type Behaviour, simulate, simulatedTargets } from '../../fakes/simulated-paths.ts'

const rttMs = 20
const silent: Behaviour = { kind: 'silent' }
const refused: Behaviour = { kind: 'refused', afterMs: rttMs }
const answers: Behaviour = { kind: 'connects', afterMs: rttMs, greetMs: 5 }

const certificate: Certificate = {
  subject: 'CN=mail.tanaka.example',
  issuer: 'CN=Test CA',
  names: ['mail.tanaka.example'],
  notBefore: '2026-01-01T00:00:00.000Z',
  notAfter: '2027-01-01T00:00:00.000Z',
  sha256: 'AA',
  trusted: true,
  reason: null,
}
const secured = (more: Partial<Extract<SubmissionStage, { kind: 'secured' }>> = {}): Behaviour => ({
  ...answers,
  kind: 'connects',
  afterMs: rttMs,
  greetMs: 5,
  stage: {
    kind: 'secured',
    certificate,
    pem: '',
    protocol: 'TLSv1.3',
    cipher: 'TLS_AES_256_GCM_SHA384',
    offered: { ...noExtensions, auth: ['PLAIN', 'LOGIN'] },
    ...more,
  },
})
const stops = (stage: SubmissionStage): Behaviour => ({ kind: 'connects', afterMs: rttMs, greetMs: 5, stage })
const ready = secured()
const untrusted = secured({ certificate: { ...certificate, trusted: false, reason: 'self-signed' } })
const noAuth = secured({ offered: noExtensions })
const noStartTls = stops({ kind: 'no-starttls', offered: noExtensions })
const blanked = stops({ kind: 'no-starttls', offered: { ...noExtensions, blanked: true } })

type Scene = {
  /** The server's ports. */
  587: Behaviour
  465: Behaviour
  25?: Behaviour
  /** Controls by port; `null` for no control on that port. */
  controls?: Partial<Record<'587' | '465' | '443', Behaviour | null>>
  /** A second control on 587, of another operator. */
  other587?: Behaviour
  negative?: Behaviour
  startTlsSeen?: boolean
  families?: readonly Family[]
  ipv6?: Behaviour
}

function play(scene: Scene) {
  const families = scene.families ?? [4]
  const ports = (['587', '465', '443'] as const).filter((port) => scene.controls?.[port] !== null)
  const targets = simulatedTargets([
    { role: 'reference', host: 'mx.alpha.example', ports: [25], families },
    { role: 'reference', host: 'mx.bravo.example', ports: [25], families },
    { role: 'reference', host: 'mx.charlie.example', ports: [25], families },
    { role: 'control', host: 'submission.delta.example', ports: ports.map(Number), families },
    ...(scene.other587 === undefined
      ? []
      : [{ role: 'control' as const, host: 'submission.echo.example', ports: [587], families }]),
    { role: 'server', host: 'mail.tanaka.example', ports: [25, 587, 465], families },
  ])
  const { step } = simulate({
    targets,
    server: { startTlsSeen: scene.startTlsSeen ?? false, resolved: true },
    behaviour: ({ role, host, port, family }) => {
      if (role === 'negative-control') return scene.negative ?? silent
      if (role === 'control') {
        if (host === 'submission.echo.example') return scene.other587 ?? answers
        return scene.controls?.[String(port) as '587' | '465' | '443'] ?? answers
      }
      if (role === 'reference') return answers
      if (family === 6 && scene.ipv6 !== undefined) return scene.ipv6
      if (port === 587) return scene[587]
      return port === 465 ? scene[465] : (scene[25] ?? answers)
    },
  })
  const [submission] = step.submissions
  if (submission === undefined) throw new Error('no submission was decided')
  return submission
}

const table: [
  name: string,
  scene: Scene,
  expected: {
    verdict: SubmissionVerdict
    587?: SubmissionVerdict
    465?: SubmissionVerdict
    port?: number | null
  },
][] = [
  ['587 wins when both are ready', { 587: ready, 465: ready }, { verdict: 'ready', port: 587 }],
  ['465 alone is ready', { 587: refused, 465: ready }, { verdict: 'ready', 587: 'not-offered', port: 465 }],
  [
    '587 is dropped by the network, 465 works',
    { 587: silent, 465: ready, controls: { '587': silent } },
    { verdict: 'ready', 587: 'blocked', port: 465 },
  ],
  [
    '587 is stripped, 465 works',
    { 587: blanked, 465: ready },
    { verdict: 'ready', 587: 'stripped', port: 465 },
  ],
  [
    'all mail ports are dropped, the web works',
    { 587: silent, 465: silent, 25: silent, controls: { '587': silent, '465': silent } },
    { verdict: 'blocked', 587: 'blocked', 465: 'blocked', port: null },
  ],
  [
    'all mail ports are refused by the network',
    { 587: refused, 465: refused, controls: { '587': refused, '465': refused } },
    { verdict: 'blocked', port: null },
  ],
  ['the server has no submission', { 587: refused, 465: refused }, { verdict: 'not-offered', port: null }],
  [
    'the server refuses 25, 587 and 465',
    { 587: refused, 465: refused, 25: refused },
    { verdict: 'not-offered', port: null },
  ],
  [
    'the server drops 587 and 465 but takes mail on 25',
    { 587: silent, 465: silent },
    { verdict: 'not-offered', port: null },
  ],
  ['the server is down', { 587: silent, 465: silent, 25: silent }, { verdict: 'unreachable', port: null }],
  ['no STARTTLS', { 587: noStartTls, 465: refused }, { verdict: 'no-starttls', port: 587 }],
  ['STARTTLS is overwritten', { 587: blanked, 465: refused }, { verdict: 'stripped', port: 587 }],
  [
    'STARTTLS is gone where this account saw it before',
    { 587: noStartTls, 465: refused, startTlsSeen: true },
    { verdict: 'stripped' },
  ],
  [
    'STARTTLS is missing, and the network answers for an address that does not exist',
    { 587: noStartTls, 465: refused, negative: answers },
    { verdict: 'stripped' },
  ],
  ['no AUTH', { 587: noAuth, 465: noAuth }, { verdict: 'no-auth', port: 587 }],
  [
    'the server closes instead of answering EHLO',
    { 587: secured({ offered: null }), 465: refused },
    { verdict: 'no-auth' },
  ],
  [
    'a self-signed certificate',
    { 587: untrusted, 465: untrusted },
    { verdict: 'untrusted-certificate', port: 587 },
  ],
  [
    'the handshake fails on both ports',
    {
      587: stops({ kind: 'tls-failed', detail: 'ERR_SSL_X' }),
      465: stops({ kind: 'tls-failed', detail: 'ERR_SSL_X' }),
    },
    { verdict: 'no-starttls', 465: 'not-offered' },
  ],
  [
    'the server turns this client away',
    { 587: stops({ kind: 'turned-away', reply: { code: 554, lines: ['no'] } }), 465: refused },
    { verdict: 'not-offered', port: null },
  ],
  [
    'no control on 587 or 465, and silence',
    { 587: silent, 465: silent, controls: { '587': null, '465': null } },
    { verdict: 'inconclusive' },
  ],
  [
    'no control on the port, but the network refuses nothing by itself',
    { 587: refused, 465: refused, controls: { '587': null, '465': null } },
    { verdict: 'not-offered' },
  ],
  [
    'no control on the port, and the network refuses for every address',
    { 587: refused, 465: refused, controls: { '587': null, '465': null }, negative: refused },
    { verdict: 'inconclusive' },
  ],
  [
    'controls on 587 disagree',
    { 587: refused, 465: refused, controls: { '587': refused }, other587: answers },
    { verdict: 'inconclusive', 587: 'inconclusive', 465: 'not-offered' },
  ],
  [
    'the server refuses 587 and the network drops it for others',
    { 587: refused, 465: refused, controls: { '587': silent } },
    { verdict: 'inconclusive', 587: 'inconclusive', 465: 'not-offered' },
  ],
  [
    'IPv6 of the server is dead, IPv4 works',
    { 587: ready, 465: ready, families: [4, 6], ipv6: silent },
    { verdict: 'ready', port: 587 },
  ],
  [
    'IPv6 of the server refuses, IPv4 works',
    { 587: ready, 465: ready, families: [4, 6], ipv6: refused },
    { verdict: 'ready', port: 587 },
  ],
]

describe('the verdict about submission', () => {
  test.each(table)('%s', (_name, scene, expected) => {
    const { verdict, ports, port } = play(scene)
    expect(verdict).toBe(expected.verdict)
    expect(ports).toMatchObject({
      ...(expected[587] === undefined ? {} : { 587: expected[587] }),
      ...(expected[465] === undefined ? {} : { 465: expected[465] }),
    })
    if (expected.port !== undefined) expect(port).toBe(expected.port)
  })

  test('the certificate, the mechanisms and the security belong to the port that wins', () => {
    const result = play({ 587: noStartTls, 465: secured({ offered: { ...noExtensions, auth: ['LOGIN'] } }) })
    expect(result).toMatchObject({
      verdict: 'ready',
      port: 465,
      security: 'tls',
      auth: ['LOGIN'],
      certificate,
    })
  })
})
