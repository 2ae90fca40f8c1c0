import { existsSync, readFileSync } from 'node:fs'
import path from 'node:path'
import type { ElectronApplication, Page } from '@playwright/test'
import type { Desktop } from './desktop.ts'
import { button } from './world/fixtures.ts'
import { expect, setWeather, stateOf, t, test } from './shell-fixtures.ts'

/** Longer than the watcher needs to see a network, and a check to be sure. */
const later = { timeout: 20_000 }

async function checkedIn(page: Page, networkId: string): Promise<void> {
  const seen = async () => {
    const { network, checked, remembered } = await stateOf(page)
    return checked !== null && !remembered ? network?.id : null
  }
  await expect.poll(seen, later).toBe(networkId)
}

async function goToCafe(app: ElectronApplication, desktop: Desktop, page: Page): Promise<void> {
  await setWeather(app, 'open', 'cafe')
  await desktop.power('resume')
  await checkedIn(page, 'cafe')
}

const stays = (page: Page) => page.locator('#history-table tbody tr:not(.stay-more)')
const only25 = t('ui.history.verdict.only-25.through', { ports: '587' })

test('each network that is checked appears while one looks on', async ({ app, desktop, window: page }) => {
  await checkedIn(page, 'home')
  await button(page, 'ui.app.history').click()
  await expect(page.getByRole('heading', { level: 1 })).toHaveText(t('ui.history.title'))
  await expect(stays(page)).toHaveCount(1)
  await expect(stays(page)).toContainText(only25)

  await goToCafe(app, desktop, page)
  await expect(stays(page)).toHaveCount(2)
  await expect(stays(page).first()).toContainText(t('ui.history.verdict.open'))
  await expect(page.locator('.chart-names > li')).toHaveCount(2)

  await page.getByLabel(t('ui.history.last-days', { days: 90 })).check()
  await expect(page.getByLabel(t('ui.history.chart', { days: 90 }))).toBeVisible()
  await expect(stays(page)).toHaveCount(2)
})

test('by keyboard: one stop in the chart, arrows between stays, Enter to the row and its checks', async ({
  app,
  desktop,
  window: page,
}) => {
  await checkedIn(page, 'home')
  await goToCafe(app, desktop, page)
  await button(page, 'ui.app.history').click()
  await expect(stays(page)).toHaveCount(2)

  const focused = page.locator(':focus')
  await page.getByRole('radio').first().focus()
  await page.keyboard.press('Tab')
  await expect(focused).toHaveAttribute('aria-label', new RegExp(t('ui.history.verdict.open')))
  await page.keyboard.press('ArrowLeft')
  await expect(focused).toHaveAttribute('aria-label', /mail through 587$/)
  await page.keyboard.press('Enter')
  const row = stays(page).nth(1).getByRole('button')
  await expect(row).toBeFocused()
  await page.keyboard.press('Enter')
  await expect(row).toHaveAttribute('aria-expanded', 'true')
  await expect(page.locator('.stay-more')).toContainText('mail.tanaka.example')
  await page.keyboard.press('Shift+Tab')
  await page.keyboard.press('Shift+Tab')
  await expect(focused).toHaveAttribute('aria-label', /mail through 587$/)
})

test('a network is named, told by that name everywhere, and has its usual name again', async ({
  window: page,
}) => {
  await checkedIn(page, 'home')
  await button(page, 'ui.app.history').click()
  const rename = button(page, 'ui.history.rename')
  const usual = t('ui.history.network.router', { gateway: '192.168.1.1' })
  await expect(stays(page)).toContainText(usual)
  await rename.click()
  const name = page.getByRole('textbox', { name: usual })
  await expect(name).toBeFocused()
  await name.fill(' 自宅 ')
  await page.keyboard.press('Enter')
  await expect(rename).toBeFocused()
  await expect(stays(page)).toContainText('自宅')
  await expect(page.locator('.chart-names')).toContainText('自宅')
  await button(page, 'ui.app.status').click()
  await expect(page.getByRole('main')).toContainText(t('ui.status.network', { name: '自宅' }))

  await button(page, 'ui.app.history').click()
  await rename.click()
  await name.fill('')
  await button(page, 'ui.history.save-names').click()
  await expect(stays(page)).toContainText(usual)
  expect((await stateOf(page)).networkName).toBe(null)
})

test('Escape leaves the names as they are', async ({ window: page }) => {
  await checkedIn(page, 'home')
  await button(page, 'ui.app.history').click()
  await button(page, 'ui.history.rename').click()
  await page.locator(':focus').fill('Somewhere')
  await page.keyboard.press('Escape')
  await expect(button(page, 'ui.history.rename')).toBeFocused()
  await expect(page.locator('#rename-networks')).toHaveCount(0)
  expect((await stateOf(page)).networkName).toBe(null)
})

test('the history is exported to where the person says', async ({ app, profile, window: page }) => {
  await checkedIn(page, 'home')
  const file = path.join(profile, 'history.csv')
  const proposed = await app.evaluateHandle(({ dialog }, filePath) => {
    const names: (string | undefined)[] = []
    dialog.showSaveDialog = (
      ...args: [Electron.SaveDialogOptions] | [unknown, Electron.SaveDialogOptions]
    ) => {
      names.push((args.at(-1) as Electron.SaveDialogOptions).defaultPath)
      return Promise.resolve({ canceled: false, filePath })
    }
    return names
  }, file)
  await button(page, 'ui.app.history').click()
  await button(page, 'ui.history.export').click()
  await expect.poll(() => existsSync(file) && readFileSync(file, 'utf8')).toContain('mail.tanaka.example')
  expect(await proposed.jsonValue()).toEqual([
    expect.stringMatching(/^postern-history-\d{4}-\d\d-\d\d\.csv$/),
  ])
  expect(readFileSync(file, 'utf8').split('\r\n')[0]).toContain('time_utc,time_local,network')
})
