import { readFileSync } from 'node:fs'
import path from 'node:path'
import type { Page } from '@playwright/test'
import {
  type Bridge,
  callChannel,
  type CallInput,
  type CallName,
  calls,
} from '../../electron/contract/ipc.ts'
import { call, expect, stateOf, t, test } from './shell-fixtures.ts'

/** An input of each call that the table allows. */
const valid: { [Name in CallName]: CallInput<Name> } = {
  'state.read': undefined,
  'state.problem-seen': undefined,
  'check.start': undefined,
  'check.stop': undefined,
  'preferences.change': { checkEveryMinutes: 30 },
  'login-item.set': false,
  'account.remove': { id: 'nobody' },
  'account.send-test': { id: 'nobody' },
  'account.stop-test': { id: 'nobody' },
  'account.pause': { id: 'nobody', paused: true },
  'history.read': { days: 14 },
  'history.export': undefined,
  'network.rename': { id: 'nowhere', name: 'Home' },
  explain: { text: '0x800CCC0E' },
  'apple-mail.save': { accountId: 'nobody' },
  'clients.watch': false,
  'clients.look': undefined,
  'clients.repair': { profile: '/nowhere', server: 'smtp1' },
  'clients.stop': { profile: '/nowhere', server: 'smtp1' },
  'clients.undo': { change: 1 },
  'clients.stop-undo': undefined,
  'clients.create': { profile: '/nowhere', accountId: 'nobody' },
  'clients.stop-create': undefined,
  'setup.open': { accountId: null },
  'setup.leave': undefined,
  'setup.go': { step: 'address' },
  'setup.look-up': { address: 'hanako' },
  'setup.use-servers': {
    source: 'by-hand',
    submission: { host: 'mail.tanaka.example', port: 587, security: 'starttls' },
    incoming: { protocol: 'imap', host: 'mail.tanaka.example', port: 993, security: 'tls' },
    username: 'hanako',
  },
  'setup.check': undefined,
  'setup.stop-check': undefined,
  'setup.continue-anyway': undefined,
  'setup.sign-in': { username: 'hanako', password: 'never kept', keep: 'session' },
  'setup.stop-sign-in': undefined,
  'setup.trust': { sha256: 'AA:BB', trust: true },
  'setup.keep': { where: 'session' },
  'setup.send-test': undefined,
  'setup.stop-test': undefined,
  'setup.skip-test': undefined,
  'setup.finish': undefined,
  'updates.look': undefined,
  'updates.stop': undefined,
  'updates.install': undefined,
  'report.copy': { withAddresses: false },
  'clipboard.copy': { text: 'mail.tanaka.example' },
  'page.open': { page: 'help-thunderbird' },
  'window.error': { message: 'a sentence' },
}
const names = Object.keys(calls) as CallName[]

/** The answers to one call each, together: what is asked of the main process comes back in order. */
function answers(page: Page, inputs: readonly (readonly [string, unknown])[]): Promise<unknown[]> {
  return page.evaluate(
    (given) =>
      Promise.all(
        given.map(([name, input]) => (window as unknown as { postern: Bridge }).postern.call(name, input)),
      ),
    inputs,
  )
}

const refused = (code: string) => ({ ok: false, error: { code } })
const allRefused = (code: string) => Object.fromEntries(names.map((name) => [name, refused(code)]))
const byName = (replies: readonly unknown[]) =>
  Object.fromEntries(names.map((name, index) => [name, replies[index]]))

test('what the table allows is carried out, or makes no sense now', async ({ window: page }) => {
  for (const name of names) {
    await test.step(name, async () => {
      const reply = await call(page, name, valid[name])
      if (name === 'state.read')
        expect(calls['state.read'].output.safeParse(await stateOf(page)).success).toBe(true)
      else if (name === 'history.read') expect(reply).toMatchObject({ ok: true, value: { days: 14 } })
      else if (name === 'explain') expect(reply).toMatchObject({ ok: true, value: [{ program: 'outlook' }] })
      else expect([{ ok: true, value: undefined }, refused('not-now')]).toContainEqual(reply)
    })
  }
})

