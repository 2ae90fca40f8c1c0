import type { ElectronApplication, Page } from '@playwright/test'
import { expect, t } from './shell-fixtures.ts'

/** What a page is and may do, asked from the main process and from the page itself. */

type Preferences = Record<string, unknown>

export function preferences(app: ElectronApplication): Promise<Preferences> {
  return app.evaluate(({ BrowserWindow }) => {
    const contents = BrowserWindow.getAllWindows()[0]?.webContents as unknown as {
      getLastWebPreferences: () => Preferences
    }
    return JSON.parse(JSON.stringify(contents.getLastWebPreferences())) as Preferences
  })
}

/** What the page's own address answers with. */
export function answer(
  page: Page,
  file: string,
): Promise<{ status: number; headers: Record<string, string>; text: string }> {
  return page.evaluate(async (name) => {
    const reply = await fetch(name)
    return { status: reply.status, headers: Object.fromEntries(reply.headers), text: await reply.text() }
  }, file)
}

export const isThere = (page: Page) =>
  expect(page.getByRole('heading', { level: 1 })).toHaveText(t('ui.status.title'))

/** Where the main process has its one page. */
export const addresses = (app: ElectronApplication) =>
  app.evaluate(({ BrowserWindow }) =>
    BrowserWindow.getAllWindows().map(({ webContents }) => webContents.getURL()),
  )
