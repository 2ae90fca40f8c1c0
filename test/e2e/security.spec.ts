import { existsSync, readdirSync, readFileSync } from 'node:fs'
import http from 'node:http'
import { createRequire } from 'node:module'
import path from 'node:path'
import type { ElectronApplication, Page } from '@playwright/test'
import { isExternalPage } from '../../electron/shell/external-pages.ts'
import { listen } from '../fakes/listening.ts'
import { root } from './fixtures.ts'
import { call, expect, t, test } from './shell-fixtures.ts'

/** The points of Electron's own security checklist (docs/latest/tutorial/security), in their order. */

type Preferences = Record<string, unknown>

function preferences(app: ElectronApplication): Promise<Preferences> {
  return app.evaluate(({ BrowserWindow }) => {
    const contents = BrowserWindow.getAllWindows()[0]?.webContents as unknown as {
      getLastWebPreferences: () => Preferences
    }
    return JSON.parse(JSON.stringify(contents.getLastWebPreferences())) as Preferences
  })
}

/** What the page's own address answers with. */
function answer(
  page: Page,
  file: string,
): Promise<{ status: number; headers: Record<string, string>; text: string }> {
  return page.evaluate(async (name) => {
    const reply = await fetch(name)
    return { status: reply.status, headers: Object.fromEntries(reply.headers), text: await reply.text() }
  }, file)
}

const isThere = (page: Page) =>
  expect(page.getByRole('heading', { level: 1 })).toHaveText(t('ui.status.title'))

/** Where the main process has its one page. */
const addresses = (app: ElectronApplication) =>
  app.evaluate(({ BrowserWindow }) =>
    BrowserWindow.getAllWindows().map(({ webContents }) => webContents.getURL()),
  )

test('1: nothing but the program’s own files is loaded', async ({ window: page, app }) => {
  await isThere(page)
  expect(await addresses(app)).toEqual(['app://postern/index.html'])
  let asked = 0
  const server = await listen(
    http.createServer((_request, response) => {
      asked += 1
      response.writeHead(200, { 'access-control-allow-origin': '*' }).end()
    }),
  )
  const outcome = await page.evaluate(
    (port) =>
      fetch(`http://127.0.0.1:${port}/`).then(
        () => 'fetched',
        () => 'refused',
      ),
    server.port,
  )
  await server.close()
  expect([outcome, asked]).toEqual(['refused', 0])
  // The session refuses it too, if the policy ever did not.
  const decisions = await app.evaluate(async ({ session }) => {
    const { webRequest } = session.defaultSession as unknown as {
      webRequest: { decide?: (details: { url: string }) => Promise<{ cancel?: boolean }> }
    }
    if (webRequest.decide === undefined) return null
    const urls = [
      'https://example.org/',
      'http://127.0.0.1/',
      'file:///etc/passwd',
      'app://elsewhere/',
      'app://postern/a.js',
    ]
    return Promise.all(urls.map(async (url) => (await webRequest.decide?.({ url }))?.cancel))
  })
  // Only the stand-in can be asked.
  if (decisions !== null) expect(decisions).toEqual([true, true, true, true, false])
})

test('2: a page has no Node', async ({ app, window: page }) => {
  expect(await preferences(app)).toMatchObject({ nodeIntegration: false })
  const names = ['require', 'process', 'module', 'Buffer', 'global', 'electron', 'ipcRenderer']
  expect(await page.evaluate((all) => all.filter((name) => name in globalThis), names)).toEqual([])
})

test('3: pages and the preload have worlds of their own', async ({ app, window: page }) => {
  expect(await preferences(app)).toMatchObject({ contextIsolation: true })
  expect(
    await page.evaluate(() => {
      const { postern } = window as unknown as { postern: Record<string, unknown> }
      try {
        postern['call'] = () => 'stolen'
      } catch {
        // A frozen object throws in a module.
      }
      return [
        Object.keys(postern).sort(),
        Object.isFrozen(postern),
        String(postern['call']).includes('stolen'),
      ]
    }),
  ).toEqual([['call', 'on'], true, false])
})

