import { mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import path from 'node:path'
import { type ElectronApplication, type Page, type TestInfo, test as base } from '@playwright/test'
import { Desktop } from './desktop.ts'
import { launch, type LaunchOptions } from './launch.ts'

export { expect } from '@playwright/test'
export { launch, profileEnv, root, type LaunchOptions } from './launch.ts'

type Fixtures = {
  /** How `app` is started: `test.use({ appOptions: { … } })`. */
  appOptions: LaunchOptions
  /** A folder of its own for all of the app's files; removed afterwards. */
  profile: string
  app: ElectronApplication
  desktop: Desktop
  /** The app's window, opened from the tray where it is not open yet. */
  window: Page
}

export const test = base.extend<Fixtures>({
  appOptions: [{}, { option: true }],
  profile: async ({}, use) => {
    const folder = mkdtempSync(path.join(tmpdir(), 'postern-e2e-'))
    await use(folder)
    rmSync(folder, { recursive: true, force: true, maxRetries: 5, retryDelay: 200 })
  },
  app: async ({ profile, appOptions }, use, info) => {
    const app = await launch(profile, appOptions)
    const attach = watchApp(app, info)
    // Playwright has it as soon as its process runs.
    await app.evaluate(({ app: electron }) => electron.whenReady())
    await use(app)
    await attach()
    await app.close()
  },
  desktop: async ({ app }, use) => use(new Desktop(app)),
  window: async ({ app, desktop }, use) => {
    if (app.windows().length === 0) {
      const opened = app.waitForEvent('window')
      await desktop.clickTrayMenu('open')
      await opened
    }
    const [page] = app.windows()
    if (!page) throw new Error('The app has opened no window')
    // A new window is about:blank first.
    await page.getByRole('heading').first().waitFor()
    await use(page)
  },
})

/** Collects what an app writes; the result attaches it, and a picture of each window, where the spec failed. */
export function watchApp(app: ElectronApplication, info: TestInfo): () => Promise<void> {
  const output: string[] = []
  for (const stream of [app.process().stdout, app.process().stderr])
    stream?.on('data', (chunk: Buffer) => output.push(chunk.toString()))
  return async () => {
    if (info.status === info.expectedStatus) return
    for (const [index, page] of app.windows().entries()) {
      const body = await page.screenshot({ timeout: 5_000 }).catch(() => undefined)
      if (body) await info.attach(`window ${index}`, { body, contentType: 'image/png' })
    }
    await info.attach('output of the app', { body: output.join('') || '(none)' })
  }
}
