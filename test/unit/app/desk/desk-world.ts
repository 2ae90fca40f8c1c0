import { mkdtemp, readFile, rm, writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import path from 'node:path'
import { expect, onTestFinished } from 'vitest'
import { createAccountStore } from '../../../../electron/accounts/account-store.ts'
import type { Services } from '../../../../electron/app/compose.ts'
import type { Desktop } from '../../../../electron/app/desk/context.ts'
import { createDesk } from '../../../../electron/app/desk/desk.ts'
import type { Account } from '../../../../electron/contract/account.ts'
import type { NetworkIdentity } from '../../../../electron/contract/network.ts'
import type { Settings } from '../../../../electron/contract/settings.ts'
import { quietDesktop } from '../../../fakes/quiet-desktop.ts'
import { exampleAccount } from '../../accounts/example-account.ts'
import { createServices, type Weather } from '../some-services.ts'

export const home: NetworkIdentity = {
  id: 'home',
  gateway: '192.168.1.1',
  interface: 'wlan0',
  kind: 'wireless',
}
export const account: Account = {
  ...exampleAccount('hanako'),
  submission: { host: 'mail.tanaka.example', port: 587, security: 'starttls' },
}

export type Start = {
  weather?: Weather
  settings?: Partial<Settings>
  file?: string
  systemLanguages?: string[]
  desktop?: Partial<Desktop>
  services?: Partial<Services>
}

/** The desk over a simulated world, with a settings file of its own. */
export async function start({
  weather = 'reset',
  settings = {},
  file,
  systemLanguages = ['en-US'],
  desktop = {},
  services = {},
}: Start = {}) {
  const made = await createServices()
  Object.assign(made.world, { identity: home, weather })
  const folder = await mkdtemp(path.join(tmpdir(), 'postern-desk-'))
  const settingsFile = path.join(folder, 'settings.json')
  await writeFile(
    settingsFile,
    file ?? JSON.stringify({ version: 1, accounts: [], setup: null, ...settings }),
  )
  const done = {
    copied: [] as string[],
    opened: [] as string[],
    saved: [] as [name: string, text: string][],
    openedFiles: [] as string[],
    notified: [] as Parameters<Desktop['notify']>[0][],
    bugs: [] as unknown[],
    errors: [] as string[],
  }
  /** What the system says of the start at login, which may be changed outside. */
  const system = { atLogin: false as boolean | null }
  const quit = new AbortController()
  const history: Services['history'] = {
    ...made.services.history,
    // The time of a check is the computer's own.
    append: (entry) =>
      made.services.history.append({ ...entry, at: new Date(made.clock.wallClock()).toISOString() }),
  }
  const accounts = createAccountStore({ file: settingsFile })
  const all = { ...made.services, history, accounts, ...services }
  const desk = await createDesk({
    services: all,
    desktop: quietDesktop({
      systemLanguages,
      copy: (text) => done.copied.push(text),
      openPage: (url) => {
        done.opened.push(url)
        return Promise.resolve()
      },
      saveFile: (name, text) => {
        done.saved.push([name, text])
        return Promise.resolve(`/home/hanako/${name}`)
      },
      openFile: (file) => {
        done.openedFiles.push(file)
        return Promise.resolve(true)
      },
      notify: (notification) => done.notified.push(notification),
      loginItem: { read: () => system.atLogin, set: (on) => (system.atLogin = on) },
      ...desktop,
    }),
    quit: quit.signal,
    onBug: (error) => done.bugs.push(error),
    onWindowError: (message) => done.errors.push(message),
  })
  const running = desk.run()
  const stop = async () => {
    quit.abort()
    await running
  }
  onTestFinished(async () => {
    await stop()
    made.close()
    await rm(folder, { recursive: true })
    expect(done.bugs).toEqual([])
  })
  const state = desk.store.current
  const checkedTimes = () => made.history.length
  const saved = async () => JSON.parse(await readFile(settingsFile, 'utf8')) as Settings
  /** Comes to another network and stays until a check there is over. */
  const goTo = async (id: string, there: Weather) => {
    Object.assign(made.world, { identity: { ...home, id }, weather: there })
    await made.until(() => state().network?.id === id && isOver())
  }
  const isOver = () => state().checking === null && state().checked !== null && !state().remembered
  return {
    ...made,
    ...desk,
    done,
    system,
    state,
    settingsFile: saved,
    checkedTimes,
    goTo,
    stop,
    services: all,
  }
}
