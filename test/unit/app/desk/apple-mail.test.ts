import { expect, test } from 'vitest'
import type { Account } from '../../../../electron/contract/account.ts'
import { notNow } from '../../../../electron/ipc/serve.ts'
import { account, start } from './desk-world.ts'

const settings = { accounts: [account] }
const wanted = { accountId: account.id }

test('the profile of an account is saved under its address, in the language of the window', async () => {
  const { handlers, done } = await start({ settings, systemLanguages: ['ja-JP'] })
  const name = `${account.address}.mobileconfig`
  expect(await handlers['apple-mail.save'](wanted)).toEqual({
    file: `/home/hanako/${name}`,
    opened: false,
  })
  const [[savedAs, text] = ['', '']] = done.saved
  expect(savedAs).toBe(name)
  expect(text).toContain('<string>com.apple.mail.managed</string>')
  expect(text).toContain('<string>mail.tanaka.example</string>')
  expect(text).toContain(`<string>メール：${account.address}</string>`)
  expect(text).not.toMatch(/<key>(?:Incoming|Outgoing)?Password<[/]key>/)
  expect(done.openedFiles).toEqual([])
})

test('on a Mac the system opens it, but nothing that has got another name', async () => {
  const names = ['mail.mobileconfig', 'mail.command']
  const { handlers, done } = await start({
    settings,
    desktop: { platform: 'macos', saveFile: () => Promise.resolve(`/Users/hanako/${names.shift() ?? ''}`) },
  })
  const told = [await handlers['apple-mail.save'](wanted), await handlers['apple-mail.save'](wanted)]
  expect(done.openedFiles).toEqual(['/Users/hanako/mail.mobileconfig'])
  expect(told).toEqual([
    { file: '/Users/hanako/mail.mobileconfig', opened: true },
    { file: '/Users/hanako/mail.command', opened: false },
  ])
})

test('what the system did not open is told as not opened', async () => {
  const { handlers } = await start({
    settings,
    desktop: {
      platform: 'macos',
      saveFile: () => Promise.resolve('/Users/hanako/mail.mobileconfig'),
      openFile: () => Promise.resolve(false),
    },
  })
  expect(await handlers['apple-mail.save'](wanted)).toMatchObject({ opened: false })
})

test.each<[string, Partial<Account>]>([
  ['that is not set up to its end', { unfinished: true }],
  [
    'whose certificate only Postern was told to trust',
    { pinned: [{ host: 'MAIL.tanaka.example', sha256: 'ab'.repeat(32), pem: 'a certificate' }] },
  ],
])('there is none of an account %s', async (_, more) => {
  const { handlers, done } = await start({ settings: { accounts: [{ ...account, ...more }] } })
  expect(await handlers['apple-mail.save'](wanted)).toBe(notNow)
  expect(done.saved).toEqual([])
})

test('where the person saves nothing, nothing is opened', async () => {
  const { handlers, done } = await start({
    settings,
    desktop: { platform: 'macos', saveFile: () => Promise.resolve(null) },
  })
  expect(await handlers['apple-mail.save'](wanted)).toEqual({ file: null, opened: false })
  expect(done.openedFiles).toEqual([])
})

test('an address becomes a name that every file system takes', async () => {
  const { handlers, done } = await start({
    settings: { accounts: [{ ...account, address: 'a/b*c@tanaka.example' }] },
  })
  await handlers['apple-mail.save'](wanted)
  expect(done.saved[0]?.[0]).toBe('a_b_c@tanaka.example.mobileconfig')
})

test('one dialog at a time, and none for an account that is not there', async () => {
  const dialog = Promise.withResolvers<null>()
  const { handlers } = await start({ settings, desktop: { saveFile: () => dialog.promise } })
  expect(await handlers['apple-mail.save']({ accountId: 'nobody' })).toBe(notNow)
  const first = handlers['apple-mail.save'](wanted)
  expect(await handlers['apple-mail.save'](wanted)).toBe(notNow)
  dialog.resolve(null)
  expect(await first).toEqual({ file: null, opened: false })
})
