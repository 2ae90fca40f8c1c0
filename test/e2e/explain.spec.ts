import type { Page } from '@playwright/test'
import { button } from './world/fixtures.ts'
import { expect, stateOf, t, test } from './shell-fixtures.ts'

const field = (page: Page) => page.getByLabel(t('ui.explain.field'))
const answers = (page: Page) => page.locator('.answer')

async function openScreen(page: Page): Promise<void> {
  await expect.poll(async () => (await stateOf(page)).checked !== null, { timeout: 20_000 }).toBe(true)
  await button(page, 'ui.app.clients').click()
}

test('an error that is pasted is explained, with what to do and where to go', async ({ window: page }) => {
  await openScreen(page)
  await field(page).fill('Send test mail: 554 5.7.1 <hanako@tanaka.example>: Relay access denied')
  await expect(answers(page)).toHaveCount(1)
  const answer = answers(page).first()
  await expect(answer).toContainText(t('explain.meaning.relay-denied'))
  await expect(answer).toContainText(t('explain.next.relay-denied'))
  await expect(answer).toContainText(t('explain.program.postfix'))
  await expect(page.locator('#announcer')).toHaveText(t('explain.meaning.relay-denied'))

  await button(page, 'ui.explain.offer.clients').click()
  await expect(page.getByRole('heading', { level: 1 })).toBeFocused()
})

test('by keyboard: where the network can be the reason, a check is one press away', async ({
  window: page,
}) => {
  await openScreen(page)
  await field(page).focus()
  await page.keyboard.type('0x800ccc0e')
  await expect(answers(page)).toContainText(t('explain.meaning.cannot-connect'))
  await expect(answers(page)).not.toContainText('postern check')
  const before = (await stateOf(page)).checked?.at
  await page.keyboard.press('Tab')
  await expect(button(page, 'ui.explain.offer.check')).toBeFocused()
  await page.keyboard.press('Enter')
  await expect(page.getByRole('heading', { level: 1 })).not.toHaveText(t('ui.clients.title'))
  await expect.poll(async () => (await stateOf(page)).checked?.at, { timeout: 20_000 }).not.toBe(before)
})

test('what is not known is said to be so; without text there is nothing to say', async ({ window: page }) => {
  await openScreen(page)
  await field(page).fill('It does not work')
  await expect(answers(page)).toContainText(t('ui.explain.unknown.next'))
  await expect(button(page, 'ui.explain.offer.check')).toBeVisible()
  await field(page).fill('  ')
  await expect(answers(page)).toHaveCount(0)
})

test('the answer is about the last text, however fast one types', async ({ window: page }) => {
  await openScreen(page)
  await field(page).fill('554 5.7.1 Relay access denied')
  await field(page).fill('530 5.7.0 Must issue a STARTTLS command first')
  await expect(answers(page)).toContainText(t('explain.meaning.needs-tls'))
  await expect(answers(page)).toHaveCount(1)
})

test('the longest text that fits is looked up', async ({ window: page }) => {
  await openScreen(page)
  const end = '0x80042109'
  await field(page).fill(`${'x '.repeat(2_043)}${end}`)
  await expect(answers(page)).toContainText(end)
})
