import { mkdir } from 'node:fs/promises'
import path from 'node:path'
import type { ElectronApplication, Page } from '@playwright/test'
import { createTranslator } from '../../../electron/text/translator.ts'
import { startKeyring, type TestKeyring } from '../../fakes/keyring.ts'
import { launch, test as base, watchApp } from '../fixtures.ts'
import { worldApp } from './build-world.ts'
import { createWorld, type World } from './servers.ts'
import { type Weather, worldVariable } from './world-map.ts'

export { expect } from '../fixtures.ts'
export { password } from './servers.ts'

/** The words of the window. */
export const t = createTranslator('en')

type Fixtures = {
  world: World
  /** Starts the app of the profile, as often as a spec wants. */
  start: () => Promise<ElectronApplication>
  keyring: TestKeyring
}

/** The app in the small world, with a real keyring of its own. */
export const test = base.extend<Fixtures>({
  keyring: async ({}, use) => {
    const keyring = await startKeyring()
    await use(keyring)
    await keyring.stop()
  },
  world: async ({ profile }, use) => {
    const folder = path.join(profile, 'world')
    await mkdir(folder)
    const world = await createWorld(folder)
    await use(world)
    await world.close()
  },
  start: async ({ profile, world, keyring }, use, info) => {
    const started: ElectronApplication[] = []
    const attach: (() => Promise<void>)[] = []
    await use(async () => {
      const app = await launch(profile, {
        app: worldApp,
        env: {
          [worldVariable]: JSON.stringify(world.map),
          NODE_EXTRA_CA_CERTS: world.caFile,
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
  app: async ({ start }, use) => {
    await use(await start())
  },
})

/** Changes what lies between the app and its servers. `networkId`: it is another network, too. */
export function setWeather(app: ElectronApplication, weather: Weather, networkId?: string): Promise<void> {
  return app.evaluate(
    (_electron, next) => {
      Object.assign(globalThis.world, next)
    },
    { weather, ...(networkId === undefined ? {} : { networkId }) },
  )
}

export const button = (page: Page, key: Parameters<typeof t>[0], params?: Parameters<typeof t>[1]) =>
  page.getByRole('button', { name: t(key, params), exact: true })

/** The app's window, which opens by itself unless the app was started at login. */
export async function windowOf(app: ElectronApplication): Promise<Page> {
  const [open] = app.windows()
  const page = open ?? (await app.waitForEvent('window'))
  await page.getByRole('heading').first().waitFor()
  return page
}
