import type { Page } from 'playwright-core'
import { now } from './reports.ts'

/** What a person does on a screen before its picture is taken. */

/** The detail that is one click away. Of the mail programs one alone can be open. */
export const openAll = async (page: Page) => {
  const closed = page.locator('details:not([name]):not([open]) > summary')
  while ((await closed.count()) > 0) await closed.first().click()
}
export const openGuide = (place: number) => (page: Page) =>
  page.locator('details.client > summary').nth(place).click()
export const press = (selector: string) => (page: Page) => page.locator(selector).first().click()
export const addReference = (typed: string) => async (page: Page) => {
  await press('.references summary')(page)
  await page.locator('.add-reference input').fill(typed)
  await press('.add-reference button')(page)
}

/** The time goes on. */
export const waitSeconds = (seconds: number) => async (page: Page) => {
  await page.clock.setFixedTime(Date.parse(now) + seconds * 1_000)
  await page.locator('.busy').waitFor()
}
export const press90Days = async (page: Page) => {
  await page.getByRole('radio').last().check()
  await page.locator('.chart a').nth(60).waitFor()
}
export const pressSave = async (page: Page) => {
  await page.locator('details[open] .guide-part .btn').first().click()
  await page.locator('.profile-saved .icon').waitFor()
}
export const saveProfile = async (page: Page) => {
  await openGuide(2)(page)
  await pressSave(page)
}
export const typeError = (text: string) => async (page: Page) => {
  await page.locator('textarea').fill(text)
  await page.locator('.answer').first().waitFor()
  await page.locator('textarea').scrollIntoViewIfNeeded()
}
export const renameNetworks = press('.pane-head button >> nth=1')
