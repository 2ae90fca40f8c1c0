import { spawnSync } from 'node:child_process'
import path from 'node:path'
import process from 'node:process'
import type { Event, WebContents } from 'electron'
import { expect, profileEnv, root, test } from './fixtures.ts'

/** The small app of test/stand-in/app, on the stand-in and on Electron alike: what specs may rely on. */

type Bridge = {
  greet(name: string): Promise<string>
  echo(value: unknown): Promise<unknown>
  fail(): Promise<never>
}
declare const bridge: Bridge

const appFolder = path.join(root, 'test/stand-in/app')
test.use({ appOptions: { app: appFolder } })

test('an app starts in the tray without a window', async ({ app, desktop }) => {
  await expect.poll(() => desktop.toolTip()).toBe('The stand-in app')
  expect(app.windows()).toEqual([])
  expect(await app.evaluate(({ app }) => [app.getName(), app.getVersion(), app.isPackaged])).toEqual([
    'Stand-in App',
    '1.2.3',
    false,
  ])
  expect(await app.evaluate(({ app }) => [app.getLocale(), app.isReady()])).toEqual(['en-US', true])
  expect((await desktop.trayMenu()).map(({ id }) => id).filter((id) => id !== '')).toEqual([
    'open',
    'notify',
    'count',
    'quit',
  ])
})

test('a click goes from the page through the preload to the main process and back', async ({
  desktop,
  window: page,
}) => {
  await page.getByRole('textbox', { name: 'Name' }).fill('Grace')
  await page.getByRole('button', { name: 'Greet' }).click()
  await expect(page.locator('#reply')).toHaveText('Hello, Grace!')
  await expect(page).toHaveTitle(/^app on \d+\.\d+\.\d+$/)
  const browserWindow = await desktop.window()
  expect(
    await browserWindow.evaluate((window) => [
      window.getSize(),
      window.isVisible(),
      window.webContents.getURL(),
    ]),
  ).toEqual([[420, 640], true, 'app://bundle/index.html'])
  await expect.poll(() => browserWindow.evaluate((window) => window.getTitle())).toMatch(/^app on /)
  expect(await page.evaluate(() => [innerWidth, document.visibilityState])).toEqual([420, 'visible'])
})

test('values are cloned both ways, with cycles and all kinds; errors arrive as messages', async ({
  window: page,
}) => {
  const kinds = await page.evaluate(async () => {
    const value = {
      id: 12345678901234567890n,
      since: new Date(5),
      tags: new Set(['a']),
      map: new Map([[1, { x: undefined }]]),
      bytes: new Uint8Array([1, 2, 255]),
      nan: NaN,
      zero: -0,
      sparse: [1, , 3],
      nothing: null,
      self: undefined as unknown,
    }
    value.self = value
    const back = (await bridge.echo(value)) as typeof value
    return {
      other: back !== value,
      cycle: back.self === back,
      id: back.id === value.id,
      since: back.since.getTime(),
      tags: [...back.tags],
      undefinedIsKept: 'x' in (back.map.get(1) ?? {}),
      bytes: [back.bytes instanceof Uint8Array, ...back.bytes],
      numbers: [Number.isNaN(back.nan), Object.is(back.zero, -0)],
      hole: [back.sparse.length, 1 in back.sparse],
      nothing: back.nothing,
    }
  })
  expect(kinds).toEqual({
    other: true,
    cycle: true,
    id: true,
    since: 5,
    tags: ['a'],
    undefinedIsKept: true,
    bytes: [true, 1, 2, 255],
    numbers: [true, true],
    hole: [3, false],
    nothing: null,
  })
  expect(
    await page.evaluate(() =>
      bridge
        .echo(() => 1)
        .then(
          () => 'cloned',
          (error: unknown) => String(error),
        ),
    ),
  ).toBe('Error: An object could not be cloned.')
  expect(await page.evaluate(() => bridge.fail().catch((error: unknown) => String(error)))).toBe(
    "Error: Error invoking remote method 'fail': RangeError: no such account",
  )
})

