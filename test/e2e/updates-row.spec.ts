import { type Browser, expect, type Page, test } from '@playwright/test'
import type { UpdateState } from '../../electron/contract/updates.ts'
import { createTranslator } from '../../electron/text/translator.ts'
import { launchChromium } from '../screens/launch.ts'
import { openWindow } from '../screens/open-window.ts'
import { serveWindow } from '../screens/serve.ts'
import { samples } from '../screens/states.ts'

/** Newer versions of Postern in the settings, with a bridge that has nothing behind it, in Chromium alone. */

const t = createTranslator('en')
let browser: Browser
let served: Awaited<ReturnType<typeof serveWindow>>

test.beforeAll(async () => {
  served = await serveWindow()
  browser = await launchChromium()
})

test.afterAll(async () => {
  await browser.close()
  await served.close()
})

/** The settings, and a way to tell them the next states. */
async function openSettings(name: string) {
  const sample = samples.find((one) => one.name === `settings-${name}`)
  if (sample === undefined) throw new Error(`no sample ${name}`)
  const page = await openWindow(browser, served.url, sample, { language: 'en', theme: 'light' })
  let { revision } = sample.state
  const become = async (updates: UpdateState) => {
    revision += 1
    await page.evaluate(
      (state) => {
        const { tell } = globalThis as unknown as { tell: (name: string, payload: unknown) => void }
        tell('state', state)
      },
      { ...sample.state, revision, updates },
    )
  }
  return { page, become }
}

const named = (page: Page, name: string) => page.getByRole('button', { name, exact: true })
const announced = (page: Page) => page.locator('#announcer')
const callsOf = (page: Page) =>
  page.evaluate(() =>
    (globalThis as unknown as { calls: { name: string; input: unknown }[] }).calls.map(({ name }) => name),
  )

test('what comes of a press is read out, and the focus is not lost', async () => {
  const { page, become } = await openSettings('update-current')
  await named(page, t('ui.updates.look')).click()
  expect(await callsOf(page)).toEqual(['updates.look'])
  await become({ state: 'looking' })
  await expect(named(page, t('ui.updates.look'))).toBeFocused()
  // Under a second the words stay.
  await expect(page.getByText(t('ui.updates.current'))).toBeVisible()

  await become({ state: 'downloading', version: '1.1.0', percent: 3 })
  await expect(page.getByRole('heading', { name: t('ui.updates.title') })).toBeFocused()
  await expect(page.getByRole('progressbar')).toHaveAttribute('value', '3')
  await expect(announced(page)).toHaveText('')
  await become({ state: 'ready', version: '1.1.0' })
  await expect(announced(page)).toHaveText(t('ui.updates.ready', { version: '1.1.0' }))
  await named(page, t('ui.updates.restart')).click()
  expect(await callsOf(page)).toEqual(['updates.look', 'updates.install'])
  await page.context().close()
})

test('what comes by itself is not read out', async () => {
  const { page, become } = await openSettings('update-current')
  await become({ state: 'looking' })
  await become({ state: 'failed', why: 'unreachable', at: new Date().toISOString() })
  await expect(page.getByText(t('ui.updates.unreachable'), { exact: true })).toBeVisible()
  await expect(announced(page)).toHaveText('')
  await page.context().close()
})

test('a failure after a press is read out', async () => {
  const { page, become } = await openSettings('update-not-genuine')
  await named(page, t('ui.updates.look-again')).click()
  await become({ state: 'looking' })
  await become({ state: 'failed', why: 'unreachable', at: new Date().toISOString() })
  await expect(announced(page)).toHaveText(t('ui.updates.unreachable'))
  await page.context().close()
})

test('a download is stopped', async () => {
  const { page, become } = await openSettings('update-downloading')
  await named(page, t('ui.busy.stop')).click()
  expect(await callsOf(page)).toEqual(['updates.stop'])
  await become({ state: 'current', checkedAt: null })
  await expect(page.getByRole('heading', { name: t('ui.updates.title') })).toBeFocused()
  await page.context().close()
})

test('while a mail program is being changed the restart waits, and says why', async () => {
  const { page } = await openSettings('update-not-now')
  const restart = named(page, t('ui.updates.restart'))
  await restart.press('Enter')
  await expect(restart).toHaveAccessibleDescription(t('ui.updates.not-now'))
  expect(await callsOf(page)).toEqual([])
  await page.context().close()
})

test('looking by itself is a switch', async () => {
  const { page } = await openSettings('update-current')
  const byItself = page.getByRole('switch', { name: t('ui.updates.by-itself') })
  await expect(byItself).toBeChecked()
  await byItself.click()
  expect(
    await page.evaluate(() => (globalThis as unknown as { calls: { input: unknown }[] }).calls.at(-1)?.input),
  ).toEqual({ lookForUpdates: false })
  await page.context().close()
})
