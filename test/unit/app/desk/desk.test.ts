import { expect, test } from 'vitest'
import { AppState } from '../../../../electron/contract/state.ts'
import { notNow } from '../../../../electron/ipc/serve.ts'
import { createSessionStore } from '../../../../electron/credentials/session-store.ts'
import { account, home, start } from './desk-world.ts'

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
  const { handlers, state, settingsFile, until, checkedTimes } = await start({ systemLanguages: ['ja-JP'] })
  expect(state().language).toBe('ja')
  await until(() => checkedTimes() === 1)
  await handlers['preferences.change']({ language: 'en', checkEveryMinutes: 60 })
  expect(state()).toMatchObject({ language: 'en', preferences: { checkEveryMinutes: 60 } })
  await handlers['preferences.change']({ references: ['MX.Alpha.example'] })
  expect((await settingsFile()).preferences).toEqual({
    language: 'en',
    checkEveryMinutes: 60,
    references: ['mx.alpha.example'],
  })
  await until(() => checkedTimes() === 2)
  expect(await handlers['preferences.change']({ references: ['not a host'] })).toBe(notNow)
  await handlers['preferences.change']({ language: null })
  expect(state().language).toBe('ja')
})

test('start at login is what the system says, also after it was changed outside', async () => {
  const { handlers, state, system, readLoginItem } = await start()
  expect(state().startAtLogin).toBe(false)
  await handlers['login-item.set'](true)
  expect(state().startAtLogin).toBe(true)
  system.atLogin = false
  readLoginItem()
  expect(state().startAtLogin).toBe(false)
  const { revision } = state()
  readLoginItem()
  expect(state().revision).toBe(revision)
})

test('a report for the support: verdict, ports, evidence, and the address masked unless asked', async () => {
  const { handlers, state, until, done } = await start({ settings: { accounts: [account] } })
  expect(await handlers['report.copy']({ withAddresses: false })).toBe(notNow)
  await until(() => state().checked !== null)
  await handlers['report.copy']({ withAddresses: false })
  await handlers['report.copy']({ withAddresses: true })
  const [masked = '', whole = ''] = done.copied
  expect(masked).toContain('refuses port 25')
  expect(masked).toContain('mail.tanaka.example')
  expect(masked).toMatch(/ms {2}/)
  expect(masked).not.toContain(account.address)
  expect(whole).toContain(account.address)
})

test('in the wizard the report is about the server that is being set up', async () => {
  const { handlers, store, state, until, done } = await start({ file: '{"version":1,"accounts":[]}' })
  await until(() => state().checked !== null)
  expect(await handlers['report.copy']({ withAddresses: false })).toBe(notNow)
  const { checked, setup } = state()
  if (checked === null || setup === null) throw new Error('no wizard')
  const report = { ...checked.report, startedAt: '2026-11-24T00:00:00.000Z' }
  store.change(() => ({ setup: { ...setup, checked: { ...checked, report } } }))
  await handlers['report.copy']({ withAddresses: false })
  expect(done.copied[0]).toContain('2026-11-24T00:00:00.000Z')
})

test('an account that is removed is gone, and the network is checked without it', async () => {
  const { handlers, state, settingsFile, until, checkedTimes } = await start({
    settings: { accounts: [account] },
  })
  await until(() => checkedTimes() === 1)
  await handlers['account.remove']({ id: account.id })
  expect(state().accounts).toEqual([])
  expect((await settingsFile()).accounts).toEqual([])
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

test('a test mail is stopped although the keychain does not answer', async () => {
  const credentials = { ...createSessionStore(), read: () => new Promise<never>(() => undefined) }
  const { handlers, state, until } = await start({
    settings: { accounts: [account] },
    services: { credentials },
  })
  await handlers['account.send-test']({ id: account.id })
  expect(state().accounts[0]?.testMail.kind).toBe('under-way')
  await handlers['account.stop-test']({ id: account.id })
  await until(() => state().accounts[0]?.testMail.kind === 'stopped')
  // The end of the program does not wait for the keychain either.
  await handlers['account.send-test']({ id: account.id })
})

test('pages are those of the list', async () => {
  const { handlers, done } = await start()
  await handlers['page.open']({ page: 'captive-portal' })
  await handlers['page.open']({ page: 'help-thunderbird' })
  expect(done.opened).toEqual([
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

test('a sign-in to a network is one reason to check it again, and not two', async () => {
  const { state, until, world, clock, checkedTimes } = await start({ weather: 'captive' })
  await until(() => state().checked !== null)
  world.weather = 'reset'
  await until(() => state().checked?.wayOut === 'add-account')
  const [checks, at] = [checkedTimes(), clock.now()]
  await until(() => clock.now() - at > 30_000)
  expect(checkedTimes()).toBe(checks)
})
