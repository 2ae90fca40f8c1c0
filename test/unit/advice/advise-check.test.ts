import { describe, expect, test } from 'vitest'
import { adviseCheck } from '../../../electron/advice/advise-check.ts'
import { postfixMasterCf } from '../../../electron/advice/postfix.ts'
import type { AdviceId } from '../../../electron/contract/advice.ts'
import { type Changes, type Row, drop, idsFor, open, partial, ports, proxy, useHere } from './advice-rows.ts'
import { sampleReport } from './sample-report.ts'

const withoutServer: Row[] = [
  ['open', {}, ['name-server', 'check-again']],
  ['blocked', { outbound25: drop }, ['use-submission-port', 'name-server', 'check-again']],
  ['tarpit', { outbound25: { verdict: 'tarpit' } }, ['use-submission-port', 'name-server', 'check-again']],
  [
    'intercepted',
    { outbound25: proxy },
    ['use-submission-port', 'name-server', 'avoid-port-25', 'check-again'],
  ],
  [
    'one family only',
    { outbound25: partial },
    ['use-submission-port', 'name-server', 'one-family-only', 'check-again'],
  ],
  [
    'blocked on this computer',
    { outbound25: { ...drop, hints: ['this-computer'] } },
    ['use-submission-port', 'name-server', 'allow-on-this-computer', 'check-again'],
  ],
  [
    'inconclusive',
    { outbound25: { verdict: 'inconclusive' } },
    ['try-another-network', 'name-server', 'check-again'],
  ],
  ['captive portal', { outbound25: { verdict: 'captive-portal' } }, ['sign-in-to-network', 'check-again']],
  ['offline', { outbound25: { verdict: 'offline' } }, ['connect-network', 'check-again']],
]

const ready: Row[] = [
  ['port 25 open', {}, useHere],
  ['port 25 dropped', { outbound25: drop }, useHere],
  ['port 25 reset', { outbound25: { verdict: 'blocked', mechanism: 'reset' } }, useHere],
  ['port 25 rejected', { outbound25: { verdict: 'blocked', mechanism: 'reject' } }, useHere],
  [
    'port 25 blocked but for a relay',
    { outbound25: { ...drop, exceptions: ['relay.isp.example'] } },
    useHere,
  ],
  ['port 25 a tarpit', { outbound25: { verdict: 'tarpit' } }, useHere],
  ['port 25 inconclusive', { outbound25: { verdict: 'inconclusive' } }, useHere],
  ['port 25 posed as', { outbound25: proxy }, [...useHere, 'avoid-port-25']],
  [
    'port 25 stripped',
    { outbound25: { verdict: 'intercepted', mechanism: 'stripped' } },
    [...useHere, 'avoid-port-25'],
  ],
  ['port 25 over IPv6 only', { outbound25: partial }, [...useHere, 'one-family-only']],
  [
    'port 25 over IPv4 only',
    { outbound25: { verdict: 'partial', families: { ipv4: open, ipv6: drop } } },
    [...useHere, 'one-family-only'],
  ],
  [
    'port 25 posed as over IPv4 only',
    { outbound25: { verdict: 'partial', families: { ipv4: proxy, ipv6: open } } },
    [...useHere, 'avoid-port-25'],
  ],
  [
    'port 25 bad in two ways',
    {
      outbound25: {
        verdict: 'partial',
        families: { ipv4: drop, ipv6: { verdict: 'tarpit', mechanism: null } },
      },
    },
    useHere,
  ],
  [
    'port 25 blocked on this computer',
    { outbound25: { ...drop, hints: ['this-computer'] } },
    [...useHere, 'allow-on-this-computer'],
  ],
  ['offline all the same', { outbound25: { verdict: 'offline' } }, ['connect-network', 'check-again']],
  [
    '465 only, 587 blocked',
    { submission: { port: 465, security: 'tls', ports: { '587': 'blocked', '465': 'ready' } } },
    ['use-tls', 'sign-in-password'],
  ],
  [
    '465 only, 587 not offered',
    { submission: { port: 465, security: 'tls', ports: { '587': 'not-offered', '465': 'ready' } } },
    ['use-tls', 'sign-in-password'],
  ],
  [
    '465 only, 587 stripped',
    { submission: { port: 465, security: 'tls', ports: { '587': 'stripped', '465': 'ready' } } },
    ['use-tls', 'sign-in-password', 'avoid-port-587'],
  ],
  [
    '465 only, 587 without STARTTLS',
    { submission: { port: 465, security: 'tls', ports: { '587': 'no-starttls', '465': 'ready' } } },
    ['use-tls', 'sign-in-password', 'postfix-certificate', 'postfix-submission', 'check-again'],
  ],
  ['587 only, 465 blocked', { submission: { ports: { '587': 'ready', '465': 'blocked' } } }, useHere],
  ['587 only, 465 not offered', { submission: { ports: { '587': 'ready', '465': 'not-offered' } } }, useHere],
  [
    '587 only, 465 without AUTH',
    { submission: { ports: { '587': 'ready', '465': 'no-auth' } } },
    [...useHere, 'postfix-sasl', 'postfix-submission', 'check-again'],
  ],
  [
    '587 only, 465 with a bad certificate',
    { submission: { ports: { '587': 'ready', '465': 'untrusted-certificate' } } },
    [...useHere, 'postfix-certificate', 'check-again'],
  ],
  [
    'AUTH in clear',
    { submission: { authBeforeTls: true } },
    [...useHere, 'postfix-tls-auth-only', 'check-again'],
  ],
  [
    'AUTH in clear, somebody else’s server',
    { submission: { authBeforeTls: true } },
    [...useHere, 'server-auth-after-tls', 'check-again'],
    { owner: false },
  ],
  [
    'mail without sign-in',
    { submission: { unauthenticated: 'accepted' } },
    [...useHere, 'postfix-require-sign-in', 'check-again'],
  ],
  [
    'mail without sign-in, Exim',
    { banner: 'mail.example.jp ESMTP Exim 4.96', submission: { unauthenticated: 'accepted' } },
    [...useHere, 'server-require-sign-in', 'check-again'],
  ],
  ['mail without sign-in refused', { submission: { unauthenticated: 'refused' } }, useHere],
  [
    'sign-in with SCRAM only',
    { submission: { auth: ['SCRAM-SHA-256'] } },
    ['use-starttls', 'sign-in-encrypted-password'],
  ],
  [
    'sign-in with CRAM-MD5 only',
    { submission: { auth: ['cram-md5'] } },
    ['use-starttls', 'sign-in-encrypted-password'],
  ],
  ['sign-in with OAuth2 only', { submission: { auth: ['XOAUTH2'] } }, ['use-starttls', 'sign-in-oauth2']],
  [
    'sign-in with a password or OAuth2',
    { submission: { auth: ['LOGIN', 'XOAUTH2'] } },
    ['use-starttls', 'sign-in-password-or-oauth2'],
  ],
  ['sign-in with Kerberos only', { submission: { auth: ['GSSAPI'] } }, ['use-starttls', 'sign-in-other']],
]

