import { button, expect, t, test } from './world/fixtures.ts'
import { continues, signIn, title, toSignIn } from './world/wizard.ts'

// It takes a minute, so that it has a file of its own and others run meanwhile.
test('a test mail that does not arrive: said after a minute, and can be skipped', async ({
  window: page,
}) => {
  test.slow()
  await toSignIn(page, 'hanako@lost.example')
  await signIn(page)
  await continues(page)
  await button(page, 'ui.test-mail.send').click()
  await expect(page.getByText(t('ui.test-mail.not-seen')).first()).toBeVisible({ timeout: 90_000 })
  await button(page, 'ui.test-mail.skip').click()
  await title(page, 'ui.wizard.mail-clients')
})
