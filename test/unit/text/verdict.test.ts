import { describe, expect, test } from 'vitest'
import { CertificateReason, type Mechanism, type Submission } from '../../../electron/contract/check.ts'
import { createTranslator } from '../../../electron/text/translator.ts'
import { outbound25Key, verdictKey } from '../../../electron/text/verdict.ts'
import { certificate, sampleReport } from '../advice/sample-report.ts'

type Changes = Parameters<typeof sampleReport>[0]

const drop = { verdict: 'blocked', mechanism: 'drop' } as const
const host = 'mail.example.jp'

function ports(
  verdict: Submission['verdict'],
  on587: Submission['verdict'],
  on465: Submission['verdict'],
): Partial<Submission> {
  return { verdict, port: null, ports: { '587': on587, '465': on465 } }
}

test('a server whose name leads nowhere is told as such', () => {
  const { outbound25, server } = sampleReport({
    submission: ports('unreachable', 'unreachable', 'unreachable'),
  })
  const nowhere = server && { ...server, port25: null, submission: { ...server.submission, evidence: [] } }
  expect(verdictKey({ outbound25, server: nowhere })).toEqual({ key: 'verdict.no-address', params: { host } })
})

describe('outbound25Key', () => {
  test.each([
    ['open', null, 'outbound25.open'],
    ['blocked', 'drop', 'outbound25.blocked.drop'],
    ['blocked', 'reset', 'outbound25.blocked.reset'],
    ['blocked', 'reject', 'outbound25.blocked.reject'],
    ['blocked', null, 'outbound25.blocked'],
    ['blocked', 'proxy', 'outbound25.blocked'],
    ['tarpit', null, 'outbound25.tarpit'],
    ['intercepted', 'proxy', 'outbound25.intercepted.proxy'],
    ['intercepted', 'stripped', 'outbound25.intercepted.stripped'],
    ['intercepted', null, 'outbound25.intercepted'],
    ['intercepted', 'drop', 'outbound25.intercepted'],
    ['partial', null, 'outbound25.partial'],
    ['captive-portal', null, 'outbound25.captive-portal'],
    ['offline', null, 'outbound25.offline'],
    ['inconclusive', null, 'outbound25.inconclusive'],
  ] as const)('%s by %s is %s', (verdict, mechanism: Mechanism | null, key) => {
    expect(outbound25Key({ verdict, mechanism })).toBe(key)
  })
})

describe('verdictKey', () => {
  const ready = { port: 587 }
  test.each<[string, Changes, string, object]>([
    ['no server, open', { server: null }, 'outbound25.open', {}],
    ['no server, blocked', { server: null, outbound25: drop }, 'outbound25.blocked.drop', {}],
    ['offline', { outbound25: { verdict: 'offline' } }, 'outbound25.offline', {}],
    ['captive portal', { outbound25: { verdict: 'captive-portal' } }, 'outbound25.captive-portal', {}],
    ['ready, open', {}, 'verdict.ready.open', ready],
    ['ready, blocked', { outbound25: drop }, 'verdict.ready.blocked.drop', ready],
    [
      'ready, intercepted',
      { outbound25: { verdict: 'intercepted', mechanism: 'proxy' } },
      'verdict.ready.intercepted.proxy',
      ready,
    ],
    ['ready, inconclusive', { outbound25: { verdict: 'inconclusive' } }, 'verdict.ready.inconclusive', ready],
    [
      'ready, blocked on this computer',
      { outbound25: { ...drop, hints: ['this-computer'] } },
      'verdict.ready.this-computer',
      ready,
    ],
    [
      'ready, open in spite of a hint',
      { outbound25: { hints: ['this-computer'] } },
      'verdict.ready.open',
      ready,
    ],
    [
      'ready on 465 only',
      { outbound25: drop, submission: { port: 465, ports: { '587': 'blocked', '465': 'ready' } } },
      'verdict.ready.blocked.drop',
      { port: 465 },
    ],
    [
      'ready on 465, 587 stripped',
      { outbound25: drop, submission: { port: 465, ports: { '587': 'stripped', '465': 'ready' } } },
      'verdict.ready.587-stripped',
      { port: 465 },
    ],
    [
      'all blocked',
      { outbound25: drop, submission: ports('blocked', 'blocked', 'blocked') },
      'verdict.all-blocked',
      {},
    ],
    [
      'submission blocked, 25 open',
      { submission: ports('blocked', 'blocked', 'blocked') },
      'verdict.submission-blocked',
      {},
    ],
    [
      '587 blocked, 465 not offered',
      { outbound25: drop, submission: ports('blocked', 'blocked', 'not-offered') },
      'verdict.one-port-blocked',
      { host, blocked: 587, missing: 465 },
    ],
    [
      '465 blocked, 587 not offered',
      { submission: ports('blocked', 'not-offered', 'blocked') },
      'verdict.one-port-blocked',
      { host, blocked: 465, missing: 587 },
    ],
    ['stripped', { submission: ports('stripped', 'stripped', 'blocked') }, 'verdict.stripped', {}],
    [
      'not offered',
      { outbound25: drop, submission: ports('not-offered', 'not-offered', 'not-offered') },
      'verdict.not-offered',
      { host },
    ],
    [
      'no STARTTLS',
      { submission: ports('no-starttls', 'no-starttls', 'not-offered') },
      'verdict.no-starttls',
      { host },
    ],
    ['no AUTH', { submission: ports('no-auth', 'no-auth', 'no-auth') }, 'verdict.no-auth', { host }],
    [
      'unreachable',
      { submission: ports('unreachable', 'unreachable', 'unreachable') },
      'verdict.unreachable',
      { host },
    ],
    [
      'inconclusive',
      { submission: ports('inconclusive', 'inconclusive', 'blocked') },
      'verdict.inconclusive',
      { host },
    ],
    [
      'no certificate to name a reason',
      { submission: { verdict: 'untrusted-certificate', certificate: null } },
      'verdict.untrusted',
      { host },
    ],
    ...CertificateReason.options.map((reason): [string, Changes, string, object] => [
      `certificate ${reason}`,
      { submission: { verdict: 'untrusted-certificate', certificate: { ...certificate, reason } } },
      `verdict.untrusted.${reason}`,
      { host },
    ]),
  ])('%s', (_name, changes, key, params) => {
    expect(verdictKey(sampleReport(changes))).toEqual({ key, params })
  })

  test('reads as one sentence and the way out', () => {
    const { key, params } = verdictKey(sampleReport({ outbound25: drop }))
    expect(createTranslator('en')(key, params)).toBe(
      'This network blocks port 25 (no answer). Your mail can leave through port 587.',
    )
    expect(createTranslator('ja')(key, params)).toBe(
      'ポート25はブロックされています（応答なし）。メールはポート587で送れます。',
    )
  })
})