test('the main process tells the page, through a callback over the bridge', async ({
  desktop,
  window: page,
}) => {
  await desktop.clickTrayMenu('count')
  await desktop.clickTrayMenu('count')
  await expect(page.locator('#count')).toHaveText('2 true 0')
})

test('a window is sandboxed and isolated, and the page sees nothing but the bridge', async ({
  app,
  window: page,
}) => {
  const preferences = await app.evaluate(({ BrowserWindow }) =>
    BrowserWindow.getAllWindows().map(({ webContents }) =>
      (webContents as WebContents & { getLastWebPreferences(): object }).getLastWebPreferences(),
    ),
  )
  expect(preferences).toHaveLength(1)
  expect(preferences[0]).toMatchObject({ contextIsolation: true, sandbox: true, nodeIntegration: false })
  expect(
    await page.evaluate(() => [
      ...['require', 'process', 'module', 'Buffer'].filter((name) => name in globalThis),
      ...Object.getOwnPropertyNames(globalThis).filter((name) => /stand-?in/i.test(name)),
    ]),
  ).toEqual([])
  expect(await page.evaluate(() => Object.isFrozen(bridge))).toBe(true)
})

test('a page cannot reach the preload, whatever it replaces', async ({ window: page }) => {
  const stolen = await page.evaluate(async () => {
    const caught: unknown[] = []
    // eslint-disable-next-line @typescript-eslint/unbound-method -- called with its receiver
    const real = EventTarget.prototype.dispatchEvent
    EventTarget.prototype.dispatchEvent = function (event) {
      caught.push(event.type)
      return real.call(this, event)
    }
    Reflect.set(globalThis, 'CustomEvent', function (...args: unknown[]) {
      caught.push(args)
    })
    JSON.stringify = () => {
      caught.push('stringify')
      return '{}'
    }
    return { answer: await bridge.greet('Eve'), caught }
  })
  expect(stolen).toEqual({ answer: 'Hello, Eve!', caught: [] })
})

test('a tray click and a notification click open the window again', async ({ app, desktop }) => {
  const first = app.waitForEvent('window')
  await desktop.clickTray()
  const page = await first
  await expect(page.getByRole('heading')).toBeVisible()
  await app.evaluate(({ BrowserWindow }) => BrowserWindow.getAllWindows()[0]?.close())
  await expect.poll(() => app.windows().length).toBe(0)
  await desktop.power('resume')
  await expect.poll(() => desktop.notifications()).toEqual([{ title: 'New message', body: 'Hello' }])
  const second = app.waitForEvent('window')
  await desktop.clickNotification()
  await expect((await second).getByRole('heading')).toHaveText('Stand-in app')
})

test('a second start hands over to the first and ends; Quit ends the first', async ({
  app,
  desktop,
  profile,
}) => {
  const opened = app.waitForEvent('window')
  const executable = await app.evaluate(() => process.argv[0] ?? '')
  const second = spawnSync(executable, [`--user-data-dir=${path.join(profile, 'user-data')}`, appFolder], {
    env: { ...process.env, ...profileEnv(profile) },
    timeout: 30_000,
  })
  expect(second.status).toBe(0)
  await opened
  const closed = app.waitForEvent('close')
  await desktop.clickTrayMenu('quit')
  await closed
})

