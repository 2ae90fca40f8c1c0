import path from 'node:path'
import type { ElectronApplication } from '@playwright/test'
import { keyringMissing, startKeyring, type TestKeyring } from '../../fakes/keyring.ts'
import { createLab, type Lab } from '../../lab/lab.ts'
import { labUnavailable } from '../../lab/requirements.ts'
import { launch, test as base, watchApp } from '../fixtures.ts'

export { expect } from '../fixtures.ts'

/** Why the app cannot run in the laboratory here, or null. For the titles of skipped specs. */
export const missing = labUnavailable() ?? (await keyringMissing())
/** Ends the title of a spec. */
export const because = missing === null ? '' : ` (${missing})`

type Fixtures = {
  keyring: TestKeyring
  /** Starts the app of the profile on the client's computer, as often as a spec wants. */
  start: (...args: string[]) => Promise<ElectronApplication>
}

/** The app as it is built, on the client's computer of the laboratory, with a real keyring. */
export const test = base.extend<Fixtures, { lab: Lab }>({
  // One laboratory at a time can be on this machine, so that it may take a while.
  lab: [
    async ({}, use) => {
      const lab = await createLab()
      await use(lab)
      await lab.close()
    },
    { scope: 'worker', timeout: 900_000 },
  ],
  keyring: async ({}, use) => {
    const keyring = await startKeyring()
    await use(keyring)
    await keyring.stop()
  },
  start: async ({ lab, profile, keyring }, use, info) => {
    const started: ElectronApplication[] = []
    const attach: (() => Promise<void>)[] = []
    await use(async (...args) => {
      const app = await launch(profile, {
        executable: path.join(import.meta.dirname, 'electron-in-client'),
        args,
        env: {
          NODE_EXTRA_CA_CERTS: lab.authorityFile,
          DBUS_SESSION_BUS_ADDRESS: keyring.env['DBUS_SESSION_BUS_ADDRESS'] ?? '',
        },
      })
      started.push(app)
      attach.push(watchApp(app, info))
      return app
    })
    for (const one of attach) await one()
    for (const app of started) await app.close().catch(() => undefined)
  },
})
