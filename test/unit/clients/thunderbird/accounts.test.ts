import { describe, expect, it } from 'vitest'
import { isOfAccounts, readAccounts } from '../../../../electron/clients/thunderbird/accounts.ts'
import type { PrefValue } from '../../../../electron/clients/thunderbird/prefs-file.ts'
import type { OutgoingServer } from '../../../../electron/contract/clients.ts'
import { hanako, someLayers } from './some-profile.ts'

const pref = (name: string) => `mail.smtpserver.smtp1.${name}`

function outgoing(...layers: Parameters<typeof someLayers>): OutgoingServer {
  const [server] = readAccounts(someLayers(...layers)).outgoing
  if (server === undefined) throw new Error('no server')
  return server
}

describe('readAccounts', () => {
  it('looks at nothing that is not of accounts', () => {
    const asked = new Set<string>()
    const all = new Map<string, PrefValue>(Object.entries({ ...hanako, [pref('try_ssl')]: 1 }))
    const prefs: Pick<ReadonlyMap<string, PrefValue>, 'get' | 'has'> = {
      get: (name) => (asked.add(name), all.get(name)),
      has: (name) => (asked.add(name), all.has(name)),
    }
    const layers = someLayers({})
    readAccounts({ ...layers, prefs: prefs as ReadonlyMap<string, PrefValue> })
    expect(asked.size).toBeGreaterThan(30)
    expect([...asked].filter((name) => !isOfAccounts(name))).toEqual([])
  })

  it('reads accounts, identities and servers', () => {
    expect(readAccounts(someLayers(hanako))).toEqual({
      accounts: [
        {
          key: 'account1',
          incoming: {
            key: 'server1',
            protocol: 'imap',
            host: 'mail.tanaka.example',
            port: 993,
            security: 'tls',
            signIn: 'password',
            username: 'hanako',
          },
          identities: [
            { key: 'id1', name: '田中 花子', address: 'hanako@tanaka.example', outgoing: 'smtp1' },
          ],
        },
        {
          key: 'account2',
          incoming: expect.objectContaining({ protocol: 'none', port: 0 }) as unknown,
          identities: [],
        },
      ],
      outgoing: [
        {
          key: 'smtp1',
          settings: {
            protocol: 'smtp',
            host: 'mail.tanaka.example',
            port: 25,
            security: 'none',
            signIn: 'none',
            username: '',
          },
          origins: {
            host: 'profile',
            port: 'profile',
            security: 'profile',
            signIn: 'profile',
            username: 'default',
          },
          locked: [],
        },
      ],
    })
  })

  it('finds nothing in an empty profile', () => {
    expect(readAccounts(someLayers({}))).toEqual({ accounts: [], outgoing: [] })
  })

  it.each<[string, Record<string, PrefValue>, Partial<OutgoingServer['settings']>]>([
    ['nothing', {}, { port: 587, security: 'none', signIn: 'password' }],
    ['TLS', { try_ssl: 3 }, { port: 465, security: 'tls' }],
    ['port 0', { try_ssl: 3, port: 0 }, { port: 465 }],
    ['a port as a text', { port: '25' }, { port: 587 }],
    ['an unknown security', { try_ssl: 7 }, { security: 'none' }],
    ['an unknown sign-in', { authMethod: 77 }, { signIn: 'none' }],
    ['OAuth2', { authMethod: 10 }, { signIn: 'oauth2' }],
    ['the user name of incoming servers', { userName: 'x' }, { username: '' }],
    ['Exchange', { type: 'ews' }, { protocol: 'exchange' }],
    ['Graph', { type: 'graph' }, { protocol: 'exchange' }],
  ])('knows what Thunderbird takes where there is %s', (_, values, expected) => {
    const prefs = Object.fromEntries(Object.entries(values).map(([name, value]) => [pref(name), value]))
    expect(outgoing({ 'mail.smtpservers': 'smtp1', ...prefs }).settings).toMatchObject(expected)
  })

  it('takes the defaults that the person has set for all servers', () => {
    const shared = { 'mail.smtpserver.default.try_ssl': 2, 'mail.smtpserver.default.authMethod': 4 }
    const { settings, origins } = outgoing({ 'mail.smtpservers': 'smtp1', ...shared })
    expect(settings).toMatchObject({ security: 'starttls', signIn: 'encrypted-password' })
    expect(origins).toMatchObject({ security: 'profile', port: 'default' })
  })

  it('takes the old "STARTTLS, if available" as the next start will', () => {
    const old = { ...hanako, [pref('try_ssl')]: 1 }
    expect(outgoing({ ...old, 'mail.ui-rdf.version': 43 }).settings.security).toBe('starttls')
    expect(outgoing({ ...old, 'mail.ui-rdf.version': 44 }).settings.security).toBe('none')
    expect(outgoing(old).settings.security).toBe('none')
  })

  it('lets user.js win, and tells', () => {
    const { settings, origins } = outgoing(hanako, { [pref('port')]: 26 })
    expect(settings.port).toBe(26)
    expect(origins).toMatchObject({ port: 'override', host: 'profile' })
  })

  it.each<[string, unknown, number, string, string[]]>([
    ['locked', { Value: 587, Status: 'locked' }, 587, 'policy', ['port']],
    ['locked, written the old way', 587, 587, 'policy', ['port']],
    ['set at every start', { Value: 587, Status: 'user' }, 587, 'policy', []],
    ['a default', { Value: 587, Status: 'default' }, 26, 'override', []],
    ['taken away', { Status: 'clear' }, 587, 'default', []],
    ['damaged', { Value: [], Status: 'locked' }, 26, 'override', []],
    ['locked without a value', { Status: 'locked' }, 587, 'default', ['port']],
  ])('sees a policy: %s', (_, wanted, port, origin, locked) => {
    const server = outgoing(hanako, { [pref('port')]: 26 }, { [pref('port')]: wanted })
    expect(server.settings.port).toBe(port)
    expect(server.origins.port).toBe(origin)
    expect(server.locked).toEqual(locked)
  })

  it('takes a default of a policy where the person has none', () => {
    const server = outgoing({ ...hanako, [pref('port')]: null }, {}, { [pref('port')]: { Value: 26 } })
    expect(server.settings.port).toBe(26)
    expect(server.origins.port).toBe('policy')
  })

  it.each<[string, Record<string, PrefValue | null>, string | null]>([
    ['its own server', {}, 'smtp1'],
    ['the default server', { 'mail.identity.id1.smtpServer': null }, 'smtp2'],
    [
      'the first without a default',
      { 'mail.identity.id1.smtpServer': '', 'mail.smtp.defaultserver': null },
      'smtp1',
    ],
    ['none, if its own is gone', { 'mail.identity.id1.smtpServer': 'smtp7' }, null],
    [
      'none, if the default is gone',
      { 'mail.identity.id1.smtpServer': '', 'mail.smtp.defaultserver': 'x' },
      null,
    ],
  ])('an identity sends through %s', (_, change, expected) => {
    const two = {
      ...hanako,
      'mail.smtpservers': 'smtp1,smtp2',
      'mail.smtp.defaultserver': 'smtp2',
      ...change,
    }
    expect(readAccounts(someLayers(two)).accounts[0]?.identities[0]?.outgoing).toBe(expected)
  })

  it.each(['type', 'hostname'])('leaves out an account whose server has no %s', (name) => {
    const { accounts } = readAccounts(someLayers({ ...hanako, [`mail.server.server1.${name}`]: null }))
    expect(accounts.map(({ key }) => key)).toEqual(['account2'])
  })

  it.each([
    ['imap', 0, 143],
    ['imap', 3, 993],
    ['pop3', 2, 110],
    ['pop3', 3, 995],
  ])('knows the port of %s with security %i', (type, socketType, port) => {
    const change = {
      'mail.server.server1.type': type,
      'mail.server.server1.socketType': socketType,
      'mail.server.server1.port': null,
    }
    expect(readAccounts(someLayers({ ...hanako, ...change })).accounts[0]?.incoming.port).toBe(port)
  })
})
