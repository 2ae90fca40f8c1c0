import { writeFileSync } from 'node:fs'
import path from 'node:path'
import { pathToFileURL } from 'node:url'
import { expect, root, test } from './fixtures.ts'

/** What Electron refuses to pages is refused by the stand-in too. */

test.use({ appOptions: { app: path.join(root, 'test/stand-in/app') } })

test('the content security policy of the scheme is enforced', async ({ window: page }) => {
  expect(await page.evaluate(() => 'inlineRan' in globalThis)).toBe(false)
  expect(
    await page.evaluate(() =>
      fetch('https://example.invalid/').then(
        () => 'fetched',
        (error: unknown) => String(error),
      ),
    ),
  ).toContain('Failed to fetch')
  const blocked = await page.evaluate(
    () =>
      new Promise((resolve) => {
        document.addEventListener('securitypolicyviolation', (event) =>
          resolve([event.effectiveDirective, event.disposition]),
        )
        const image = new Image()
        image.src = 'https://tracker.invalid/pixel.png'
        document.body.append(image)
      }),
  )
  expect(blocked).toEqual(['img-src', 'enforce'])
  expect(await page.evaluate(() => isSecureContext)).toBe(true)
})

test('a missing file is 404, and a path out of the folder is refused', async ({ window: page }) => {
  const status = (file: string): Promise<number> =>
    page.evaluate(async (name) => (await fetch(name)).status, file)
  expect(await status('page.css')).toBe(200)
  expect(await status('missing.css')).toBe(404)
  expect(await status('..%2f..%2fe2e%2ffixtures.ts')).toBe(400)
})

test('links go to the browser, and the page cannot be led away', async ({ app, desktop, window: page }) => {
  await page.getByRole('link', { name: 'Help' }).click()
  await expect.poll(() => desktop.opened()).toEqual(['https://example.invalid/help'])
  const address = page.url()
  const refused = app.evaluate(
    ({ BrowserWindow }) =>
      new Promise<string[]>((resolve) => {
        const seen: string[] = []
        const contents = BrowserWindow.getAllWindows()[0]?.webContents
        contents?.on('will-frame-navigate', (event) => seen.push(`frame ${event.url}`))
        contents?.on('will-navigate', (event) => resolve([...seen, `${event.url} ${event.defaultPrevented}`]))
      }),
  )
  await page.getByRole('link', { name: 'Away' }).click()
  expect(await refused).toEqual(['frame https://example.invalid/away', 'https://example.invalid/away true'])
  await expect(page.getByRole('heading')).toHaveText('Stand-in app')
  expect(page.url()).toBe(address)
  expect(app.windows()).toHaveLength(1)
})

test('what the permission handlers refuse is denied to the page', async ({ window: page }) => {
  const states = await page.evaluate(async () => {
    const names = ['geolocation', 'notifications', 'camera', 'microphone'] as PermissionName[]
    return Promise.all(names.map(async (name) => (await navigator.permissions.query({ name })).state))
  })
  expect(states).toEqual(['denied', 'denied', 'denied', 'denied'])
  expect(await page.evaluate(() => Notification.requestPermission())).toBe('denied')
})

test('a request that the app cancels does not happen', async ({ app, window: page }) => {
  await app.evaluate(({ session }) => {
    session.defaultSession.webRequest.onBeforeRequest({ urls: ['app://*/*.css'] }, (details, callback) =>
      callback({ cancel: details.resourceType === 'xhr' }),
    )
  })
  const fetched = (file: string): Promise<boolean> =>
    page.evaluate(
      (name) =>
        fetch(name).then(
          () => true,
          () => false,
        ),
      file,
    )
  await expect.poll(() => fetched('page.css?again')).toBe(true)
  await expect.poll(() => fetched('page.css')).toBe(false)
  expect(await fetched('page.js')).toBe(true)
})

