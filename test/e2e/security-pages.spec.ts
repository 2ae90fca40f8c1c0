import { existsSync, readdirSync, readFileSync } from 'node:fs'
import { createRequire } from 'node:module'
import path from 'node:path'
import { isExternalPage } from '../../electron/shell/external-pages.ts'
import { root } from './fixtures.ts'
import { addresses, answer, isThere, preferences } from './page-facts.ts'
import { call, expect, t, test } from './shell-fixtures.ts'

/** The points of Electron's own security checklist (docs/latest/tutorial/security), in their order. */

test('11, 12: there is no webview, and none can be attached', async ({ app, window: page }) => {
  await isThere(page)
  expect((await preferences(app))['webviewTag'] ?? false).toBe(false)
  const prevented = await app.evaluate(({ BrowserWindow }) => {
    const contents = BrowserWindow.getAllWindows()[0]?.webContents
    let isPrevented = false
    const event = { preventDefault: () => (isPrevented = true), defaultPrevented: false }
    contents?.emit('will-attach-webview', event, {}, {})
    return isPrevented
  })
  expect(prevented).toBe(true)
})

test('13: the page cannot be led away', async ({ app, window: page }) => {
  await isThere(page)
  const address = page.url()
  const refusals = await app.evaluateHandle(({ BrowserWindow }) => {
    const seen: string[] = []
    BrowserWindow.getAllWindows()[0]?.webContents.on('will-frame-navigate', (event) => {
      if (event.defaultPrevented) seen.push(event.url)
    })
    return seen
  })
  await page.evaluate(() => {
    const link = document.createElement('a')
    link.href = 'https://example.org/link'
    document.body.append(link)
    link.click()
  })
  await expect.poll(() => refusals.jsonValue()).toEqual(['https://example.org/link'])
  await page.evaluate(() => {
    location.assign('https://example.org/script')
  })
  await expect.poll(() => refusals.jsonValue()).toContain('https://example.org/script')
  // A form does not even come so far: the policy refuses it.
  const directive = await page.evaluate(
    () =>
      new Promise((resolve) => {
        document.addEventListener('securitypolicyviolation', (event) => resolve(event.effectiveDirective))
        const form = document.createElement('form')
        form.action = 'https://example.org/form'
        document.body.append(form)
        form.submit()
      }),
  )
  expect(directive).toBe('form-action')
  // Playwright would wait for the navigation that was refused.
  const heading = await app.evaluate(
    ({ BrowserWindow }) =>
      BrowserWindow.getAllWindows()[0]?.webContents.executeJavaScript(
        'document.querySelector("h1").textContent',
      ) as Promise<string>,
  )
  expect([heading, page.url()]).toEqual([t('ui.status.title'), address])
})

test('14: the page opens no window', async ({ app, desktop, window: page }) => {
  await isThere(page)
  await page.evaluate(() => {
    open('https://example.org/script')
    const link = document.createElement('a')
    link.href = 'https://example.org/link'
    link.target = '_blank'
    document.body.append(link)
    link.click()
  })
  await expect.poll(() => app.windows().length).toBe(1)
  expect(await addresses(app)).toEqual(['app://postern/index.html'])
  expect(await desktop.opened()).toEqual([])
  await isThere(page)
})

test('15: only pages of the list reach the browser', async ({ desktop, window: page }) => {
  for (const wrong of ['https://example.org/', 'file:///etc/passwd', 'javascript:alert(1)', '']) {
    const reply = await call(page, 'page.open', { page: wrong })
    expect(reply).toEqual({ ok: false, error: { code: 'invalid-input' } })
  }
  expect(await desktop.opened()).toEqual([])
  await call(page, 'page.open', { page: 'help-outlook' })
  const opened = await desktop.opened()
  expect(opened).toHaveLength(1)
  expect(opened.every(isExternalPage)).toBe(true)
})

test('16: Electron is the version that package.json names, exactly', async ({ app }) => {
  const { devDependencies } = createRequire(import.meta.url)(path.join(root, 'package.json')) as {
    devDependencies: Record<string, string>
  }
  expect(devDependencies['electron']).toMatch(/^\d+\.\d+\.\d+$/)
  expect(await app.evaluate(() => process.versions.electron)).toBe(devDependencies['electron'])
})

// 17, who may call: ipc.spec.ts.

test('18: pages come over a protocol of their own, and never from files', async ({ app, window: page }) => {
  expect(await addresses(app)).toEqual(['app://postern/index.html'])
  expect(
    await page.evaluate(() =>
      fetch('file:///etc/hostname').then(
        () => 'read',
        () => 'refused',
      ),
    ),
  ).toBe('refused')
  for (const file of [
    '..%2fmain%2fmain.js',
    '%2e%2e/%2e%2e/package.json',
    '..%5cmain.js',
    'locales/..%2f..%2fpackage.json',
  ])
    expect([400, 404]).toContain((await answer(page, `./${file}`)).status)
})

// 19, the fuses: they are set when the app is packaged, and read back there.

test('20: the page has two functions, and nothing of Electron behind them', async ({ window: page }) => {
  const found = await page.evaluate(() => {
    const { postern } = window as unknown as { postern: Record<string, unknown> }
    return Object.entries(postern).map(([name, value]) => [name, typeof value])
  })
  expect(found.sort()).toEqual([
    ['call', 'function'],
    ['on', 'function'],
  ])
  const reached = await page.evaluate(async () => {
    const { postern } = window as unknown as {
      postern: {
        call: (name: string, input: unknown) => Promise<unknown>
        on: (name: string, heard: (...all: unknown[]) => void) => unknown
      }
    }
    const first = await new Promise<unknown[]>((resolve) => {
      postern.on('state', (...all) => resolve(all))
      void postern.call('preferences.change', { checkEveryMinutes: 60 })
    })
    // The event that Electron gives its listeners would come first.
    return [first.length, Object.keys(first[0] as object).includes('sender')]
  })
  expect(reached).toEqual([1, false])
})

test('no report of a crash is ever sent', async ({ app, window: page }) => {
  await isThere(page)
  expect(await app.evaluate(() => probe.crashReporterStarts)).toBe(0)
  const sources = ['out/main', 'out/preload'].flatMap((folder) =>
    readdirSync(path.join(root, folder)).map((name) => path.join(root, folder, name)),
  )
  const bundles = sources.filter((file) => existsSync(file) && /\.c?js$/.test(file))
  expect(bundles.length).toBeGreaterThan(1)
  for (const file of bundles) expect(readFileSync(file, 'utf8')).not.toContain('crashReporter')
})

test('the mail and keychain libraries are not loaded before they are needed', async ({
  app,
  window: page,
}) => {
  await isThere(page)
  const loaded = await app.evaluate(() => {
    const { cache } = process.getBuiltinModule('node:module').createRequire(`${process.cwd()}/`)
    return Object.keys(cache).filter((file) => /node_modules.(nodemailer|keytar)/.test(file))
  })
  expect(loaded).toEqual([])
  // An ES module leaves no trace in that cache: the bundle may only import it when it runs.
  const bundle = readFileSync(path.join(root, 'out/main/main.js'), 'utf8')
  expect(bundle).not.toMatch(/\b(from|import)\s*["'](nodemailer|imapflow|keytar)/)
  expect(bundle).toMatch(/import\(["'`]imapflow["'`]\)/)
})
