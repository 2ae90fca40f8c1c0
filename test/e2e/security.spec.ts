import { readFileSync } from 'node:fs'
import http from 'node:http'
import path from 'node:path'
import { listen } from '../fakes/listening.ts'
import { root } from './fixtures.ts'
import { addresses, answer, isThere, preferences } from './page-facts.ts'
import { expect, test } from './shell-fixtures.ts'

/** The points of Electron's own security checklist (docs/latest/tutorial/security), in their order. */

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
