import { readFileSync } from 'node:fs'
import path from 'node:path'
import { button, expect, password, setWeather, t, test } from './world/fixtures.ts'
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

test.describe('the address', () => {
  test('a domain without mail is said plainly', async ({ window: page }) => {
    await typeAddress(page, 'hanako@nowhere.example')
    await says(page, 'ui.address.error.no-mail-domain', { domain: 'nowhere.example' })
    await expect(button(page, 'ui.wizard.continue')).toBeDisabled()
  })

  test('a provider that takes no passwords is said plainly; its server can be typed by hand', async ({
    window: page,
    world,
  }) => {
    await typeAddress(page, 'hanako@oauth.example')
    await says(page, 'ui.address.oauth2')
    await expect(button(page, 'ui.wizard.continue')).toBeDisabled()
    await page.getByText(t('ui.address.by-hand'), { exact: true }).click()
    await page.getByLabel(t('ui.address.out-host')).fill('mail.oauth.example')
    await page.getByLabel(t('ui.address.in-host')).fill('mail.oauth.example')
    await continues(page)
    await title(page, 'ui.wizard.network')
    await continues(page)
    await signIn(page)
    await says(page, 'ui.sign-in.oauth2.more')
    expect(world.mail('oauth.example').signIns()).toBe(0)
    await expect(button(page, 'ui.sign-in.sign-in')).toBeEnabled()
  })

  test('what is no address is told at the field', async ({ window: page }) => {
    await typeAddress(page, 'hanako')
    await page.keyboard.press('Tab')
    await says(page, 'ui.address.error.address-without-domain', { input: 'hanako' })
    await expect(page.getByLabel(t('ui.address.label'))).toHaveAttribute('aria-invalid', 'true')
  })

  test('without DNS it waits for the network', async ({ app, window: page }) => {
    await setWeather(app, 'offline')
    await typeAddress(page)
    await says(page, 'ui.address.offline')
    await setWeather(app, 'open')
    await expect(page.getByText(t('ui.address.found')).first()).toBeVisible(later)
  })
})

test.describe('the network', () => {
  test('the name of a server that is nowhere', async ({ window: page }) => {
    await typeAddress(page)
    await says(page, 'ui.address.found')
    await page.getByText(t('ui.address.by-hand'), { exact: true }).click()
    await page.getByLabel(t('ui.address.out-host')).fill('mial.tanaka.example')
    await continues(page)
    await expect(verdict(page)).toContainText(t('verdict.no-address', { host: 'mial.tanaka.example' }), later)
    await expect(button(page, 'ui.network.other-server')).toBeVisible()
  })

  test('a server that is down', async ({ app, window: page }) => {
    await typeAddress(page)
    await says(page, 'ui.address.found')
    await setWeather(app, 'server-down')
    await continues(page)
    await expect(verdict(page)).toContainText(
      t('verdict.unreachable', { host: 'mail.tanaka.example' }),
      later,
    )
    await expect(button(page, 'ui.network.check-again')).toBeVisible()
  })

  const verdicts = [
    ['open', 'verdict.ready.open', { port: 587 }],
    ['reset', 'verdict.ready.blocked.reset', { port: 587 }],
    ['proxy', 'verdict.ready.intercepted.proxy', { port: 587 }],
    ['all-blocked', 'verdict.all-blocked', {}],
  ] as const
  for (const [weather, key, params] of verdicts) {
    test(weather, async ({ app, window: page }) => {
      await setWeather(app, weather)
      await typeAddress(page)
      await says(page, 'ui.address.found')
      await continues(page)
      await expect(verdict(page)).toContainText(t(key, params), later)
    })
  }

  test('a sign-in page: it is opened outside, and the check goes on by itself after it', async ({
    app,
    window: page,
    desktop,
  }) => {
    await typeAddress(page)
    await says(page, 'ui.address.found')
    await setWeather(app, 'captive')
    await continues(page)
    await expect(page.getByText(t('outbound25.captive-portal')).first()).toBeVisible(later)
    await button(page, 'ui.network.open-page').click()
    await expect.poll(() => desktop.opened()).toEqual(['http://cp.cloudflare.com/generate_204'])
    await setWeather(app, 'drop')
    await expect(verdict(page)).toContainText(t('verdict.ready.blocked.drop', { port: 587 }), {
      timeout: 40_000,
    })
  })

  test('a server without submission: what to change there, and the account can be kept unfinished', async ({
    window: page,
  }) => {
    await typeAddress(page, 'hanako@nosubmission.example')
    await says(page, 'ui.address.found')
    await continues(page)
    await expect(verdict(page)).toContainText(
      t('verdict.not-offered', { host: 'mail.nosubmission.example' }),
      later,
    )
    await button(page, 'ui.network.continue-anyway').click()
    await title(page, 'ui.status.title')
    await says(page, 'ui.status.chip.unfinished')
  })
})

