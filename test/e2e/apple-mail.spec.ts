import { existsSync, readFileSync, statSync } from 'node:fs'
import path from 'node:path'
import process from 'node:process'
import type { ElectronApplication, Page } from '@playwright/test'
import { button } from './world/fixtures.ts'
import { expect, stateOf, t, test } from './shell-fixtures.ts'

const name = 'hanako@tanaka.example.mobileconfig'

/** Answers the system's dialog, and keeps what it proposed. */
function answerDialog(app: ElectronApplication, filePath: string) {
  return app.evaluateHandle(({ dialog }, file) => {
    const names: (string | undefined)[] = []
    dialog.showSaveDialog = (
      ...args: [Electron.SaveDialogOptions] | [unknown, Electron.SaveDialogOptions]
    ) => {
      names.push((args.at(-1) as Electron.SaveDialogOptions).defaultPath)
      return Promise.resolve({ canceled: file === '', filePath: file })
    }
    return names
  }, filePath)
}

async function openGuide(page: Page): Promise<void> {
  await button(page, 'ui.app.clients').click()
  await page.locator('summary', { hasText: t('ui.guide.apple.name') }).click()
}

test('the profile is saved where the person says, for nobody else to read, and the steps follow', async ({
  app,
  profile,
  window: page,
}) => {
  const file = path.join(profile, name)
  const proposed = await answerDialog(app, file)
  await openGuide(page)
  await button(page, 'ui.guide.apple.profile.save').click()
  const saved = t('ui.guide.apple.profile.saved', { file })
  await expect(page.locator('.profile-saved')).toHaveText(saved)
  await expect(page.locator('#announcer')).toHaveText(saved)
  await expect(page.getByText(t('ui.guide.apple.profile.send'))).toHaveCount(2)
  await expect(button(page, 'ui.guide.apple.profile.save')).toBeFocused()

  expect(await proposed.jsonValue()).toEqual([name])
  const text = readFileSync(file, 'utf8')
  expect(text).toContain('<string>mail.tanaka.example</string>')
  expect(text).toContain('<integer>587</integer>')
  if (process.platform !== 'win32') expect(statSync(file).mode & 0o777).toBe(0o600)
})

test('who closes the dialog finds everything as before', async ({ app, profile, window: page }) => {
  await answerDialog(app, '')
  await openGuide(page)
  const save = button(page, 'ui.guide.apple.profile.save')
  await save.click()
  await expect(save).not.toHaveAttribute('aria-busy')
  await expect(page.getByText(t('ui.guide.apple.profile.send'))).toHaveCount(0)
  expect(existsSync(path.join(profile, name))).toBe(false)
})

test('a folder that takes nothing is told', async ({ app, profile, window: page }) => {
  const file = path.join(profile, 'nowhere', name)
  await answerDialog(app, file)
  await openGuide(page)
  await button(page, 'ui.guide.apple.profile.save').click()
  await expect.poll(async () => (await stateOf(page)).problem?.key).toBe('ui.problem.not-saved')
  const problem = t('ui.problem.not-saved', { file, code: 'ENOENT' })
  await expect(page.getByRole('heading', { name: problem })).toBeVisible()
})
