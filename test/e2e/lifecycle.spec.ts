import { spawnSync } from 'node:child_process'
import { mkdirSync, readFileSync } from 'node:fs'
import path from 'node:path'
import process from 'node:process'
import type { ElectronApplication } from '@playwright/test'
import { profileEnv } from './fixtures.ts'
import { call, closeWindows, expect, stateOf, t, test, windowOf } from './shell-fixtures.ts'
import { worldApp } from './world/build-world.ts'

/** Starts the same app once more and waits for that process to end. */
async function startAgain(
  app: ElectronApplication,
  profile: string,
  ...args: string[]
): Promise<number | null> {
  const executable = await app.evaluate(() => process.argv[0] ?? '')
  const { status } = spawnSync(
    executable,
    [`--user-data-dir=${path.join(profile, 'user-data')}`, ...args, worldApp],
    { env: { ...process.env, ...profileEnv(profile), POSTERN_TEST_WORLD: '{}' }, timeout: 30_000 },
  )
  return status
}

const logOf = (profile: string) =>
  readFileSync(path.join(profile, 'config', 'postern', 'logs', 'postern.log'), 'utf8')

test('started by a person it opens its window; closed, it stays in the tray', async ({ app, desktop }) => {
  await windowOf(app)
  await closeWindows(app)
  expect(app.windows()).toEqual([])
  expect(await desktop.trays()).toBe(1)
  await desktop.clickTrayMenu('open')
  await windowOf(app)
})

test('started at login it is in the tray alone', async ({ startWith }) => {
  const app = await startWith('--hidden')
  await expect.poll(() => app.evaluate(() => probe.trays[0]?.toolTip ?? '')).not.toBe('')
  expect(app.windows()).toEqual([])
})

test('a second start opens the window of the first and ends; one at login only ends', async ({
  startWith,
  profile,
}) => {
  const app = await startWith('--hidden')
  await expect.poll(() => app.evaluate(() => probe.trays.length)).toBe(1)
  expect(await startAgain(app, profile, '--hidden')).toBe(0)
  expect(app.windows()).toEqual([])
  const opened = app.waitForEvent('window')
  expect(await startAgain(app, profile)).toBe(0)
  await opened
  await expect((await windowOf(app)).getByRole('heading', { level: 1 })).toHaveText(t('ui.status.title'))
  expect(await app.evaluate(() => probe.trays.length)).toBe(1)
})

test('a minimised window comes back when it is asked for', async ({ desktop, window: page }) => {
  await page.getByRole('heading', { level: 1 }).waitFor()
  const browserWindow = await desktop.window()
  await browserWindow.evaluate((window) => window.minimize())
  await desktop.clickTrayMenu('open')
  await expect
    .poll(() => browserWindow.evaluate((window) => [window.isMinimized(), window.isFocused()]))
    .toEqual([false, true])
})

test('the window keeps to its smallest size, and is called Postern', async ({ desktop, window: page }) => {
  await page.getByRole('heading', { level: 1 }).waitFor()
  const browserWindow = await desktop.window()
  expect(await browserWindow.evaluate((window) => window.getSize())).toEqual([960, 680])
  await browserWindow.evaluate((window) => window.setSize(100, 100))
  expect(await browserWindow.evaluate((window) => [window.getSize(), window.getTitle()])).toEqual([
    [560, 480],
    'Postern',
  ])
})

test('Quit ends it', async ({ app, desktop }) => {
  const closed = app.waitForEvent('close')
  await desktop.clickTrayMenu('quit')
  await closed
})

test('a page that crashes is loaded again with the state, and closed when it crashes on and on', async ({
  app,
  desktop,
  window: page,
  profile,
}) => {
  await call(page, 'preferences.change', { language: 'ja' })
  await expect(page.getByRole('heading', { level: 1 })).toHaveText('状況')
  const crash = () =>
    app.evaluate(async ({ BrowserWindow }) => {
      const contents = BrowserWindow.getAllWindows()[0]?.webContents
      if (contents === undefined) throw new Error('There is no window')
      const gone = new Promise((resolve) => contents.once('render-process-gone', resolve))
      contents.forcefullyCrashRenderer()
      await gone
    })
  const heading = () =>
    app.evaluate(({ BrowserWindow }) => {
      const contents = BrowserWindow.getAllWindows()[0]?.webContents
      return contents
        ?.executeJavaScript('document.querySelector("h1")?.textContent ?? ""')
        .catch(() => '') as Promise<string> | undefined
    })
  for (let time = 1; time <= 3; time += 1) {
    await crash()
    await expect.poll(heading).toBe('状況')
  }
  await crash()
  await expect.poll(() => app.evaluate(({ BrowserWindow }) => BrowserWindow.getAllWindows().length)).toBe(0)
  expect((await desktop.dialogs()).map(({ title }) => title)).toEqual([
    'Postern のウインドウで問題が繰り返し起きました',
  ])
  expect(logOf(profile)).toContain('The window failed: crashed')
  const opened = app.waitForEvent('window')
  await desktop.clickTray()
  await expect((await opened).getByRole('heading', { level: 1 })).toHaveText('状況')
})

for (const [kind, provoke] of [
  ['an exception', 'throw'],
  ['a rejection', 'reject'],
] as const) {
  test(`${kind} that nobody expected is logged without names and told once; the tray goes on`, async ({
    app,
    desktop,
    window: page,
    profile,
  }) => {
    await app.evaluate((_electron, how) => {
      const error = new TypeError('nothing there for hanako@tanaka.example')
      setImmediate(() => {
        if (how === 'throw') throw error
        void Promise.reject(error)
      })
    }, provoke)
    const told = page.getByRole('heading', { name: t('ui.problem.unexpected') })
    await expect(told).toBeVisible()
    expect(logOf(profile)).toContain('TypeError: nothing there for …')
    expect(logOf(profile)).not.toContain('hanako')
    await page.getByRole('button', { name: t('ui.problem.dismiss'), exact: true }).click()
    await expect(told).toBeHidden()
    expect((await stateOf(page)).problem).toBeNull()
    await closeWindows(app)
    await desktop.clickTrayMenu('open')
    await windowOf(app)
  })
}

test('what goes wrong in the page is in the log', async ({ window: page, profile }) => {
  await page.evaluate(() => {
    setTimeout(() => {
      throw new Error('broken for hanako@tanaka.example')
    })
  })
  await expect.poll(() => logOf(profile)).toContain('In the window: Uncaught Error: broken for …\n')
})

test.describe('with a settings file that cannot be read', () => {
  test.use({ settings: null })

  test('the app starts and says so', async ({ startWith, profile }) => {
    mkdirSync(path.join(profile, 'config', 'postern', 'settings.json'), { recursive: true })
    const page = await windowOf(await startWith())
    expect((await stateOf(page)).problem?.key).toBe('failure.settings-failed')
  })
})
