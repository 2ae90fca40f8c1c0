import { describe, expect, it } from 'vitest'
import { diagnose, type Evidence } from '../../../electron/clients/diagnose.ts'
import type {
  Outbound25Verdict,
  ServerReport,
  Submission,
  SubmissionVerdict,
} from '../../../electron/contract/check.ts'
import type { Diagnosis, OutgoingSettings } from '../../../electron/contract/clients.ts'

const host = 'mail.tanaka.example'
const nothing: Evidence = { outbound25: null, server: null, addresses: [] }

function settings(change: Partial<OutgoingSettings> = {}): OutgoingSettings {
  return {
    protocol: 'smtp',
    host,
    port: 587,
    security: 'starttls',
    signIn: 'password',
    username: 'hanako',
    ...change,
  }
}

const old = settings({ port: 25, security: 'none', signIn: 'none', username: '' })

function network(verdict: Outbound25Verdict, exceptions: string[] = []): Evidence['outbound25'] {
  return { verdict, exceptions }
}

function submission(on587: SubmissionVerdict, on465: SubmissionVerdict): Submission {
  const verdict = on587 === 'ready' ? on587 : on465 === 'ready' ? on465 : on587
  return {
    verdict,
    port: on587 === 'ready' ? 587 : on465 === 'ready' ? 465 : null,
    security: on587 === 'ready' ? 'starttls' : on465 === 'ready' ? 'tls' : null,
    auth: ['PLAIN'],
    authBeforeTls: false,
    unauthenticated: 'not-tested',
    ports: { '587': on587, '465': on465 },
    certificate: null,
    evidence: [],
  }
}

function server(
  on587: SubmissionVerdict,
  on465: SubmissionVerdict = on587,
  port25: ServerReport['port25'] = null,
): Evidence['server'] {
  const its = submission(on587, on465)
  return { reachable: its.verdict !== 'unreachable', port25, submission: its }
}

const kinds = (found: readonly Diagnosis[]) =>
  found.map(({ kind, ...rest }) =>
    [kind, ...Object.values<unknown>(rest).filter((v) => v !== host)].join(' '),
  )

