import { existsSync, readFileSync, rmSync, writeFileSync } from 'node:fs'
import path from 'node:path'
import process from 'node:process'
import type { ElectronApplication } from '@playwright/test'
import type { Mark } from '../../electron/contract/checked.ts'
import { trayIconFile } from '../../electron/shell/tray-icon.ts'
import { createTranslator } from '../../electron/text/translator.ts'
import { root } from './fixtures.ts'
import {
  accountOf,
  call,
  closeWindows,
  expect,
  setWeather,
  stateOf,
  t,
  test,
  windowOf,
} from './shell-fixtures.ts'

const ja = createTranslator('ja')
/** Longer than the watcher needs to see a network, and a check to be sure. */
const later = { timeout: 20_000 }

/** Which mark the tray shows, by the picture itself. */
function shownMark(app: ElectronApplication, dark = false): Promise<string | undefined> {
  const marks: Mark[] = ['ok', 'via587', 'attention', 'blocked', 'offline', 'checking']
  const surroundings = { platform: process.platform, dark, desktop: process.env['XDG_CURRENT_DESKTOP'] }
  const files = marks.map((mark) => ({
    mark,
    file: trayIconFile(path.join(root, 'out', 'icons'), mark, surroundings),
  }))
  return app.evaluate(({ nativeImage }, wanted) => {
    const image = probe.trays[0]?.image
    if (image === undefined || image === null || typeof image === 'string') return undefined
    const same = ({ file }: { file: string }) =>
      nativeImage.createFromPath(file).toDataURL() === image.toDataURL()
    return wanted.find(same)?.mark
  }, files)
}

test('icon, tooltip and menu tell what each network does to mail', async ({ app, desktop }) => {
  test.setTimeout(150_000)
  await expect.poll(() => shownMark(app), later).toBe('via587')
  expect(await desktop.toolTip()).toBe(t('verdict.ready.blocked.drop', { port: 587 }))
  for (const [weather, mark, text] of [
    ['all-blocked', 'blocked', t('verdict.all-blocked')],
    ['offline', 'offline', t('outbound25.offline')],
    ['captive', 'attention', t('outbound25.captive-portal')],
    ['open', 'ok', t('verdict.ready.open', { port: 587 })],
  ] as const) {
    await setWeather(app, weather, weather)
    await desktop.power('resume')
    await expect.poll(() => shownMark(app), later).toBe(mark)
    expect(await desktop.toolTip()).toBe(text)
    const [verdict, last] = await desktop.trayMenu()
    expect(verdict).toMatchObject({ label: text, enabled: false })
    expect(last?.label).toMatch(/^Last check \d{1,2}:\d{2} [AP]M$/)
  }
})

test('the menu has its entries in order; a check can be asked for when none runs', async ({
  app,
  desktop,
}) => {
  await expect.poll(() => shownMark(app), later).toBe('via587')
  const menu = await desktop.trayMenu()
  expect(menu.map(({ id, type }) => id || type)).toEqual([
    'verdict',
    'last-check',
    'separator',
    'open',
    'check',
    'send-test',
    'clients',
    'separator',
    'start-at-login',
    'quit',
  ])
  await desktop.clickTrayMenu('check')
  await expect.poll(() => shownMark(app)).toBe('checking')
  expect((await desktop.trayMenu()).find(({ id }) => id === 'check')?.enabled).toBe(false)
  await expect.poll(() => shownMark(app), later).toBe('via587')
  expect((await desktop.trayMenu()).find(({ id }) => id === 'check')?.enabled).toBe(true)
})

test('a dark panel gets light icons, as soon as it is dark', async ({ app, desktop }) => {
  await desktop.setSystemDark(false)
  await expect.poll(() => shownMark(app), later).toBe('via587')
  await desktop.setSystemDark(true)
  await expect.poll(() => shownMark(app, true)).toBe('via587')
})

test('the menu speaks the language that the person chooses', async ({ desktop, window: page }) => {
  await call(page, 'preferences.change', { language: 'ja' })
  const labels = async () => (await desktop.trayMenu()).map(({ label }) => label)
  await expect.poll(labels).toContain(ja('tray.open'))
  expect(await labels()).toContain(ja('tray.quit'))
})

