import { chmodSync, existsSync, readFileSync, statSync, writeFileSync } from 'node:fs'
import path from 'node:path'
import process from 'node:process'
import type { ElectronApplication, Page } from '@playwright/test'
import { button } from './world/fixtures.ts'
import { accountOf, expect, stateOf, t, test } from './shell-fixtures.ts'

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

test('a file that takes the place of another one is for nobody else to read either', async ({
  app,
  profile,
  window: page,
}) => {
  test.skip(process.platform === 'win32', 'Windows has no such modes')
  const file = path.join(profile, name)
  writeFileSync(file, 'older and much longer than a profile for Mail is: '.repeat(1_000))
  chmodSync(file, 0o644)
  await answerDialog(app, file)
  await openGuide(page)
  await button(page, 'ui.guide.apple.profile.save').click()
  await expect(page.locator('.profile-saved')).toBeVisible()
  expect(statSync(file).mode & 0o777).toBe(0o600)
  expect(readFileSync(file, 'utf8')).toMatch(/^<[?]xml[^]*<[/]plist>\n$/)
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

test.describe('of an account whose certificate only Postern was told to trust', () => {
  const host = 'mail.tanaka.example'
  const pinned = [{ host, sha256: 'ab'.repeat(32), pem: 'a certificate' }]
  test.use({ settings: { version: 1, accounts: [{ ...accountOf('tanaka.example'), pinned }], setup: null } })

  test('there is none, and that is said', async ({ window: page }) => {
    await openGuide(page)
    await expect(page.getByText(t('ui.guide.apple.profile.not-trusted', { host }))).toBeVisible()
    await expect(button(page, 'ui.guide.apple.profile.save')).toHaveCount(0)
  })
})

test.describe('of an account that is not set up to its end', () => {
  test.use({
    settings: { version: 1, accounts: [{ ...accountOf('tanaka.example'), unfinished: true }], setup: null },
  })

  test('there is none', async ({ window: page }) => {
    await openGuide(page)
    await expect(page.getByText(t('ui.guide.apple.by-hand.mac'))).toBeVisible()
    await expect(button(page, 'ui.guide.apple.profile.save')).toHaveCount(0)
  })
})