test('an untrusted sender is known by its origin', async ({ app, window: page }) => {
  await page.getByRole('heading').waitFor()
  const answer = await app.evaluate(async ({ BrowserWindow }) => {
    const contents = BrowserWindow.getAllWindows()[0]?.webContents
    if (!contents) throw new Error('There is no window')
    await contents.loadURL('data:text/html,<h1>Somebody else</h1>')
    return contents.executeJavaScript('bridge.greet("Eve").catch(String)') as Promise<string>
  })
  expect(answer).toBe("Error: Error invoking remote method 'greet': Error: not allowed")
})

test('a file: window runs modules under the policy of its document', async ({ app, profile }) => {
  writeFileSync(path.join(profile, 'module.js'), 'document.title = "module ran"')
  const file = path.join(profile, 'page.html')
  writeFileSync(
    file,
    `<!doctype html><meta http-equiv="Content-Security-Policy" content="default-src 'none'; script-src 'self'">
<script>window.inlineRan = true</script><script type="module" src="module.js"></script><h1>File</h1>`,
  )
  const opened = app.waitForEvent('window')
  await app.evaluate(({ BrowserWindow }, name) => new BrowserWindow({ show: false }).loadFile(name), file)
  const page = await opened
  await expect(page).toHaveTitle('module ran')
  expect(await page.evaluate(() => ['inlineRan' in globalThis, location.href])).toEqual([
    false,
    pathToFileURL(file).href,
  ])
})

test('a page opens no window, by script or with the keyboard held', async ({
  app,
  desktop,
  window: page,
}) => {
  const address = page.url()
  await page.evaluate(() => {
    open('https://example.invalid/script')
  })
  await expect.poll(() => desktop.opened()).toEqual(['https://example.invalid/script'])
  await page.getByRole('link', { name: 'Away' }).click({ modifiers: ['Control'] })
  await page.getByRole('link', { name: 'Away' }).click({ modifiers: ['Shift'] })
  await expect.poll(() => app.windows().length).toBe(1)
  expect(page.url()).toBe(address)
  await expect(page.getByRole('heading')).toHaveText('Stand-in app')
})

test('a frame is kept from leaving by will-frame-navigate', async ({ app, profile }) => {
  const file = path.join(profile, 'frames.html')
  writeFileSync(file, '<!doctype html><h1>Frames</h1><iframe src="inner.html"></iframe>')
  writeFileSync(path.join(profile, 'inner.html'), '<!doctype html><p>Inner</p>')
  const opened = app.waitForEvent('window')
  const seen = await app.evaluate(async ({ BrowserWindow }, name) => {
    const window = new BrowserWindow()
    const urls: [string, boolean][] = []
    window.webContents.on('will-frame-navigate', (event) => {
      urls.push([event.url.replace(/.*\//, ''), event.isMainFrame])
      event.preventDefault()
    })
    await window.loadFile(name)
    return urls
  }, file)
  expect(seen).toEqual([['inner.html', false]])
  expect(await (await opened).frameLocator('iframe').locator('p').count()).toBe(0)
})

test('an unsafe window is refused, and so is what the stand-in does not have', async ({ app }) => {
  const refusals = await app.evaluate(({ BrowserWindow, Tray, powerSaveBlocker, shell }) => {
    const message = (attempt: () => unknown): string => {
      try {
        attempt()
        return 'allowed'
      } catch (error) {
        return (error as Error).message
      }
    }
    return [
      message(() => new BrowserWindow({ webPreferences: { sandbox: false } })),
      message(() => BrowserWindow.prototype.setKiosk.name),
      message(() => new Tray('/no/such/icon.png')),
      message(() => powerSaveBlocker.start('prevent-app-suspension')),
      message(() => shell.trashItem('/no/such/file')),
    ]
  })
  expect(refusals).toEqual([
    'A window without sandbox, context isolation or web security is not in the stand-in',
    'BrowserWindow.setKiosk is not in the stand-in',
    "Failed to load image from path '/no/such/icon.png'",
    'powerSaveBlocker.start is not in the stand-in',
    'Shell.trashItem is not in the stand-in',
  ])
})
