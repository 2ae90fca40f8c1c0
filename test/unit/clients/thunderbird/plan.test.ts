import { describe, expect, it } from 'vitest'
import { readAccounts } from '../../../../electron/clients/thunderbird/accounts.ts'
import { planRepair, type RepairRequest, signInFor } from '../../../../electron/clients/thunderbird/plan.ts'
import type { Layers } from '../../../../electron/clients/thunderbird/preferences.ts'
import type { PrefValue } from '../../../../electron/clients/thunderbird/prefs-file.ts'
import type { ServerReport, Submission } from '../../../../electron/contract/check.ts'
import type { NoPlan } from '../../../../electron/contract/clients.ts'
import { changed, hanako, someLayers } from './some-profile.ts'

const host = 'mail.tanaka.example'
const pref = (name: string) => `mail.smtpserver.smtp1.${name}`

function ready(port: 587 | 465 = 587, change: Partial<Submission> = {}, at = host): ServerReport {
  return {
    host: at,
    reachable: true,
    port25: null,
    submission: {
      verdict: 'ready',
      port,
      security: port === 587 ? 'starttls' : 'tls',
      auth: ['PLAIN', 'LOGIN'],
      authBeforeTls: false,
      unauthenticated: 'not-tested',
      ports: { '587': port === 587 ? 'ready' : 'blocked', '465': 'ready' },
      certificate: null,
      evidence: [],
      ...change,
    },
  }
}

function plan(layers: Layers, change: Partial<RepairRequest> = {}) {
  const mail = readAccounts(layers)
  return planRepair({ layers, mail, key: 'smtp1', proof: ready(), addresses: [], shared: null, ...change })
}

/** name -> [before, after], as it is written. */
function changes(
  layers: Layers,
  change: Partial<RepairRequest> = {},
): Record<string, [PrefValue | null, PrefValue | null]> {
  const planned = plan(layers, change)
  if (!planned.ok) throw new Error(planned.error.kind)
  // The profile then means what was planned.
  const { mail } = changed(layers, planned.value.changes)
  expect(mail.outgoing.find(({ key }) => key === 'smtp1')?.settings).toEqual(planned.value.after)
  return Object.fromEntries(
    planned.value.changes.map(({ name, before, after }) => [name.replace(pref(''), ''), [before, after]]),
  )
}

