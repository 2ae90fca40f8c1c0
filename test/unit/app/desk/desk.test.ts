import { mkdtemp, readFile, rm, writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import path from 'node:path'
import { expect, onTestFinished, test } from 'vitest'
import { createAccountStore } from '../../../../electron/accounts/account-store.ts'
import { createDesk } from '../../../../electron/app/desk/desk.ts'
import type { Account } from '../../../../electron/contract/account.ts'
import type { NetworkIdentity } from '../../../../electron/contract/network.ts'
import type { Settings } from '../../../../electron/contract/settings.ts'
import { AppState } from '../../../../electron/contract/state.ts'
import { notNow } from '../../../../electron/ipc/serve.ts'
import { exampleAccount } from '../../accounts/example-account.ts'
import { createServices, type Weather } from '../some-services.ts'

const home: NetworkIdentity = { id: 'home', gateway: '192.168.1.1', interface: 'wlan0', kind: 'wireless' }
const account: Account = {
  ...exampleAccount('hanako'),
  submission: { host: 'mail.tanaka.example', port: 587, security: 'starttls' },
}

type Start = { weather?: Weather; settings?: Partial<Settings>; file?: string; systemLanguages?: string[] }

/** The desk over a simulated world, with a settings file of its own. */
async function start({ weather = 'reset', settings = {}, file, systemLanguages = ['en-US'] }: Start = {}) {
  const made = await createServices()
  Object.assign(made.world, { identity: home, weather })
  const folder = await mkdtemp(path.join(tmpdir(), 'postern-desk-'))
  const settingsFile = path.join(folder, 'settings.json')
  await writeFile(
    settingsFile,
    file ?? JSON.stringify({ version: 1, accounts: [], setup: null, ...settings }),
  )
  const done = {
    copied: [] as string[],
    opened: [] as string[],
    bugs: [] as unknown[],
    errors: [] as string[],
  }
  let atLogin: boolean | null = false
  const quit = new AbortController()
  const desk = await createDesk({
    services: { ...made.services, accounts: createAccountStore({ file: settingsFile }) },
    desktop: {
      version: '0.1.0',
      platform: 'linux',
      systemLanguages,
      copy: (text) => done.copied.push(text),
      openPage: (url) => {
        done.opened.push(url)
        return Promise.resolve()
      },
      loginItem: { read: () => atLogin, set: (on) => (atLogin = on) },
    },
    quit: quit.signal,
    onBug: (error) => done.bugs.push(error),
    onWindowError: (message) => done.errors.push(message),
  })
  const running = desk.run()
  onTestFinished(async () => {
    quit.abort()
    await running
    made.close()
    await rm(folder, { recursive: true })
    expect(done.bugs).toEqual([])
  })
  const state = desk.store.current
  const checkedTimes = () => made.history.length
  const saved = async () => JSON.parse(await readFile(settingsFile, 'utf8')) as Settings
  return { ...made, ...desk, ...done, state, saved, checkedTimes }
}

test('checks by itself, and every revision is what the contract says', async () => {
  const { store, state, until } = await start({ settings: { accounts: [account] } })
  const revisions: AppState[] = []
  store.onChange((now) => revisions.push(now))
  await until(() => state().checked !== null)
  expect(state()).toMatchObject({
    network: home,
    checking: null,
    checked: { mark: 'blocked', canSend: false },
    accounts: [{ id: account.id, checked: { mark: 'blocked' } }],
  })
  expect(revisions.some(({ checking }) => checking !== null)).toBe(true)
  for (const revision of revisions) expect(AppState.parse(revision)).toEqual(revision)
})

test('without an account the network alone', async () => {
  const { state, until } = await start()
  await until(() => state().checked !== null)
  expect(state().checked).toMatchObject({ mark: 'attention', wayOut: 'add-account', canSend: null })
  expect(state().checked?.lanes.map((lane) => lane.state)).toEqual(['refused', 'open', 'open'])
})

test('offline at once when the network goes, and checked when it comes', async () => {
  const { state, until, world } = await start()
  await until(() => state().checked !== null)
  world.identity = { id: null, gateway: null, interface: null, kind: null }
  await until(() => state().checked?.mark === 'offline')
  expect(state().checked?.lanes.map((lane) => lane.state)).toEqual(['held', 'held', 'held'])
  world.identity = home
  await until(() => state().checked?.mark === 'attention')
})

test('Check now checks, and Stop ends it', async () => {
  const { handlers, state, until, world, checkedTimes } = await start()
  await until(() => state().checked !== null)
  await handlers['check.start'](undefined)
  await until(() => checkedTimes() === 2)
  world.weather = 'mute'
  await until(() => state().checking === null)
  await handlers['check.start'](undefined)
  await until(() => state().checking !== null)
  await handlers['check.stop'](undefined)
  await until(() => state().checking === null)
  expect(checkedTimes()).toBe(2)
})

test('preferences stand in the file; the language changes at once; references are used', async () => {
  const { handlers, state, saved, until, checkedTimes } = await start({ systemLanguages: ['ja-JP'] })
  expect(state().language).toBe('ja')
  await until(() => checkedTimes() === 1)
  await handlers['preferences.change']({ language: 'en', checkEveryMinutes: 60 })
  expect(state()).toMatchObject({ language: 'en', preferences: { checkEveryMinutes: 60 } })
  await handlers['preferences.change']({ references: ['MX.Alpha.example'] })
  expect((await saved()).preferences).toEqual({
    language: 'en',
    checkEveryMinutes: 60,
    references: ['mx.alpha.example'],
  })
  await until(() => checkedTimes() === 2)
  expect(await handlers['preferences.change']({ references: ['not a host'] })).toBe(notNow)
  await handlers['preferences.change']({ language: null })
  expect(state().language).toBe('ja')
})

test('start at login is what the system says', async () => {
  const { handlers, state } = await start()
  expect(state().startAtLogin).toBe(false)
  await handlers['login-item.set'](true)
  expect(state().startAtLogin).toBe(true)
})

test('a report for the support: verdict, ports, evidence, and the address masked unless asked', async () => {
  const { handlers, state, until, copied } = await start({ settings: { accounts: [account] } })
  expect(await handlers['report.copy']({ withAddresses: false })).toBe(notNow)
  await until(() => state().checked !== null)
  await handlers['report.copy']({ withAddresses: false })
  await handlers['report.copy']({ withAddresses: true })
  const [masked = '', whole = ''] = copied
  expect(masked).toContain('refuses port 25')
  expect(masked).toContain('mail.tanaka.example')
  expect(masked).toMatch(/ms {2}/)
  expect(masked).not.toContain(account.address)
  expect(whole).toContain(account.address)
})

test('in the wizard the report is about the server that is being set up', async () => {
  const { handlers, store, state, until, copied } = await start({ file: '{"version":1,"accounts":[]}' })
  await until(() => state().checked !== null)
  expect(await handlers['report.copy']({ withAddresses: false })).toBe(notNow)
  const { checked, setup } = state()
  if (checked === null || setup === null) throw new Error('no wizard')
  const report = { ...checked.report, startedAt: '2026-11-24T00:00:00.000Z' }
  store.change(() => ({ setup: { ...setup, checked: { ...checked, report } } }))
  await handlers['report.copy']({ withAddresses: false })
  expect(copied[0]).toContain('2026-11-24T00:00:00.000Z')
})

test('an account that is removed is gone, and the network is checked without it', async () => {
  const { handlers, state, saved, until, checkedTimes } = await start({ settings: { accounts: [account] } })
  await until(() => checkedTimes() === 1)
  await handlers['account.remove']({ id: account.id })
  expect(state().accounts).toEqual([])
  expect((await saved()).accounts).toEqual([])
  await until(() => checkedTimes() === 2)
  expect(await handlers['account.remove']({ id: account.id })).toBe(notNow)
})

test('a test mail without a password asks for it; there is none to stop', async () => {
  const { handlers, state, until } = await start({ settings: { accounts: [account] } })
  expect(await handlers['account.stop-test']({ id: account.id })).toBe(notNow)
  expect(await handlers['account.send-test']({ id: 'nobody' })).toBe(notNow)
  await handlers['account.send-test']({ id: account.id })
  await until(() => state().accounts[0]?.testMail.kind === 'needs-password')
})

test('pages are those of the list', async () => {
  const { handlers, opened } = await start()
  await handlers['page.open']({ page: 'captive-portal' })
  await handlers['page.open']({ page: 'help-thunderbird' })
  expect(opened).toEqual([
    'http://cp.cloudflare.com/generate_204',
    'https://support.mozilla.org/products/thunderbird',
  ])
})

test('damaged settings are told once, newer ones are left alone', async () => {
  const damaged = await start({ file: '{"version":1,"accounts":[' })
  expect(damaged.state().problem).toMatchObject({ key: 'ui.problem.settings-moved' })
  await damaged.handlers['state.problem-seen'](undefined)
  expect(damaged.state().problem).toBeNull()

  const newer = await start({ file: '{"version":2,"accounts":[]}' })
  expect(newer.state()).toMatchObject({ problem: { key: 'failure.settings-newer' }, setup: null })
})

test('the first run opens the wizard; once it was left, the window', async () => {
  const fresh = await start({ file: '{"version":1,"accounts":[]}' })
  expect(fresh.state().setup).toMatchObject({ step: 'welcome' })
  expect((await start()).state().setup).toBeNull()
})

test('a network that lets go after a sign-in is noticed, although nothing else about it changes', async () => {
  const { state, until, world } = await start({ weather: 'captive' })
  await until(() => state().checked !== null)
  expect(state().checked).toMatchObject({ mark: 'attention', wayOut: 'open-sign-in-page' })
  world.weather = 'reset'
  await until(() => state().checked?.wayOut === 'add-account')
})
