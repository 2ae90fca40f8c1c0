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

test('from the first start to done, where port 25 is dropped', async ({ window: page, world }) => {
  await typeAddress(page)
  await says(page, 'ui.address.server', { host: 'mail.tanaka.example', port: 587 })
  await continues(page)

  await title(page, 'ui.wizard.network')
  await expect(verdict(page)).toContainText(t('verdict.ready.blocked.drop', { port: 587 }))
  await continues(page)

  await signIn(page)
  await isSignedIn(page)
  expect(world.mail('tanaka.example').signIns()).toBe(1)
  await continues(page)

  await title(page, 'ui.wizard.test-mail')
  await button(page, 'ui.test-mail.send').click()
  await says(page, 'ui.proof.yours-how', { word: 'ESMTPSA' })
  expect(world.mail('tanaka.example').messages('INBOX')).toEqual([])
  await continues(page)

  await title(page, 'ui.wizard.mail-clients')
  await button(page, 'ui.clients.finish').click()
  await title(page, 'ui.done.title')
  await button(page, 'ui.done.open').click()
  await title(page, 'ui.status.title')
  await expect(page.getByText(t('ui.status.chip.can-send'), { exact: true })).toBeVisible(later)
})

test('a wrong password is tried once, and the right one after it goes through', async ({
  window: page,
  world,
}) => {
  await toSignIn(page)
  await signIn(page, 'wrong')
  await says(page, 'ui.sign-in.error.rejected')
  expect(world.mail('tanaka.example').signIns()).toBe(1)
  await signIn(page)
  await isSignedIn(page)
})

test('offline waits, and goes on by itself when the network comes', async ({ app, window: page }) => {
  await typeAddress(page)
  await says(page, 'ui.address.found')
  await setWeather(app, 'offline')
  await continues(page)
  await says(page, 'ui.network.more.offline')
  await setWeather(app, 'drop')
  await expect(verdict(page)).toContainText(t('verdict.ready.blocked.drop', { port: 587 }), later)
})
