import { describe, expect, it } from 'vitest'
import { readAccountKey, readOutlook } from '../../../../electron/clients/outlook/read-profiles.ts'
import type { OutgoingSettings } from '../../../../electron/contract/clients.ts'
import { accountsOf, imapAccount, office, recordedRegistry, regHeader, someHives } from './some-outlook.ts'

async function profiles(text: string) {
  const read = await readOutlook(recordedRegistry(text))
  if (!read.ok) throw new Error(read.error.kind)
  return read.value
}

/** What one account's own lines mean for sending. */
async function outgoing(lines: string): Promise<OutgoingSettings | undefined> {
  const [profile] = await profiles(
    regHeader + imapAccount(`${accountsOf('16.0', 'x')}\\00000001`, 'a@b.example', lines),
  )
  return profile?.accounts[0]?.outgoing.settings
}

describe('readOutlook', () => {
  it('finds the profiles of both versions, the default of the newest first', async () => {
    const found = (await profiles(someHives)).map(({ version, name, isDefault, accounts }) => [
      version,
      name,
      isDefault,
      accounts.map(({ account }) => account.identities[0]?.address),
    ])
    expect(found).toEqual([
      ['16.0', '見込み客 [本社]', true, ['taro@tanaka.example', 'eigyo@tanaka.example']],
      ['16.0', 'Outlook', false, ['']],
      ['15.0', 'Outlook', false, ['jiro@tanaka.example']],
    ])
  })

  it('reads an account with strings, and its port that is not stored', async () => {
    const [account] = (await profiles(someHives))[0]?.accounts ?? []
    expect(account).toMatchObject({
      account: {
        key: '00000002',
        incoming: {
          protocol: 'imap',
          host: 'imap.tanaka.example',
          port: 993,
          security: 'tls',
          signIn: 'password',
          username: 'taro',
        },
        identities: [{ name: '山田 太郎', address: 'taro@tanaka.example', outgoing: '00000002' }],
      },
      outgoing: {
        key: '00000002',
        settings: {
          protocol: 'smtp',
          host: 'mail.tanaka.example',
          port: 25,
          security: 'none',
          signIn: 'none',
          username: 'taro',
        },
        origins: {
          host: 'profile',
          port: 'default',
          security: 'default',
          signIn: 'default',
          username: 'default',
        },
        locked: [],
      },
      key: { name: `${accountsOf('16.0', '見込み客 [本社]')}\\00000002` },
    })
  })

  it('reads an account with bytes for strings, and the switches of older builds', async () => {
    const [, account] = (await profiles(someHives))[0]?.accounts ?? []
    expect(account).toMatchObject({
      account: {
        incoming: {
          protocol: 'pop3',
          host: 'pop.tanaka.example',
          port: 110,
          security: 'none',
          username: 'eigyo',
        },
        identities: [{ name: '営業部', address: 'eigyo@tanaka.example' }],
      },
      outgoing: {
        settings: {
          host: 'smtp.tanaka.example',
          port: 465,
          security: 'tls',
          signIn: 'password',
          username: 'eigyo-smtp',
        },
      },
    })
  })

  it('makes an account that has hardly a value one without an outgoing server', async () => {
    const [account] = (await profiles(someHives))[1]?.accounts ?? []
    expect(account?.outgoing.settings).toEqual({
      protocol: 'smtp',
      host: '',
      port: 25,
      security: 'none',
      signIn: 'none',
      username: '',
    })
  })

  it('tells what is used instead of a profile', async () => {
    const superseded = async (text: string) =>
      (await profiles(text)).map((profile) => [profile.version, profile.superseded])
    const left = ['15.0', 'newer-version']
    expect(await superseded(someHives)).toEqual([['16.0', 'new-outlook'], ['16.0', 'new-outlook'], left])
    const off = someHives.replace('"UseNewOutlook"=dword:00000001', '"UseNewOutlook"=dword:00000000')
    expect(await superseded(off)).toEqual([['16.0', null], ['16.0', null], left])
    const alone = someHives.replaceAll('\\16.0\\Outlook\\Profiles', '\\16.0\\Outlook\\Other')
    expect(await superseded(alone)).toEqual([['15.0', null]])
    expect(await superseded(regHeader)).toEqual([])
  })

  it('takes the default of an older Outlook where the newer has no profile', async () => {
    const old = someHives.replaceAll('\\16.0\\', '\\14.0\\')
    expect((await profiles(old)).map(({ version, isDefault }) => [version, isDefault])).toEqual([
      ['15.0', true],
    ])
  })

  it.each<[string, Partial<OutgoingSettings>]>([
    ['"SMTP Secure Connection"=dword:0', { security: 'none' }],
    ['"SMTP Secure Connection"=dword:1', { security: 'tls', port: 25 }],
    ['"SMTP Secure Connection"=dword:2\n"SMTP Port"=dword:24b', { security: 'starttls', port: 587 }],
    ['"SMTP Secure Connection"=dword:2\n"SMTP Use SSL"=dword:1', { security: 'starttls' }],
    ['"SMTP Secure Connection"=dword:3\n"SMTP Port"=dword:1d1', { security: 'tls', port: 465 }],
    ['"SMTP Secure Connection"=dword:3', { security: 'starttls' }],
    ['"SMTP Secure Connection"=dword:9', { security: 'none' }],
    ['"SMTP Use SSL"=dword:1', { security: 'tls' }],
    ['"SMTP Use Auth"=dword:1', { signIn: 'password', username: 'taro' }],
    ['"SMTP Use Auth"=dword:1\n"SMTP Use SPA"=dword:1', { signIn: 'ntlm' }],
    [
      '"SMTP Use Auth"=dword:1\n"SMTP Auth Method"=dword:1\n"SMTP User"="x"',
      { signIn: 'password', username: 'x' },
    ],
    ['"SMTP Use Auth"=dword:1\n"SMTP Auth Method"=dword:0\n"SMTP User"="x"', { username: 'taro' }],
    ['"SMTP Use Auth"=dword:1\n"SMTP Auth Method"=dword:2', { signIn: 'none' }],
    ['"smtp port"=dword:24b', { port: 587 }],
    ['"SMTP Port"="587"', { port: 25 }],
  ])('understands %s', async (lines, expected) => {
    expect(await outgoing(lines)).toMatchObject(expected)
  })

  it.each([
    ['{ED475414-B0D6-11D2-8C3B-00104B2A6676}', 0],
    ['{ED475418-B0D6-11D2-8C3B-00104B2A6676}', 0],
    ['{ed475412-b0d6-11d2-8c3b-00104b2a6676}', 1],
    ['', 0],
  ])('takes the class %s for %d accounts, whatever it is named', async (clsid, count) => {
    const key = `${accountsOf('16.0', 'x')}\\00000001`
    const text = imapAccount(key, 'a@b.example').replace(/"clsid"=.*/, `"clsid"="${clsid}"`)
    expect((await profiles(regHeader + text))[0]?.accounts).toHaveLength(count)
  })
})

describe('readAccountKey', () => {
  const key = `${accountsOf('16.0', 'x')}\\00000001`
  const registry = recordedRegistry(regHeader + imapAccount(key, 'a@b.example'))

  it('finds an account whatever the letters’ case, and tells that it is gone', async () => {
    expect(await readAccountKey(key.toLowerCase(), registry)).toMatchObject({
      ok: true,
      value: { name: key },
    })
    expect(await readAccountKey(`${key}0`, registry)).toEqual({ ok: true, value: null })
    expect(await readAccountKey(key.replace('16.0', '15.0'), registry)).toEqual({ ok: true, value: null })
  })

  it('reads nothing but Outlook’s own keys', async () => {
    await expect(readAccountKey(`${office}\\16.0\\Word\\x`, registry)).rejects.toThrow(
      'Not a key of Outlook’s',
    )
  })
})