describe('diagnose', () => {
  it.each<[string, OutgoingSettings, Partial<Evidence>, string[]]>([
    ['587 with STARTTLS, nothing known', settings(), {}, ['fine 587 false']],
    ['465 with TLS', settings({ port: 465, security: 'tls' }), {}, ['fine 465 false']],
    [
      'the account that this program is for, where 25 is blocked',
      old,
      { outbound25: network('blocked'), server: server('ready') },
      ['broken-here 25 blocked', 'no-authentication', 'leaking mail'],
    ],
    [
      'the same in a tarpit',
      old,
      { outbound25: network('tarpit') },
      ['broken-here 25 blocked', 'no-authentication', 'leaking mail'],
    ],
    [
      'the same where something poses as the server',
      old,
      {
        outbound25: network('intercepted'),
        server: server('ready', 'ready', { outcome: 'greeted', banner: null }),
      },
      ['broken-here 25 intercepted', 'no-authentication', 'leaking mail'],
    ],
    [
      'the same at home',
      old,
      { outbound25: network('open') },
      ['no-authentication', 'fragile', 'leaking mail'],
    ],
    ['the same before a check', old, {}, ['no-authentication', 'fragile', 'leaking mail']],
    [
      'a server that the block leaves out',
      old,
      { outbound25: network('blocked', [host.toUpperCase()]) },
      ['no-authentication', 'fragile', 'leaking mail'],
    ],
    [
      'a server that was reached on 25 although it is blocked',
      settings({ port: 25 }),
      {
        outbound25: network('blocked'),
        server: server('ready', 'ready', { outcome: 'greeted', banner: null }),
      },
      ['fragile'],
    ],
    [
      '25 with STARTTLS and password, blocked',
      settings({ port: 25 }),
      { outbound25: network('blocked') },
      ['broken-here 25 blocked'],
    ],
    ['25 over one family only', settings({ port: 25 }), { outbound25: network('partial') }, ['fragile']],
    [
      '25 behind a sign-in page',
      settings({ port: 25 }),
      { outbound25: network('captive-portal') },
      ['fragile'],
    ],
    [
      '25 where the server has it closed',
      settings({ port: 25 }),
      { outbound25: network('open'), server: server('ready', 'ready', { outcome: 'refused', banner: null }) },
      ['not-offered 25'],
    ],
    ['a password in the clear', settings({ security: 'none' }), {}, ['leaking password']],
    [
      'a password in the clear on a blocked 25',
      settings({ port: 25, security: 'none' }),
      { outbound25: network('blocked') },
      ['broken-here 25 blocked', 'leaking password'],
    ],
    [
      'an encrypted password without TLS',
      settings({ security: 'none', signIn: 'encrypted-password' }),
      {},
      ['leaking mail'],
    ],
    ['no sign-in', settings({ signIn: 'none' }), {}, ['no-authentication']],
    ['a sign-in of old programs', settings({ signIn: 'any' }), {}, ['no-authentication']],
    ['STARTTLS on 465', settings({ port: 465 }), {}, ['wrong-port-for-security 465 starttls']],
    ['nothing on 465', settings({ port: 465, security: 'none' }), {}, ['wrong-port-for-security 465 none']],
    ['TLS on 587', settings({ security: 'tls' }), {}, ['wrong-port-for-security 587 tls']],
    ['TLS on 25', settings({ port: 25, security: 'tls' }), {}, ['wrong-port-for-security 25 tls']],
    [
      'TLS on a port of the owner’s choice',
      settings({ port: 2465, security: 'tls' }),
      {},
      ['fine 2465 false'],
    ],
    ['587 blocked', settings(), { server: server('blocked', 'ready') }, ['broken-here 587 blocked']],
    ['587 stripped', settings(), { server: server('stripped', 'ready') }, ['broken-here 587 stripped']],
    [
      '587 stripped without TLS',
      settings({ security: 'none' }),
      { server: server('stripped', 'ready') },
      ['leaking password'],
    ],
    ['587 without STARTTLS', settings(), { server: server('no-starttls', 'ready') }, ['not-offered 587']],
    [
      '465 not offered',
      settings({ port: 465, security: 'tls' }),
      { server: server('ready', 'not-offered') },
      ['not-offered 465'],
    ],
    [
      '587 with a certificate that others do not trust',
      settings(),
      { server: server('untrusted-certificate') },
      ['not-working 587 untrusted-certificate'],
    ],
    [
      'the same where nothing is encrypted',
      settings({ security: 'none' }),
      { server: server('untrusted-certificate') },
      ['leaking password'],
    ],
    ['587 without a sign-in', settings(), { server: server('no-auth') }, ['not-working 587 no-auth']],
    [
      'the same where nobody signs in',
      settings({ signIn: 'none' }),
      { server: server('no-auth') },
      ['no-authentication'],
    ],
    [
      '465 that is not reached',
      settings({ port: 465, security: 'tls' }),
      { server: server('ready', 'unreachable') },
      ['not-working 465 unreachable'],
    ],
    ['587 that works', settings(), { server: server('ready') }, ['fine 587 true']],
    ['587 of which nothing is certain', settings(), { server: server('inconclusive') }, ['fine 587 false']],
    [
      'a host that is gone',
      old,
      { outbound25: network('blocked'), server: server('unreachable') },
      ['dead-host', 'no-authentication', 'leaking mail'],
    ],
    [
      'a host that is silent while the network is down',
      settings(),
      { outbound25: network('offline'), server: server('unreachable') },
      ['fine 587 false'],
    ],
    ['OAuth2', settings({ signIn: 'oauth2' }), {}, ['leave-alone oauth2']],
    [
      'OAuth2 on a blocked port',
      settings({ signIn: 'oauth2', port: 25 }),
      { outbound25: network('blocked') },
      ['broken-here 25 blocked', 'leave-alone oauth2'],
    ],
    ['Exchange', settings({ protocol: 'exchange', host: '' }), {}, ['leave-alone exchange']],
    ['no server', settings({ host: '' }), {}, ['no-server']],
    ...[
      'localhost',
      '127.0.0.1',
      '[::1]',
      '192.168.1.5',
      'nas',
      'mail.local',
      'relay.home.arpa.',
      'fe80::1',
    ].map((local): [string, OutgoingSettings, Partial<Evidence>, string[]] => [
      `a relay at ${local}`,
      { ...old, host: local },
      { outbound25: network('blocked') },
      ['leave-alone local-relay'],
    ]),
    [
      'a relay by a public name',
      old,
      { outbound25: network('blocked'), addresses: ['10.0.0.5', 'fd00::5'] },
      ['leave-alone local-relay'],
    ],
    [
      'a server with a public address too',
      old,
      { addresses: ['10.0.0.5', '198.51.100.7'] },
      ['no-authentication', 'fragile', 'leaking mail'],
    ],
    [
      'a public address',
      { ...old, host: '198.51.100.7' },
      {},
      ['no-authentication', 'fragile', 'leaking mail'],
    ],
  ])('%s', (_, given, evidence, expected) => {
    expect(kinds(diagnose(given, { ...nothing, ...evidence }))).toEqual(expected)
  })
})