test('what the table does not allow reaches nobody', async ({ window: page }) => {
  const before = await stateOf(page)
  for (const wrong of [{ unexpected: 1 }, 5, 'text', [], null]) {
    // `null` may be what a call takes; all the rest is of no call.
    const replies = await answers(
      page,
      names.map((name) => [name, wrong] as const),
    )
    expect(byName(replies)).toEqual(allRefused('invalid-input'))
  }
  for (const name of names.filter((one) => valid[one] instanceof Object)) {
    const more = { ...(valid[name] as object), more: true }
    expect(await call(page, name, more), name).toEqual(refused('invalid-input'))
    if (name === 'preferences.change') continue
    expect(await call(page, name, {}), name).toEqual(refused('invalid-input'))
  }
  const { setup, accounts, preferences, problem } = await stateOf(page)
  expect({ setup, accounts, preferences, problem }).toEqual({
    setup: before.setup,
    accounts: before.accounts.map((account, index) => ({
      ...account,
      checked: accounts[index]?.checked ?? null,
    })),
    preferences: before.preferences,
    problem: null,
  })
})

test('oversized input reaches nobody', async ({ window: page }) => {
  const large = 'x'.repeat(70_000)
  for (const wrap of [(text: string) => text, (text: string) => ({ id: text }), (text: string) => [[text]]]) {
    const replies = await answers(
      page,
      names.map((name) => [name, wrap(large)] as const),
    )
    expect(byName(replies)).toEqual(allRefused('invalid-input'))
  }
  expect(await call(page, large)).toEqual(refused('invalid-input'))
  // Each text has a length of its own, too.
  expect(await call(page, 'setup.look-up', { address: 'x'.repeat(321) })).toEqual(refused('invalid-input'))
  expect(await call(page, 'clipboard.copy', { text: 'x'.repeat(8_193) })).toEqual(refused('invalid-input'))
})

test('what is no plain data, and names that are of no call', async ({ window: page }) => {
  const codes = await page.evaluate(async () => {
    const { postern } = window as unknown as { postern: Bridge }
    const circle: Record<string, unknown> = {}
    circle['self'] = circle
    const replies = []
    for (const input of [circle, new Map([['id', 'a']]), new Uint8Array(100_000), new Date(), 1n])
      replies.push(await postern.call('account.remove', input))
    for (const name of ['nothing', '__proto__', 'constructor', 'toString', ''])
      replies.push(await postern.call(name, undefined))
    replies.push(await postern.call(5 as unknown as string, undefined))
    return replies
  })
  expect(codes).toEqual([
    ...Array.from({ length: 5 }, () => refused('invalid-input')),
    ...Array.from({ length: 5 }, () => refused('unknown-call')),
    refused('invalid-input'),
  ])
})

test('a page from elsewhere in the window is answered nothing', async ({ app, desktop, window: page }) => {
  await expect(page.getByRole('heading', { level: 1 })).toHaveText(t('ui.status.title'))
  const inputs = names.map((name) => [name, valid[name]] as const)
  const codes = await app.evaluate(async ({ BrowserWindow }, given) => {
    const contents = BrowserWindow.getAllWindows()[0]?.webContents
    if (contents === undefined) throw new Error('There is no window')
    await contents.loadURL('data:text/html,<h1>Somebody else</h1>')
    const code = `Promise.all(${JSON.stringify(given)}.map(([name, input]) => postern.call(name, input)))`
    return (await contents.executeJavaScript(code)) as unknown[]
  }, inputs)
  expect(byName(codes)).toEqual(allRefused('untrusted-sender'))
  expect(await desktop.opened()).toEqual([])
  expect(await desktop.copied()).toEqual([])
})