test('4: every renderer is in the sandbox', async ({ app, window: page }) => {
  await isThere(page)
  expect(await preferences(app)).toMatchObject({ sandbox: true })
  expect(readFileSync(path.join(root, 'out/preload/preload.cjs'), 'utf8').match(/require\(.*?\)/g)).toEqual([
    'require("electron")',
  ])
})

test('5: no permission is given', async ({ window: page }) => {
  const states = await page.evaluate(async () => {
    const names = [
      'geolocation',
      'notifications',
      'camera',
      'microphone',
      'midi',
      'clipboard-read',
    ] as PermissionName[]
    return Promise.all(names.map(async (name) => (await navigator.permissions.query({ name })).state))
  })
  expect(new Set(states)).toEqual(new Set(['denied']))
  expect(await page.evaluate(() => Notification.requestPermission())).toBe('denied')
})

test('6, 8, 9, 10: web security is on; no insecure content, experiments or Blink features', async ({
  app,
  window: page,
}) => {
  await isThere(page)
  const given = await preferences(app)
  expect(given['webSecurity'] ?? true).toBe(true)
  for (const name of ['allowRunningInsecureContent', 'experimentalFeatures', 'enableBlinkFeatures'])
    expect(given[name] ?? false).toBe(false)
})

test('7: the policy allows nothing inline and nothing from elsewhere, on every answer', async ({
  window: page,
}) => {
  for (const [file, status] of [
    ['index.html', 200],
    ['locales/ja.json', 200],
    ['missing.js', 404],
    ['..%2f..%2fpackage.json', 400],
  ] as const) {
    const { headers, status: found } = await answer(page, `./${file}`)
    expect(found).toBe(status)
    expect(headers['content-security-policy']).toMatch(
      /^default-src 'none'; script-src 'self'; style-src 'self';/,
    )
    expect(headers['content-security-policy']).not.toMatch(/unsafe|https?:|data:|\*/)
    expect(headers).toMatchObject({
      'x-content-type-options': 'nosniff',
      'referrer-policy': 'no-referrer',
      'cross-origin-opener-policy': 'same-origin',
      'cross-origin-resource-policy': 'same-origin',
    })
  }
  const { text } = await answer(page, './index.html')
  expect(text).not.toMatch(/<script(?![^>]*\ssrc=)|<style|\sstyle=|\son\w+=|data:/)
  const violations = await page.evaluate(async () => {
    const seen: string[] = []
    document.addEventListener('securitypolicyviolation', ({ effectiveDirective }) =>
      seen.push(effectiveDirective),
    )
    const add = (name: string, attributes: Record<string, string>) => {
      const element = document.createElement(name)
      for (const [attribute, value] of Object.entries(attributes)) element.setAttribute(attribute, value)
      document.body.append(element)
    }
    const refused = (work: () => unknown) => {
      try {
        work()
        return 'done'
      } catch {
        return 'refused'
      }
    }
    // DevTools lets its own code evaluate texts, so this runs as the page's.
    const tried = await new Promise<string[]>((resolve) =>
      setTimeout(() =>
        resolve([
          // eslint-disable-next-line @typescript-eslint/no-implied-eval -- it is to be refused
          refused(() => new Function('return 1')),
          refused(() => Reflect.set(document.createElement('p'), 'innerHTML', '<b>x</b>')),
        ]),
      ),
    )
    add('img', { src: 'https://tracker.example/pixel.png' })
    add('img', { src: 'data:image/gif;base64,R0lGODlhAQABAAAAACw=' })
    add('link', { rel: 'stylesheet', href: 'https://tracker.example/a.css' })
    add('iframe', { src: 'https://tracker.example/' })
    add('p', { style: 'color: red' })
    await fetch('https://tracker.example/').catch(() => undefined)
    while (new Set(seen).size < 5) await new Promise((resolve) => setTimeout(resolve, 20))
    return { tried, seen: [...new Set(seen)] }
  })
  expect(violations.tried).toEqual(['refused', 'refused'])
  for (const directive of ['img-src', 'style-src-elem', 'frame-src', 'style-src-attr', 'connect-src'])
    expect(violations.seen).toContain(directive)
})

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