test('a window is hidden, shown, minimised, restored; its close can be prevented', async ({
  app,
  desktop,
  window: page,
}) => {
  const browserWindow = await desktop.window()
  await page.getByRole('heading').waitFor()
  const seen = await browserWindow.evaluateHandle((window) => {
    const events: string[] = []
    for (const name of ['show', 'hide', 'focus', 'blur', 'minimize', 'restore', 'close', 'closed'] as const)
      window.on(name as 'show', () => events.push(name))
    return events
  })
  await browserWindow.evaluate((window) => window.hide())
  expect(await browserWindow.evaluate((window) => window.isVisible())).toBe(false)
  await browserWindow.evaluate((window) => window.show())
  expect(await browserWindow.evaluate((window) => [window.isVisible(), window.isFocused()])).toEqual([
    true,
    true,
  ])
  await browserWindow.evaluate((window) => window.minimize())
  expect(await browserWindow.evaluate((window) => window.isMinimized())).toBe(true)
  await browserWindow.evaluate((window) => window.restore())
  expect(await browserWindow.evaluate((window) => window.isMinimized())).toBe(false)
  await browserWindow.evaluate((window) => {
    window.once('close', (event: Event) => event.preventDefault())
    window.close()
  })
  expect(await browserWindow.evaluate((window) => window.isDestroyed())).toBe(false)
  await browserWindow.evaluate((window) => window.close())
  await expect.poll(() => app.windows().length).toBe(0)
  expect(await seen.jsonValue()).toEqual(
    expect.arrayContaining(['hide', 'show', 'focus', 'minimize', 'restore', 'close', 'closed']),
  )
})

test('theme, reduced motion and zoom reach the page', async ({ app, desktop, window: page }) => {
  const matches = (query: string): Promise<boolean> =>
    page.evaluate((text) => matchMedia(text).matches, query)
  await app.evaluate(({ nativeTheme }) => {
    nativeTheme.themeSource = 'dark'
  })
  await expect.poll(() => matches('(prefers-color-scheme: dark)')).toBe(true)
  await app.evaluate(({ nativeTheme }) => {
    nativeTheme.themeSource = 'system'
  })
  await expect.poll(() => matches('(prefers-color-scheme: dark)')).toBe(false)
  await page.emulateMedia({ colorScheme: 'dark', reducedMotion: 'reduce' })
  expect(await matches('(prefers-color-scheme: dark)')).toBe(true)
  expect(await matches('(prefers-reduced-motion: reduce)')).toBe(true)
  await page.emulateMedia({ colorScheme: 'light' })
  expect(await matches('(prefers-color-scheme: dark)')).toBe(false)
  await desktop.zoom(2)
  await expect.poll(() => page.evaluate(() => [innerWidth, devicePixelRatio])).toEqual([210, 2])
  await desktop.zoom(1)
  await expect.poll(() => page.evaluate(() => innerWidth)).toBe(420)
})

test('a crash of the renderer reaches the app, which can load the page again', async ({ app, window }) => {
  await expect(window.getByRole('heading')).toBeVisible()
  const greeting = await app.evaluate(async ({ BrowserWindow }) => {
    const contents = BrowserWindow.getAllWindows()[0]?.webContents
    if (!contents) throw new Error('There is no window')
    const gone = new Promise<string>((resolve) =>
      contents.once('render-process-gone', (_event, { reason }) => resolve(reason)),
    )
    const loaded = new Promise<void>((resolve) => contents.once('did-finish-load', () => resolve()))
    contents.forcefullyCrashRenderer()
    const reason = await gone
    await loaded
    const greeting = (await contents.executeJavaScript('bridge.greet("again")')) as string
    return [reason, greeting, contents.getURL()]
  })
  expect(greeting[0]).toMatch(/^(crashed|killed)$/)
  expect(greeting.slice(1)).toEqual(['Hello, again!', 'app://bundle/index.html'])
})

test.describe('on a screen of twice the density', () => {
  test.use({ appOptions: { app: appFolder, args: ['--force-device-scale-factor=2'] } })

  test('the page has two pixels for one, and the window its size', async ({ app, window: page }) => {
    expect(await page.evaluate(() => [innerWidth, devicePixelRatio])).toEqual([420, 2])
    expect(await app.evaluate(({ screen }) => screen.getPrimaryDisplay().scaleFactor)).toBe(2)
  })
})
