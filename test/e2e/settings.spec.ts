import { readFileSync } from 'node:fs'
import path from 'node:path'
import type { Settings } from '../../electron/contract/settings.ts'
import { accountOf, expect, stateOf, t, test } from './shell-fixtures.ts'
import { button } from './world/fixtures.ts'

const settingsOf = (profile: string) =>
  JSON.parse(readFileSync(path.join(profile, 'config', 'postern', 'settings.json'), 'utf8')) as Settings

test('quiet is a switch, and kept', async ({ profile, window: page }) => {
  await button(page, 'ui.app.settings').click()
  const quiet = page.getByRole('switch', { name: t('ui.settings.quiet') })
  await expect(quiet).not.toBeChecked()
  await quiet.check()
  await expect.poll(async () => (await stateOf(page)).preferences.quiet).toBe(true)
  expect(settingsOf(profile).preferences?.quiet).toBe(true)
  await quiet.uncheck()
  await expect.poll(async () => (await stateOf(page)).preferences.quiet).toBe(false)
})

test.describe('with two accounts', () => {
  const accounts = [accountOf('tanaka.example'), accountOf('junk.example')]
  test.use({ settings: { version: 1, accounts, setup: null } })

  test('one is paused in the settings and goes on from the status', async ({ profile, window: page }) => {
    const address = 'hanako@junk.example'
    const named = (key: 'ui.settings.pause' | 'ui.status.resume') =>
      page.getByRole('button', { name: `${t(key)}: ${address}` })
    const isPaused = () => settingsOf(profile).accounts.map(({ paused }) => paused === true)
    await button(page, 'ui.app.settings').click()
    await named('ui.settings.pause').click()
    // The focus stays: pressed again, it goes on.
    await expect(named('ui.status.resume')).toBeFocused()
    expect(isPaused()).toEqual([false, true])
    await button(page, 'ui.app.status').click()
    const row = page.getByRole('listitem').filter({ hasText: address })
    await expect(row).toContainText(t('ui.status.chip.paused'))
    await named('ui.status.resume').click()
    await expect(row).not.toContainText(t('ui.status.chip.paused'))
    expect(isPaused()).toEqual([false, false])
  })
})
