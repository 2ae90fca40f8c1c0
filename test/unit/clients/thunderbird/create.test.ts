import { describe, expect, it } from 'vitest'
import { type NewAccount, planAccount } from '../../../../electron/clients/thunderbird/create.ts'
import type { Layers } from '../../../../electron/clients/thunderbird/preferences.ts'
import type { PrefValue } from '../../../../electron/clients/thunderbird/prefs-file.ts'
import { changed, hanako, someLayers } from './some-profile.ts'

const account: NewAccount = {
  name: '佐倉 太郎',
  address: 'taro@sakura.example',
  username: 'taro@sakura.example',
  incoming: { host: 'imap.sakura.example', port: 993, security: 'tls' },
  outgoing: { host: 'smtp.sakura.example', port: 587, security: 'starttls', mechanisms: ['PLAIN'] },
}

function created(layers: Layers, wanted = account): Record<string, PrefValue | null> {
  const planned = planAccount(wanted, layers)
  if (!planned.ok) throw new Error(planned.error.kind)
  const known = planned.value.filter(({ before }) => before !== null).map(({ name }) => name)
  for (const name of known)
    expect(name).toMatch(/^mail\.(accountmanager\.|account\.lastKey|smtpservers|smtp\.)/)
  return Object.fromEntries(planned.value.map(({ name, after }) => [name, after]))
}

describe('planAccount', () => {
  it('fills an empty profile', () => {
    expect(created(someLayers({}))).toEqual({
      'mail.accountmanager.accounts': 'account1',
      'mail.accountmanager.defaultaccount': 'account1',
      'mail.account.lastKey': 1,
      'mail.account.account1.server': 'server1',
      'mail.account.account1.identities': 'id1',
      'mail.identity.id1.fullName': '佐倉 太郎',
      'mail.identity.id1.useremail': 'taro@sakura.example',
      'mail.identity.id1.smtpServer': 'smtp1',
      'mail.identity.id1.valid': true,
      'mail.server.server1.type': 'imap',
      'mail.server.server1.hostname': 'imap.sakura.example',
      'mail.server.server1.port': 993,
      'mail.server.server1.socketType': 3,
      'mail.server.server1.authMethod': 3,
      'mail.server.server1.userName': 'taro@sakura.example',
      'mail.server.server1.name': 'taro@sakura.example',
      'mail.server.server1.login_at_startup': true,
      'mail.server.server1.check_new_mail': true,
      'mail.smtpservers': 'smtp1',
      'mail.smtp.defaultserver': 'smtp1',
      'mail.smtpserver.smtp1.type': 'smtp',
      'mail.smtpserver.smtp1.hostname': 'smtp.sakura.example',
      'mail.smtpserver.smtp1.port': 587,
      'mail.smtpserver.smtp1.try_ssl': 2,
      'mail.smtpserver.smtp1.authMethod': 3,
      'mail.smtpserver.smtp1.username': 'taro@sakura.example',
      'mail.smtpserver.smtp1.incomingAccount': 'server1',
    })
  })

  it('adds to a profile, and leaves its accounts and defaults alone', () => {
    const layers = someLayers(hanako)
    const values = created(layers)
    expect(values).toMatchObject({
      'mail.accountmanager.accounts': 'account1,account2,account3',
      'mail.account.lastKey': 3,
      'mail.account.account3.server': 'server3',
      'mail.identity.id2.smtpServer': 'smtp2',
      'mail.smtpservers': 'smtp1,smtp2',
      'mail.smtpserver.smtp2.incomingAccount': 'server3',
    })
    expect(values).not.toHaveProperty(['mail.accountmanager.defaultaccount'])
    expect(values).not.toHaveProperty(['mail.smtp.defaultserver'])
    const planned = planAccount(account, layers)
    const { mail } = changed(layers, planned.ok ? planned.value : [])
    expect(mail.accounts.map(({ incoming }) => incoming.host)).toEqual([
      'mail.tanaka.example',
      'Local Folders',
      'imap.sakura.example',
    ])
    expect(mail.outgoing[1]?.settings).toEqual({
      protocol: 'smtp',
      host: 'smtp.sakura.example',
      port: 587,
      security: 'starttls',
      signIn: 'password',
      username: 'taro@sakura.example',
    })
  })

  it('gives no key again', () => {
    const values = created(
      someLayers({
        ...hanako,
        'mail.account.lastKey': 7,
        'mail.server.server12.type': 'imap',
        'mail.identity.id9.useremail': 'gone@tanaka.example',
        'mail.smtpservers': 'smtp1,smtp4',
      }),
    )
    expect(values).toMatchObject({
      'mail.account.account8.server': 'server13',
      'mail.account.account8.identities': 'id10',
      'mail.identity.id10.smtpServer': 'smtp5',
    })
  })

  it('becomes the default where only local folders are', () => {
    const local = {
      'mail.accountmanager.accounts': 'account1',
      'mail.accountmanager.defaultaccount': 'account1',
      'mail.account.account1.server': 'server1',
      'mail.server.server1.type': 'none',
      'mail.server.server1.hostname': 'Local Folders',
      'mail.smtpservers': '',
    }
    expect(created(someLayers(local))).toMatchObject({
      'mail.accountmanager.defaultaccount': 'account2',
      'mail.smtp.defaultserver': 'smtp1',
    })
  })

  it('signs in as the server wants', () => {
    const outgoing = { ...account.outgoing, mechanisms: ['CRAM-MD5'] }
    expect(created(someLayers({}), { ...account, outgoing })).toMatchObject({
      'mail.smtpserver.smtp1.authMethod': 4,
    })
  })

  it.each([
    [
      'is there',
      someLayers(hanako),
      { incoming: { ...account.incoming, host: 'MAIL.tanaka.example' }, username: 'hanako' },
      { kind: 'already-there', address: 'taro@sakura.example' },
    ],
    [
      'cannot sign in',
      someLayers(hanako),
      { outgoing: { ...account.outgoing, mechanisms: ['XOAUTH2'] } },
      { kind: 'no-usable-sign-in', host: 'smtp.sakura.example', mechanisms: ['XOAUTH2'] },
    ],
    [
      'would not last because of user.js',
      someLayers(hanako, { 'mail.smtpservers': 'smtp1' }),
      {},
      { kind: 'overridden', settings: ['mail.smtpservers'] },
    ],
    [
      'is locked out',
      someLayers(hanako, {}, { 'mail.accountmanager.accounts': 'account1' }),
      {},
      { kind: 'locked-by-policy', settings: ['mail.accountmanager.accounts'] },
    ],
  ])('makes no account that %s', (_, layers, change, error) => {
    expect(planAccount({ ...account, ...change }, layers)).toEqual({ ok: false, error })
  })
})
