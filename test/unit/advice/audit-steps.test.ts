import { describe, expect, test } from 'vitest'
import { adviseCheck } from '../../../electron/advice/advise-check.ts'
import type { AdviceId } from '../../../electron/contract/advice.ts'
import type { AnnouncedServer, AuditFinding } from '../../../electron/contract/audit.ts'
import { adviceText } from '../../../electron/text/advice-text.ts'
import { languages } from '../../../electron/text/locales.ts'
import { createTranslator } from '../../../electron/text/translator.ts'
import { sampleReport } from './sample-report.ts'

type Changes = Parameters<typeof sampleReport>[0]

const domain = 'example.jp'
const oldTls: AuditFinding = { kind: 'old-tls-accepted', port: 587, versions: ['1.0', '1.1'] }
const endsSoon: AuditFinding = { kind: 'certificate-ends-soon', date: '2026-12-01', days: 6 }
const missing = (by: 'srv' | 'autoconfig'): AuditFinding => ({ kind: 'announcement-missing', by, domain })
const on25: AnnouncedServer = {
  source: '_submission._tcp.example.jp',
  host: 'mail.example.jp',
  port: 25,
  security: 'starttls',
}
const notReady = (by: 'srv' | 'autoconfig', announced = [on25]): AuditFinding => ({
  kind: 'announced-not-ready',
  by,
  domain,
  announced,
})
const elsewhere: AuditFinding = {
  kind: 'announced-elsewhere',
  by: 'srv',
  domain,
  announced: { ...on25, host: 'smtp.example.jp', port: 587 },
}

const main: AdviceId[] = ['use-starttls', 'sign-in-password']
const only465 = { submission: { ports: { '587': 'not-offered', '465': 'ready' } } } satisfies Changes
const noneReady = {
  submission: { verdict: 'no-auth', ports: { '587': 'no-auth', '465': 'no-auth' } },
} satisfies Changes

function advise(findings: readonly AuditFinding[], changes: Changes = {}, owner?: boolean) {
  return adviseCheck(sampleReport(changes), { owner }, findings)
}

const rows: [string, AuditFinding[], AdviceId[], Changes?, boolean?][] = [
  ['nothing found', [], []],
  ['old TLS refused', [{ kind: 'old-tls-refused', port: 587 }], []],
  ['old TLS', [oldTls], ['postfix-refuse-old-tls']],
  ['old TLS, Exim', [oldTls], ['server-refuse-old-tls'], { banner: 'mail ESMTP Exim 4.96' }],
  ['old TLS, somebody else’s server', [oldTls], ['server-refuse-old-tls'], {}, false],
  ['a certificate that ends soon', [endsSoon], ['server-renew-certificate-soon']],
  ['SRV that fits', [{ kind: 'announcement-fits', by: 'srv', domain }], []],
  ['SRV of "."', [{ kind: 'srv-says-none', domain }], []],
  ['no SRV', [missing('srv')], ['publish-srv']],
  ['no SRV for an address', [missing('srv')], [], { host: '203.0.113.5' }],
  ['no autoconfig', [missing('autoconfig')], ['publish-autoconfig']],
  ['SRV for a port that is not ready', [notReady('srv')], ['correct-srv']],
  ['autoconfig for a port that is not ready', [notReady('autoconfig')], ['correct-autoconfig']],
  ['SRV for another server', [elsewhere], ['check-announced-server']],
  [
    'everything, the most urgent first',
    [missing('autoconfig'), missing('srv'), notReady('srv'), elsewhere, oldTls, endsSoon],
    [
      'server-renew-certificate-soon',
      'postfix-refuse-old-tls',
      'check-announced-server',
      'correct-srv',
      'publish-autoconfig',
      'publish-srv',
    ],
  ],
]

describe('after the main steps', () => {
  test.each(rows)('%s', (_name, findings, expected, changes, owner) => {
    expect(advise(findings, changes, owner).map(({ id }) => id)).toEqual([...main, ...expected])
  })
})

test('what is said of a server that is not ready waits until it is', () => {
  const findings = [missing('srv'), missing('autoconfig'), notReady('srv'), notReady('autoconfig')]
  expect(advise(findings, noneReady)).toEqual(advise([], noneReady))
})

test('at most eight steps, of which the main ones are at most five', () => {
  const findings = [missing('autoconfig'), missing('srv'), notReady('srv'), elsewhere, oldTls, endsSoon]
  const steps = advise(findings, {
    submission: { authBeforeTls: true, unauthenticated: 'accepted' },
    outbound25: { verdict: 'intercepted', mechanism: 'proxy' },
  }).map(({ id }) => id)
  expect(steps).toEqual([
    ...main,
    'postfix-require-sign-in',
    'postfix-tls-auth-only',
    'check-again',
    'server-renew-certificate-soon',
    'postfix-refuse-old-tls',
    'check-announced-server',
  ])
})

describe('the parameters', () => {
  function paramsOf(id: AdviceId, findings: readonly AuditFinding[], changes?: Changes) {
    return advise(findings, changes).find((one) => one.id === id)?.params
  }

  test('hold the exact records for the ports that are ready', () => {
    expect(paramsOf('publish-srv', [missing('srv')])).toEqual({
      domain,
      records: [
        '_submission._tcp.example.jp. 3600 IN SRV 0 1 587 mail.example.jp.',
        '_submissions._tcp.example.jp. 3600 IN SRV 0 1 465 mail.example.jp.',
      ].join('\n'),
    })
    expect(paramsOf('publish-srv', [missing('srv')], only465)).toEqual({
      domain,
      records: '_submissions._tcp.example.jp. 3600 IN SRV 0 1 465 mail.example.jp.',
    })
  })

  test('withdraw a record for a service that is not offered', () => {
    expect(paramsOf('correct-srv', [notReady('srv')], only465)).toEqual({
      announced: 'mail.example.jp:25',
      records: [
        '_submission._tcp.example.jp. 3600 IN SRV 0 0 0 .',
        '_submissions._tcp.example.jp. 3600 IN SRV 0 1 465 mail.example.jp.',
      ].join('\n'),
    })
  })

  test('say what the autoconfig file has to say', () => {
    const source = 'https://autoconfig.example.jp/mail/config-v1.1.xml'
    const settings = 'mail.example.jp, 587, STARTTLS; mail.example.jp, 465, SSL'
    expect(paramsOf('correct-autoconfig', [notReady('autoconfig', [{ ...on25, source }])])).toEqual({
      source,
      announced: 'mail.example.jp:25',
      settings,
    })
    expect(paramsOf('publish-autoconfig', [missing('autoconfig')])).toEqual({ domain, settings })
  })

  test('name the versions and the days', () => {
    expect(paramsOf('postfix-refuse-old-tls', [oldTls])).toEqual({ versions: 'TLS 1.0, TLS 1.1' })
    expect(paramsOf('server-renew-certificate-soon', [endsSoon])).toEqual({
      host: 'mail.example.jp',
      date: '2026-12-01',
      days: 6,
    })
  })
})

test.each(languages)('in %s, records and commands stand on lines of their own', (language) => {
  const t = createTranslator(language)
  const lines = advise([oldTls, elsewhere, missing('srv')]).flatMap((one) => adviceText(t, one).split('\n'))
  expect(lines).toEqual(
    expect.arrayContaining([
      'postconf -e "smtpd_tls_mandatory_protocols = >=TLSv1.2" "smtpd_tls_protocols = >=TLSv1.2"',
      'postern check smtp.example.jp',
      '_submission._tcp.example.jp. 3600 IN SRV 0 1 587 mail.example.jp.',
    ]),
  )
})