test.describe('the sign-in', () => {
  test('a self-signed certificate is shown before a password goes out, and trusted by an explicit yes', async ({
    window: page,
    world,
    profile,
  }) => {
    await toSignIn(page, 'hanako@selfsigned.example')
    await signIn(page)
    await says(page, 'ui.certificate.title.self-signed')
    await says(page, 'ui.certificate.not-sent')
    expect(world.mail('selfsigned.example').signIns()).toBe(0)
    await button(page, 'ui.certificate.trust').click()
    await isSignedIn(page)
    expect(world.mail('selfsigned.example').signIns()).toBe(1)
    const settings = readFileSync(path.join(profile, 'config', 'postern', 'settings.json'), 'utf8')
    expect(settings).toContain('"pinned": [')
  })

  test('a certificate that is not trusted: nothing is sent', async ({ window: page, world }) => {
    await toSignIn(page, 'hanako@selfsigned.example')
    await signIn(page)
    await button(page, 'ui.certificate.do-not-trust').click()
    await expect(button(page, 'ui.sign-in.sign-in')).toBeVisible()
    expect(world.mail('selfsigned.example').signIns()).toBe(0)
  })

  test('an expired certificate is said to be expired, and need not be trusted', async ({
    window: page,
    world,
  }) => {
    await toSignIn(page, 'hanako@expired.example')
    await signIn(page)
    await says(page, 'ui.certificate.title.expired')
    await expect(button(page, 'ui.certificate.trust')).toBeHidden()
    await button(page, 'ui.certificate.do-not-trust').click()
    await expect(button(page, 'ui.sign-in.sign-in')).toBeEnabled()
    expect(world.mail('expired.example').signIns()).toBe(0)
  })

  test('offline: nothing is sent, and the network step is a press away', async ({
    app,
    window: page,
    world,
  }) => {
    await toSignIn(page)
    await setWeather(app, 'offline')
    await signIn(page)
    await says(page, 'failure.dns-failed', { host: 'mail.tanaka.example', code: 'ENETUNREACH' })
    expect(world.mail('tanaka.example').signIns()).toBe(0)
    await button(page, 'ui.sign-in.check-network').click()
    await title(page, 'ui.wizard.network')
    await setWeather(app, 'drop')
    await expect(verdict(page)).toContainText(t('verdict.ready.blocked.drop', { port: 587 }), later)
    await continues(page)
    await signIn(page)
    await isSignedIn(page)
  })

  test('a locked keychain: until I quit, instead', async ({ window: page, keyring }) => {
    await keyring.lock()
    await toSignIn(page)
    await signIn(page)
    await says(page, 'ui.sign-in.not-kept')
    await button(page, 'ui.sign-in.keep.session').click()
    await says(page, 'ui.sign-in.kept.session')
    await keyring.restartLocked()
  })
})

test.describe('the test mail', () => {
  test('in junk is said, and is good enough to go on', async ({ window: page }) => {
    await toSignIn(page, 'hanako@junk.example')
    await signIn(page)
    await continues(page)
    await button(page, 'ui.test-mail.send').click()
    await says(page, 'ui.proof.junk')
    await continues(page)
    await title(page, 'ui.wizard.mail-clients')
  })

  test('offline: it is not sent, and goes out on the next press with a network', async ({
    app,
    window: page,
    world,
  }) => {
    await toSignIn(page)
    await signIn(page)
    await isSignedIn(page)
    await continues(page)
    await setWeather(app, 'offline')
    await button(page, 'ui.test-mail.send').click()
    await says(page, 'ui.test-mail.refused')
    await says(page, 'failure.dns-failed', { host: 'mail.tanaka.example', code: 'ENETUNREACH' })
    expect(world.mail('tanaka.example').signIns()).toBe(1)
    await setWeather(app, 'drop')
    await button(page, 'ui.test-mail.again').click()
    await says(page, 'ui.proof.yours')
  })

  test('a keychain that was locked meanwhile is said to be locked', async ({ window: page, keyring }) => {
    await toSignIn(page)
    await signIn(page, password)
    await isSignedIn(page)
    await keyring.restartLocked()
    await continues(page)
    await button(page, 'ui.test-mail.send').click()
    await says(page, 'failure.keychain-locked')
  })
})

test('what nobody expected is told in the wizard, too, and the wizard stays', async ({
  app,
  window: page,
}) => {
  await typeAddress(page)
  await app.evaluate(() => {
    setImmediate(() => {
      throw new TypeError('nothing there')
    })
  })
  const told = page.getByRole('heading', { name: t('ui.problem.unexpected') })
  await expect(told).toBeVisible()
  await button(page, 'ui.problem.dismiss').click()
  await expect(told).toBeHidden()
  await title(page, 'ui.wizard.address')
})