test('a click opens the window, and so does its entry; Mail clients… opens it there', async ({
  app,
  desktop,
}) => {
  for (const open of [() => desktop.clickTray(), () => desktop.clickTrayMenu('open')]) {
    await windowOf(app)
    await closeWindows(app)
    expect(app.windows()).toEqual([])
    const opened = app.waitForEvent('window')
    await open()
    await expect((await opened).getByRole('heading', { level: 1 })).toHaveText(t('ui.status.title'))
  }
  await desktop.clickTrayMenu('clients')
  await expect((await windowOf(app)).getByRole('heading', { level: 1 })).toHaveText(t('ui.clients.title'))
  await closeWindows(app)
  await desktop.clickTrayMenu('clients')
  await expect((await windowOf(app)).getByRole('heading', { level: 1 })).toHaveText(t('ui.clients.title'))
})

test('Send test mail shows in the window what comes of it', async ({ app, desktop }) => {
  await windowOf(app)
  await closeWindows(app)
  await desktop.clickTrayMenu('send-test')
  const page = await windowOf(app)
  await expect(page.getByRole('heading', { level: 1 })).toHaveText(t('ui.status.title'))
  // Nothing is in the keychain of this person.
  await expect
    .poll(async () => (await stateOf(page)).accounts.map(({ testMail }) => testMail.kind))
    .toEqual(['needs-password'])
  await page.getByRole('button', { name: t('ui.status.way.sign-in') }).click()
  // The way to the sign-in begins with this network.
  await expect(page.getByRole('heading', { level: 1 })).toContainText(t('ui.wizard.network'))
})

test.describe('with several accounts', () => {
  const accounts = [accountOf('tanaka.example'), accountOf('junk.example')]
  test.use({ settings: { version: 1, accounts, setup: null } })

  test('the person chooses whose mail is tested', async ({ desktop, window: page }) => {
    const menu = await desktop.trayMenu()
    expect(menu.find(({ id }) => id === 'send-test')?.submenu.map(({ label }) => label)).toEqual(
      accounts.map(({ address }) => address),
    )
    await desktop.clickTrayMenu('send-test:junk.example')
    await expect
      .poll(async () => (await stateOf(page)).accounts.map(({ testMail }) => testMail.kind))
      .toEqual(['none', 'needs-password'])
  })
})

test('Start at login is ticked when it is so', async ({ desktop, profile, window: page }) => {
  test.skip(process.platform !== 'linux', 'Windows and macOS keep it: a spec would change this very machine')
  const file = path.join(profile, 'config', 'autostart', 'postern.desktop')
  const ticked = async () => (await desktop.trayMenu()).find(({ id }) => id === 'start-at-login')?.checked
  expect([await ticked(), existsSync(file)]).toEqual([false, false])
  await desktop.clickTrayMenu('start-at-login')
  await expect.poll(ticked).toBe(true)
  expect(readFileSync(file, 'utf8')).toMatch(/^Exec=.* --hidden$/m)
  expect((await stateOf(page)).startAtLogin).toBe(true)
  await call(page, 'login-item.set', false)
  await expect.poll(ticked).toBe(false)
  expect(existsSync(file)).toBe(false)
})

test('Start at login is looked at again when the menu opens, and when the window is in front', async ({
  app,
  desktop,
  profile,
  window: page,
}) => {
  test.skip(process.platform !== 'linux', 'Windows and macOS keep it: a spec would change this very machine')
  const file = path.join(profile, 'config', 'autostart', 'postern.desktop')
  const ticked = async () => (await desktop.trayMenu()).find(({ id }) => id === 'start-at-login')?.checked
  const openMenu = () => app.evaluate(() => probe.trays[0]?.menu?.emit('menu-will-show', {}))
  await call(page, 'login-item.set', true)
  await expect.poll(ticked).toBe(true)
  // The desktop's own settings switch it off.
  writeFileSync(file, `${readFileSync(file, 'utf8')}Hidden=true\n`)
  expect(await ticked()).toBe(true)
  await openMenu()
  await expect.poll(ticked).toBe(false)
  rmSync(file)
  await call(page, 'login-item.set', true)
  await expect.poll(ticked).toBe(true)
  rmSync(file)
  await app.evaluate(({ BrowserWindow }) => BrowserWindow.getAllWindows()[0]?.blur())
  await desktop.clickTray()
  await expect.poll(async () => (await stateOf(page)).startAtLogin).toBe(false)
})
