import { mkdirSync, writeFileSync } from 'node:fs'
import path from 'node:path'
import type { ElectronApplication, Page } from '@playwright/test'
import type { Account } from '../../electron/contract/account.ts'
import type { Bridge } from '../../electron/contract/ipc.ts'
import type { Settings } from '../../electron/contract/settings.ts'
import type { AppState } from '../../electron/contract/state.ts'
import { launch } from './fixtures.ts'
import { worldApp } from './world/build-world.ts'
import { test as world, windowOf } from './world/fixtures.ts'
import { computerVariable, type WorldComputer, worldVariable } from './world/world-map.ts'

export { expect, setWeather, t, windowOf } from './world/fixtures.ts'

type Fixtures = {
  /** What the settings file says before the app starts; null: a first start. */
  settings: Settings | null
  /** Where the app looks for mail programs; null: on this computer, without a registry. */
  computer: WorldComputer | null
  /** Starts the app of the profile with these arguments. */
  startWith: (...args: string[]) => Promise<ElectronApplication>
}

/** The app in the small world, as a person has it who has set it up. */
export const test = world.extend<Fixtures>({
  settings: [{ version: 1, accounts: [accountOf('tanaka.example')], setup: null }, { option: true }],
  computer: [null, { option: true }],
  startWith: async ({ profile, world: { map, caFile }, keyring, settings, computer }, use) => {
    const file = path.join(profile, 'config', 'postern', 'settings.json')
    mkdirSync(path.dirname(file), { recursive: true, mode: 0o700 })
    if (settings !== null) writeFileSync(file, JSON.stringify(settings))
    const started: ElectronApplication[] = []
    await use(async (...args) => {
      const app = await launch(profile, {
        app: worldApp,
        args,
        env: {
          [worldVariable]: JSON.stringify(map),
          [computerVariable]: JSON.stringify(computer),
          NODE_EXTRA_CA_CERTS: caFile,
          DBUS_SESSION_BUS_ADDRESS: keyring.env['DBUS_SESSION_BUS_ADDRESS'] ?? '',
        },
      })
      started.push(app)
      return app
    })
    for (const app of started) await app.close().catch(() => undefined)
  },
  app: async ({ startWith }, use) => {
    await use(await startWith())
  },
  window: async ({ app }, use) => {
    await use(await windowOf(app))
  },
})

export function accountOf(domain: string): Account {
  return {
    id: domain,
    address: `hanako@${domain}`,
    username: `hanako@${domain}`,
    submission: { host: `mail.${domain}`, port: 587, security: 'starttls' },
    incoming: { protocol: 'imap', host: `mail.${domain}`, port: 993, security: 'tls' },
    pinned: [],
    startTlsSeen: true,
  }
}

/** Calls the main process as the page does. */
export function call(page: Page, name: string, input?: unknown): Promise<unknown> {
  return page.evaluate(
    ([wanted, given]) => (window as unknown as { postern: Bridge }).postern.call(wanted, given),
    [name, input] as const,
  )
}

export async function stateOf(page: Page): Promise<AppState> {
  return ((await call(page, 'state.read')) as { value: AppState }).value
}

/** The main process closes its windows; the app stays in the tray. */
export async function closeWindows(app: ElectronApplication): Promise<void> {
  const closed = Promise.all(app.windows().map((page) => page.waitForEvent('close')))
  await app.evaluate(({ BrowserWindow }) => BrowserWindow.getAllWindows().forEach((window) => window.close()))
  await closed
}
