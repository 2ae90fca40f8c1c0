import type { Page } from '@playwright/test'
import { button, expect, password, t } from './fixtures.ts'

/** Longer than the watcher needs to see a network, and a check to be sure. */
export const later = { timeout: 20_000 }
export const address = 'hanako@tanaka.example'

export const continues = (page: Page) => button(page, 'ui.wizard.continue').click()
export const says = (page: Page, ...text: Parameters<typeof t>) =>
  expect(page.getByText(t(...text)).first()).toBeVisible()
export const title = (page: Page, key: Parameters<typeof t>[0]) =>
  expect(page.getByRole('heading', { level: 1 })).toContainText(t(key))

export async function typeAddress(page: Page, typed = address) {
  await button(page, 'ui.welcome.start').click()
  await title(page, 'ui.wizard.address')
  await page.getByLabel(t('ui.address.label')).fill(typed)
}

export async function toSignIn(page: Page, typed = address) {
  await typeAddress(page, typed)
  await says(page, 'ui.address.found')
  await continues(page)
  await title(page, 'ui.wizard.network')
  await continues(page)
  await title(page, 'ui.wizard.sign-in')
}

export async function signIn(page: Page, typed = password) {
  await page.getByLabel(t('ui.sign-in.password'), { exact: true }).fill(typed)
  await button(page, 'ui.sign-in.sign-in').click()
}

/** Not only the words, which “Not signed in” has, too. */
export const isSignedIn = (page: Page) =>
  expect(page.getByRole('heading', { name: t('ui.sign-in.signed-in'), exact: true })).toBeVisible()

/** The one line about this network that is announced. */
export const verdict = (page: Page) => page.locator('.verdict[role=status]')