describe('planRepair', () => {
  it('changes port 25 in the clear into 587 with STARTTLS and sign-in, and nothing else', () => {
    expect(changes(someLayers(hanako))).toEqual({
      port: [25, 587],
      try_ssl: [0, 2],
      authMethod: [1, 3],
      username: [null, 'hanako'],
      incomingAccount: [null, 'server1'],
    })
  })

  it('takes 465 where that is what works', () => {
    expect(changes(someLayers(hanako), { proof: ready(465) })).toMatchObject({
      port: [25, 465],
      try_ssl: [0, 3],
    })
  })

  it('changes only what is wrong', () => {
    const set = { ...hanako, [pref('authMethod')]: 3, [pref('username')]: 'hanako' }
    expect(changes(someLayers({ ...set, [pref('try_ssl')]: 2 }))).toEqual({ port: [25, 587] })
    expect(changes(someLayers({ ...set, [pref('port')]: 587 }))).toEqual({ try_ssl: [0, 2] })
    expect(changes(someLayers({ ...set, [pref('port')]: null }))).toEqual({ try_ssl: [0, 2] })
  })

  it('minds that a port that is not set follows the security', () => {
    const set = { ...hanako, [pref('authMethod')]: 3, [pref('username')]: 'hanako', [pref('port')]: null }
    // 587 by itself, and 465 as soon as it is TLS.
    expect(changes(someLayers(set), { proof: ready(465) })).toEqual({ try_ssl: [0, 3] })
    const tls = { ...set, [pref('port')]: 587, [pref('try_ssl')]: 3 }
    expect(changes(someLayers(tls))).toEqual({ try_ssl: [3, 2] })
  })

  it('keeps a sign-in that works', () => {
    const set = { ...hanako, [pref('authMethod')]: 4, [pref('username')]: 'hanako' }
    const proof = ready(587, { auth: ['PLAIN', 'CRAM-MD5'] })
    expect(changes(someLayers(set), { proof })).toEqual({ port: [25, 587], try_ssl: [0, 2] })
    expect(changes(someLayers(set))).toMatchObject({ authMethod: [4, 3] })
  })

  it('moves to another server that was proven', () => {
    const proof = ready(587, {}, 'smtp.tanaka.example')
    expect(changes(someLayers(hanako), { proof })).toMatchObject({ hostname: [host, 'smtp.tanaka.example'] })
  })

  it('names all addresses that send through the server', () => {
    const layers = someLayers({
      ...hanako,
      'mail.account.account1.identities': 'id1,id2',
      'mail.identity.id2.useremail': 'info@tanaka.example',
    })
    const planned = plan(layers)
    expect(planned.ok && planned.value.addresses).toEqual(['hanako@tanaka.example', 'info@tanaka.example'])
  })

  it.each([
    ['hanako@tanaka.example', { username: 'hanako@tanaka.example', outgoingHost: 'smtp.tanaka.example' }],
    ['old', { username: 'hanako@tanaka.example', outgoingHost: 'smtp.other.example' }],
    ['old', null],
  ])('at another server it is %s who signs in', (username, shared) => {
    const layers = someLayers({ ...hanako, [pref('username')]: 'old' })
    const planned = plan(layers, {
      proof: { ...ready(587), host: 'smtp.tanaka.example' },
      shared: shared && { ...shared, incomingHost: host },
    })
    expect(planned.ok && planned.value.after.username).toBe(username)
  })

  describe('the password of the incoming server', () => {
    const elsewhere = { 'mail.server.server1.hostname': 'imap.tanaka.example' }
    const shared = { username: 'hanako', outgoingHost: host, incomingHost: 'imap.tanaka.example' }
    it.each<[string, Record<string, PrefValue | null>, Partial<RepairRequest>, boolean]>([
      ['same host and name', {}, {}, true],
      ['same host in capitals', { 'mail.server.server1.hostname': host.toUpperCase() }, {}, true],
      ['another host', elsewhere, {}, false],
      ['another host, seen to take the same password', elsewhere, { shared }, true],
      ['another name', { [pref('username')]: 'hanako.tanaka' }, {}, false],
      ['OAuth2 for reading', { 'mail.server.server1.authMethod': 10 }, {}, false],
      ['no password for reading', { 'mail.server.server1.authMethod': 1 }, {}, false],
      ['already set', { [pref('incomingAccount')]: 'server9' }, {}, false],
      [
        'a password for sending may be saved',
        { [pref('authMethod')]: 3, [pref('username')]: 'hanako' },
        {},
        false,
      ],
    ])('%s', (_, change, request, expected) => {
      expect('incomingAccount' in changes(someLayers({ ...hanako, ...change }), request)).toBe(expected)
    })
  })

  const oneName = { ...hanako, 'mail.server.server1.userName': null }
  const good = {
    ...hanako,
    [pref('port')]: 465,
    [pref('try_ssl')]: 3,
    [pref('authMethod')]: 3,
    [pref('username')]: 'hanako',
  }
  it.each<[string, Layers, Partial<RepairRequest>, NoPlan]>([
    ['without a test', someLayers(hanako), { proof: null }, { kind: 'not-tested' }],
    [
      'without proof',
      someLayers(hanako),
      { proof: ready(587, { verdict: 'blocked' }) },
      { kind: 'not-proven', host },
    ],
    [
      'with a certificate that Thunderbird would ask about',
      someLayers(hanako),
      { proof: ready(587, { verdict: 'untrusted-certificate' }) },
      { kind: 'not-proven', host },
    ],
    ['where all is well', someLayers(good), {}, { kind: 'nothing-to-change' }],
    [
      'for OAuth2',
      someLayers({ ...hanako, [pref('authMethod')]: 10 }),
      {},
      { kind: 'leave-alone', reason: 'oauth2' },
    ],
    [
      'for Exchange',
      someLayers({ ...hanako, [pref('type')]: 'ews' }),
      {},
      { kind: 'leave-alone', reason: 'exchange' },
    ],
    [
      'for a relay in the network',
      someLayers({ ...hanako, [pref('hostname')]: '192.168.1.5' }),
      {},
      { kind: 'leave-alone', reason: 'local-relay' },
    ],
    [
      'for one by a name',
      someLayers(hanako),
      { addresses: ['192.168.1.5'] },
      { kind: 'leave-alone', reason: 'local-relay' },
    ],
    [
      'with a sign-in that Thunderbird does not have',
      someLayers(hanako),
      { proof: ready(587, { auth: ['SCRAM-SHA-256'] }) },
      { kind: 'no-usable-sign-in', host, mechanisms: ['SCRAM-SHA-256'] },
    ],
    ['without a user name', someLayers(oneName), {}, { kind: 'no-user-name' }],
    [
      'against user.js',
      someLayers(hanako, { [pref('port')]: 25, [pref('try_ssl')]: 2 }),
      {},
      { kind: 'overridden', settings: [pref('port')] },
    ],
    [
      'against user.js that wins already',
      someLayers({ ...hanako, [pref('port')]: 587 }, { [pref('port')]: 25 }),
      {},
      { kind: 'overridden', settings: [pref('port')] },
    ],
    [
      'against a lock',
      someLayers(hanako, {}, { [pref('port')]: 25 }),
      {},
      { kind: 'locked-by-policy', settings: [pref('port')] },
    ],
    [
      'against a policy of every start',
      someLayers(hanako, {}, { [pref('try_ssl')]: { Value: 0, Status: 'user' } }),
      {},
      { kind: 'locked-by-policy', settings: [pref('try_ssl')] },
    ],
  ])('plans nothing %s', (_, layers, change, reason) => {
    expect(plan(layers, change)).toEqual({ ok: false, error: reason })
  })

  it('does not mind a policy or a user.js that wants the same, or other things', () => {
    const layers = someLayers(hanako, { [pref('port')]: 587, 'mail.other': 1 }, { 'mail.x': { Value: 1 } })
    expect(changes(layers)).not.toHaveProperty('port')
  })
})

describe('signInFor', () => {
  it.each([
    ['none', ['plain'], 'password'],
    ['any', ['LOGIN'], 'password'],
    ['none', ['CRAM-MD5'], 'encrypted-password'],
    ['kerberos', ['GSSAPI', 'PLAIN'], 'kerberos'],
    ['ntlm', ['PLAIN'], 'password'],
    ['password', [], null],
    ['none', ['XOAUTH2'], null],
  ] as const)('%s with %j: %s', (now, offered, expected) => {
    expect(signInFor(now, offered)).toBe(expected)
  })
})