test('another window of the same origin is answered nothing', async ({ app, window: page }) => {
  await expect(page.getByRole('heading', { level: 1 })).toHaveText(t('ui.status.title'))
  const reply = await app.evaluate(async ({ BrowserWindow }) => {
    const [first] = BrowserWindow.getAllWindows()
    const { preload } = (
      first?.webContents as unknown as { getLastWebPreferences: () => { preload: string } }
    ).getLastWebPreferences()
    const other = new BrowserWindow({ show: false, webPreferences: { preload } })
    await other.loadURL('app://postern/index.html')
    return (await other.webContents.executeJavaScript('postern.call("state.read")')) as unknown
  })
  expect(reply).toEqual(refused('untrusted-sender'))
})

test('a frame inside the page has no bridge, and is answered nothing', async ({ app, window: page }) => {
  await expect(page.getByRole('heading', { level: 1 })).toHaveText(t('ui.status.title'))
  const bridge = await page.evaluate(() => {
    const frame = document.createElement('iframe')
    document.body.append(frame)
    return 'postern' in (frame.contentWindow ?? {})
  })
  expect(bridge).toBe(false)

  // Whoever has taken the renderer over could call from there all the same.
  const inputs = names.map((name) => [name, valid[name]] as const)
  const [own, fromWithin] = await app.evaluate(
    async ({ BrowserWindow }, { channel, given }) => {
      const handler = probe.handlers[channel]
      const sender = BrowserWindow.getAllWindows()[0]?.webContents
      if (handler === undefined || sender === undefined) throw new Error('Nobody is there to ask')
      const { origin } = sender.mainFrame
      const ask = (parent: object | null, name: string, input: unknown) =>
        handler({ sender, senderFrame: { origin, parent } }, name, input)
      return [
        await ask(null, 'state.problem-seen', undefined),
        await Promise.all(given.map(([name, input]) => ask(sender.mainFrame, name, input))),
      ] as const
    },
    { channel: callChannel, given: inputs },
  )
  expect(own).toEqual({ ok: true, value: undefined })
  expect(byName(fromWithin)).toEqual(allRefused('untrusted-sender'))
})

test('what calls do outside: the clipboard, a page in the browser, the log', async ({
  desktop,
  profile,
  window: page,
}) => {
  await call(page, 'clipboard.copy', { text: 'mail.tanaka.example' })
  expect(await desktop.copied()).toEqual(['mail.tanaka.example'])
  for (const name of ['captive-portal', 'help-thunderbird', 'help-outlook', 'help-apple-mail'])
    expect(await call(page, 'page.open', { page: name })).toEqual({ ok: true, value: undefined })
  expect(await desktop.opened()).toEqual([
    'http://cp.cloudflare.com/generate_204',
    'https://support.mozilla.org/products/thunderbird',
    'https://support.microsoft.com/outlook',
    'https://support.apple.com/mail',
  ])
  await call(page, 'window.error', { message: 'broken in a test' })
  const log = path.join(profile, 'config', 'postern', 'logs', 'postern.log')
  expect(readFileSync(log, 'utf8')).toContain('In the window: broken in a test')
})

test('the page hears of every revision in its order, until it stops listening', async ({ window: page }) => {
  const revisions = await page.evaluate(async () => {
    const { postern } = window as unknown as { postern: Bridge }
    const heard: number[] = []
    const stop = postern.on('state', (state) => heard.push((state as { revision: number }).revision))
    await postern.call('preferences.change', { checkEveryMinutes: 60 })
    await postern.call('preferences.change', { checkEveryMinutes: 15 })
    stop()
    await postern.call('preferences.change', { checkEveryMinutes: 30 })
    return heard
  })
  expect(revisions.length).toBeGreaterThanOrEqual(2)
  expect(revisions).toEqual([...new Set(revisions)].sort((a, b) => a - b))
})
