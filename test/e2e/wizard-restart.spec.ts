import { readdirSync, readFileSync } from 'node:fs'
import path from 'node:path'
import type { ElectronApplication, JSHandle, Page } from '@playwright/test'
import { type Bridge, callChannel } from '../../electron/contract/ipc.ts'
import { button, expect, password, t, test, windowOf } from './world/fixtures.ts'
import {
  address,
  continues,
  isSignedIn,
  later,
  says,
  signIn,
  title,
  toSignIn,
  typeAddress,
} from './world/wizard.ts'

test('after a restart in the middle the wizard is at the first step without a result', async ({ start }) => {
  const first = await start()
  await toSignIn(await windowOf(first))
  await first.close()
  const second = await start()
  const page = await windowOf(second)
  await title(page, 'ui.wizard.sign-in')
  await expect(page.getByLabel(t('ui.sign-in.username'))).toHaveValue(address)
  await signIn(page)
  await isSignedIn(page)
  await second.close()
  await title(await windowOf(await start()), 'ui.wizard.test-mail')
})

test('the password is in the keychain alone: in no state, no reply, no report and no file', async ({
  app,
  window: page,
  desktop,
  profile,
}) => {
  const replies = await recordReplies(app)
  const states = await page.evaluateHandle(() => {
    const seen: string[] = []
    const { postern } = window as unknown as { postern: Bridge }
    postern.on('state', (state) => seen.push(JSON.stringify(state)))
    return seen
  })
  await toSignIn(page)
  await signIn(page, `not ${password}`)
  await says(page, 'ui.sign-in.error.rejected')
  await readState(page)
  await signIn(page)
  await isSignedIn(page)
  await readState(page)
  await continues(page)
  await button(page, 'ui.test-mail.send').click()
  await says(page, 'ui.proof.yours')
  await readState(page)
  const wizard = await page.content()
  await continues(page)
  await button(page, 'ui.clients.finish').click()
  await button(page, 'ui.done.open').click()
  await title(page, 'ui.status.title')
  await expect(page.getByText(t('ui.status.chip.can-send'), { exact: true })).toBeVisible(later)

  await button(page, 'ui.report.copy').click()
  await says(page, 'ui.report.copied')
  await button(page, 'ui.report.with-addresses').click()
  await says(page, 'ui.report.copied-with-addresses')
  const reports = await desktop.copied()
  expect(reports).toHaveLength(2)
  expect(reports.map((report) => report.includes(address))).toEqual([false, true])

  const told = await states.jsonValue()
  expect(told.length).toBeGreaterThan(10)
  const answered = await replies.jsonValue()
  const names = answered.map(({ name }) => name)
  expect(names).toEqual(expect.arrayContaining(['state.read', 'setup.sign-in', 'setup.send-test']))
  const shown = [wizard, await page.content()]
  await app.close()

  for (const text of [...told, ...answered.map(({ reply }) => reply), ...shown, ...reports])
    expect(traces(text), text).toEqual([])
  const files = readdirSync(profile, { recursive: true, withFileTypes: true })
    .filter((entry) => entry.isFile())
    .map((entry) => path.join(entry.parentPath, entry.name))
  const kinds = ['settings.json', 'postern.log', `${path.sep}window${path.sep}`]
  expect(kinds.filter((kind) => !files.some((file) => file.includes(kind)))).toEqual([])
  const holding = files.filter((file) => traces(readFileSync(file)).length > 0)
  expect(holding.map((file) => path.relative(profile, file))).toEqual([])
})

test('the search for the password knows it as it is, and as mail programs and browsers write it', () => {
  const base64 = (text: string) => Buffer.from(text).toString('base64')
  const written = [
    password,
    base64(password),
    base64(`\0${address}\0${password}`),
    base64(`${address}\0${address}\0${password}`),
    base64(`\0hanako\0not ${password}`),
    Buffer.from(password, 'utf16le'),
    Buffer.from(base64(`\0${address}\0${password}`), 'utf16le'),
    encodeURIComponent(password),
  ]
  expect(written.filter((text) => traces(text).length === 0)).toEqual([])
  expect(traces(`${address} correct horse`)).toEqual([])
})

test('quitting in the middle of a check ends at once, and nothing is lost', async ({ start }) => {
  const app = await start()
  const page = await windowOf(app)
  await typeAddress(page)
  await says(page, 'ui.address.found')
  await continues(page)
  await says(page, 'ui.network.asking')
  const closed = app.waitForEvent('close')
  await app.evaluate(({ app: electron }) => {
    setImmediate(() => {
      electron.quit()
    })
  })
  await closed
  await title(await windowOf(await start()), 'ui.wizard.network')
})

/** What the page is answered, call by call: the page's own end cannot be listened at, the preload has sealed it. */
function recordReplies(app: ElectronApplication): Promise<JSHandle<{ name: string; reply: string }[]>> {
  return app.evaluateHandle(({ ipcMain }, channel) => {
    const answer = probe.handlers[channel]
    if (answer === undefined) throw new Error('nobody answers calls')
    const seen: { name: string; reply: string }[] = []
    ipcMain.removeHandler(channel)
    ipcMain.handle(channel, async (event, name: string, input: unknown) => {
      const reply = await answer(event, name, input)
      seen.push({ name, reply: JSON.stringify(reply) })
      return reply
    })
    return seen
  }, callChannel)
}

async function readState(page: Page) {
  await page.evaluate(() => (window as unknown as { postern: Bridge }).postern.call('state.read', undefined))
}

/** Which forms of the password are in there: in base64, anywhere within a longer text (SASL PLAIN, RFC 4616). */
function traces(inside: string | Buffer): string[] {
  const bytes = Buffer.from(password)
  const inBase64 = [0, 1, 2].map((before) =>
    Buffer.concat([Buffer.alloc(before), bytes])
      .toString('base64')
      // The first and the last character may hold bits of what stands beside it.
      .slice(before === 0 ? 0 : before + 1)
      .replace(/.=+$/, ''),
  )
  const buffer = Buffer.from(inside)
  return [password, encodeURIComponent(password), ...inBase64].filter(
    (form) => buffer.includes(form) || buffer.includes(Buffer.from(form, 'utf16le')),
  )
}
