import { stateOf } from './shell-fixtures.ts'
import { button, expect, setWeather, t, test } from './world/fixtures.ts'
import {
  continues,
  isSignedIn,
  later,
  says,
  signIn,
  title,
  toSignIn,
  typeAddress,
  verdict,
} from './world/wizard.ts'

test('a check can be stopped, and made again', async ({ app, window: page }) => {
  await typeAddress(page)
  await says(page, 'ui.address.found')
  await setWeather(app, 'server-down')
  await continues(page)
  await button(page, 'ui.busy.stop').click()
  await expect(verdict(page)).toContainText(t('ui.network.stopped'))
  await expect(page.getByRole('heading', { level: 1 })).toBeFocused()
  expect((await stateOf(page)).setup).toMatchObject({ checking: null, checked: null, checkStopped: true })
  await expect(button(page, 'ui.wizard.continue')).toBeDisabled()

  // Whoever comes back finds it as it was left.
  await button(page, 'ui.wizard.back').click()
  await continues(page)
  await expect(verdict(page)).toContainText(t('ui.network.stopped'))
  await setWeather(app, 'drop')
  await button(page, 'ui.network.check-again').click()
  await expect(verdict(page)).toContainText(t('verdict.ready.blocked.drop', { port: 587 }), later)
  await continues(page)
  await title(page, 'ui.wizard.sign-in')
})

test('after a certificate was trusted, this network is told anew', async ({ window: page }) => {
  await toSignIn(page, 'hanako@selfsigned.example')
  await signIn(page)
  await button(page, 'ui.certificate.trust').click()
  await isSignedIn(page)
  await button(page, 'ui.wizard.back').click()
  await expect(verdict(page)).toContainText(t('verdict.ready.blocked.drop', { port: 587 }), later)
  const { setup } = await stateOf(page)
  expect(setup?.checked?.lanes.map(({ state }) => state)).toEqual(['no-answer', 'open', 'open'])
})
