import { expect, t, test } from './shell-fixtures.ts'
import { button } from './world/fixtures.ts'

test('the licences of others are read when somebody opens them', async ({ window: page }) => {
  let readings = 0
  page.on('request', (request) => {
    if (new URL(request.url()).pathname === '/licences.json') readings += 1
  })
  await button(page, 'ui.app.settings').click()
  expect(readings).toBe(0)

  // By the keyboard alone.
  const summary = page.locator('summary', { hasText: t('ui.licences.title') })
  await summary.focus()
  await page.keyboard.press('Enter')
  const list = page.locator('.licences')
  await expect(list.locator('summary')).not.toHaveCount(0)
  expect(readings).toBe(1)
  await expect(list).toContainText('imapflow')
  await expect(list.locator('.code')).toHaveCount(0)

  await list.locator('summary', { hasText: 'electron-log' }).focus()
  await page.keyboard.press('Enter')
  await expect(list.locator('.code')).toContainText('Permission is hereby granted')

  // Closed and opened again it is not read again.
  await summary.focus()
  await page.keyboard.press('Enter')
  await expect(list).toBeHidden()
  await page.keyboard.press('Enter')
  await expect(list).toBeVisible()
  expect(readings).toBe(1)
})
