import { button, expect, password, setWeather, t, test, windowOf } from './world/fixtures.ts'
import { continues, isSignedIn, later, says, signIn, title, toSignIn, typeAddress } from './world/wizard.ts'

test('a search that a restart has cut off begins anew', async ({ start }) => {
  const first = await start()
  const page = await windowOf(first)
  await setWeather(first, 'offline')
  await typeAddress(page)
  await says(page, 'ui.address.offline')
  await first.close()

  const again = await windowOf(await start())
  await title(again, 'ui.wizard.address')
  await expect(again.getByText(t('ui.address.found')).first()).toBeVisible(later)
  await continues(again)
  await title(again, 'ui.wizard.network')
})

test('a password that was for the session is asked for after a restart, and stays one for the session', async ({
  start,
}) => {
  const first = await start()
  const page = await windowOf(first)
  await toSignIn(page)
  await page.getByLabel(t('ui.sign-in.keep.session')).check()
  await signIn(page)
  await isSignedIn(page)
  await continues(page)
  await first.close()

  const again = await windowOf(await start())
  await title(again, 'ui.wizard.test-mail')
  await button(again, 'ui.test-mail.send').click()
  await button(again, 'ui.test-mail.sign-in').click()
  await title(again, 'ui.wizard.sign-in')
  await expect(button(again, 'ui.wizard.continue')).toBeHidden()
  await expect(again.getByLabel(t('ui.sign-in.keep.session'))).toBeChecked()
  await signIn(again, password)
  await isSignedIn(again)
  await continues(again)
  await title(again, 'ui.wizard.test-mail')
})