describe('adviseCheck', () => {
  test.each(withoutServer)('no server, %s', (_name, changes, expected) => {
    expect(idsFor({ ...changes, server: null })).toEqual(expected)
  })

  test.each(ready)('ready, %s', (_name, changes, expected, context) => {
    expect(idsFor(changes, context)).toEqual(expected)
  })
})

describe('the parameters', () => {
  function paramsOf(id: AdviceId, changes: Changes) {
    return adviseCheck(sampleReport(changes)).find((one) => one.id === id)?.params
  }
  const nothing = ports('not-offered', 'not-offered', 'not-offered')

  test('name host and port for the mail program', () => {
    expect(paramsOf('use-starttls', {})).toEqual({ host: 'mail.example.jp', port: 587 })
  })

  test('hold the exact lines for master.cf, with a chroot only where the server says it is Debian', () => {
    expect(paramsOf('postfix-submission', { submission: nothing })).toEqual({
      masterCf: postfixMasterCf([587, 465], 'n'),
    })
    expect(
      paramsOf('postfix-submission', { submission: nothing, banner: 'mail ESMTP Postfix (Debian/GNU)' }),
    ).toEqual({ masterCf: postfixMasterCf([587, 465], 'y') })
  })

  test('offer only the port that is missing where the network spoils the other', () => {
    expect(
      paramsOf('postfix-submission', { submission: ports('stripped', 'stripped', 'not-offered') }),
    ).toEqual({ masterCf: postfixMasterCf([465]) })
    expect(paramsOf('server-firewall', { submission: ports('stripped', 'stripped', 'not-offered') })).toEqual(
      {
        ports: '465',
        firewalld: '--add-port=465/tcp',
      },
    )
  })

  test.each(['203.0.113.5', '2001:db8::5', 'mail', 'a.example; rm -rf ~', '$(reboot).example'])(
    'never put %s into a command as the name of a certificate',
    (host) => {
      expect(paramsOf('postfix-certificate', { host, submission: nothing })).toEqual({
        name: '$(postconf -h myhostname)',
      })
    },
  )

  test('name the service of the port that takes mail without sign-in', () => {
    const changes = (port: 587 | 465) => ({ submission: { port, unauthenticated: 'accepted' } as const })
    expect(paramsOf('postfix-require-sign-in', changes(587))).toEqual({ service: 'submission/inet' })
    expect(paramsOf('postfix-require-sign-in', changes(465))).toEqual({ service: '465/inet' })
  })

  test('say which family port 25 works over', () => {
    expect(paramsOf('one-family-only', { outbound25: partial })).toEqual({ open: 'IPv6', other: 'IPv4' })
  })
})
