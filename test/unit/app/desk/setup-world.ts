import { readFileSync } from 'node:fs'
import { mkdtemp, readFile, rm } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import path from 'node:path'
import { expect, onTestFinished } from 'vitest'
import { createAccountStore } from '../../../../electron/accounts/account-store.ts'
import type { Services } from '../../../../electron/app/compose.ts'
import { createChecks } from '../../../../electron/app/desk/checks.ts'
import type { DeskContext } from '../../../../electron/app/desk/context.ts'
import { createSetup } from '../../../../electron/app/desk/setup/setup.ts'
import { sendTest } from '../../../../electron/app/desk/test-mail.ts'
import { offline } from '../../../../electron/contract/network.ts'
import { usualPreferences } from '../../../../electron/contract/preferences.ts'
import { noMemory } from '../../../../electron/contract/notification.ts'
import { ok } from '../../../../electron/contract/result.ts'
import type { Settings } from '../../../../electron/contract/settings.ts'
import type { SetupState } from '../../../../electron/contract/setup.ts'
import { AppState } from '../../../../electron/contract/state.ts'
import type { CredentialStore } from '../../../../electron/credentials/credential-store.ts'
import { createSessionStore } from '../../../../electron/credentials/session-store.ts'
import { createStateStore } from '../../../../electron/state/store.ts'
import { createTranslator } from '../../../../electron/text/translator.ts'
import { clientConfig } from '../../../fakes/client-config.ts'
import { createMailHost, type MailHost, type MailHostOptions } from '../../../fakes/mail-host.ts'
import { noMailPrograms } from '../../../fakes/no-mail-programs.ts'
import {
  certificateFor,
  createSmallInternet,
  type SmallInternetOptions,
} from '../../../fakes/small-internet.ts'
import { freshState } from '../../state/fresh-state.ts'
import { createMemoryFile } from '../some-services.ts'
import { quietDesktop } from '../../../fakes/quiet-desktop.ts'

/** Hanako and her server, as a provider publishes it, in a network that refuses port 25. */
export const address = 'hanako@example.jp'
export const mailName = 'mail.example.jp'
export const password = 'geheim-himitsu'
export const autoconfig = 'https://autoconfig.example.jp/mail/config-v1.1.xml'
const portal = 'http://cp.cloudflare.com/generate_204'

export const published = {
  source: 'autoconfig',
  submission: { host: mailName, port: 587, security: 'starttls' },
  incoming: { protocol: 'imap', host: mailName, port: 993, security: 'tls' },
  username: address,
} as const

const document = clientConfig({
  outgoing: [{ host: mailName, port: 587, socketType: 'STARTTLS' }],
  imap: [{ host: mailName, port: 993, socketType: 'SSL' }],
})

export type SetupWorldOptions = {
  certificate?: MailHostOptions['certificate']
  behaviours?: MailHostOptions['behaviours']
  internet?: SmallInternetOptions
  credentials?: CredentialStore
}

export type SetupWorld = Awaited<ReturnType<typeof createSetupWorld>>
export type App = Awaited<ReturnType<SetupWorld['launch']>>

/** All but the window is real: servers on 127.0.0.1, the settings file, the check. */
export async function createSetupWorld(options: SetupWorldOptions = {}) {
  const folder = await mkdtemp(path.join(tmpdir(), 'postern-setup-'))
  const file = path.join(folder, 'settings.json')
  const certificate = options.certificate ?? (await certificateFor([mailName]))
  const user = { address, username: address, password }
  const hosts: MailHost[] = []
  const startMailHost = async (changes: Partial<MailHostOptions> = {}) => {
    const behaviours = options.behaviours === undefined ? {} : { behaviours: options.behaviours }
    const host = await createMailHost({ name: mailName, certificate, user, ...behaviours, ...changes })
    hosts.push(host)
    return host
  }
  const mailHost = await startMailHost()
  /** May be changed while it runs. */
  const ports: NonNullable<SmallInternetOptions['ports']> = {
    ...portsOf(mailHost),
    'smtp.gmail.com:587': mailHost.ports.submission,
    'smtp.gmail.com:465': mailHost.ports.submissions,
    'www.cloudflare.com:443': mailHost.ports.submissions,
    ...options.internet?.ports,
  }
  /** May be changed, too. */
  const web: NonNullable<SmallInternetOptions['web']> = {
    [autoconfig]: document,
    [portal]: { status: 204 },
    ...options.internet?.web,
  }
  const internet = await createSmallInternet({
    ...options.internet,
    hosts: {
      [mailName]: '203.0.113.25',
      'mx.alpha.example': '203.0.113.65',
      'mx.bravo.example': '203.0.113.97',
      'mx.charlie.example': '203.0.113.129',
      'smtp.gmail.com': '203.0.113.161',
      'www.cloudflare.com': '203.0.113.162',
      ...options.internet?.hosts,
    },
    web,
    ports,
  })
  const weather = { hasRoute: true }
  /** From now on these are refused. */
  const refuse = (...names: string[]) => names.forEach((name) => Reflect.deleteProperty(ports, name))
  const credentials = options.credentials ?? createSessionStore('linux')
  const services: Services = {
    network: internet,
    hasRoute: (family) => Promise.resolve(family === 4 && weather.hasRoute),
    readNetwork: () => Promise.resolve(offline),
    suffixOf: () => null,
    watchNetwork: () => Promise.resolve(),
    wallClock: Date.now,
    history: { append: () => Promise.resolve(ok(undefined)), read: () => Promise.resolve(ok([])) },
    networks: createMemoryFile({}),
    told: createMemoryFile(noMemory),
    isPresenting: () => Promise.resolve(false),
    mailPrograms: noMailPrograms,
    accounts: createAccountStore({ file }),
    credentials,
  }
  const running: { stop: () => Promise<void> }[] = []
  onTestFinished(async () => {
    await Promise.all(running.map(({ stop }) => stop()))
    await internet.expectNothingLeft()
    await Promise.all([internet.close(), ...hosts.map((host) => host.close())])
    await rm(folder, { recursive: true })
  })

  const readSettings = async (): Promise<Settings> => JSON.parse(await readFile(file, 'utf8')) as Settings

  /** Starts the program. What it shows and writes is searched for passwords from then on. */
  const launch = async () => {
    const loaded = await services.accounts.load()
    if (!loaded.ok) throw new Error(loaded.error.kind)
    const quit = new AbortController()
    const store = createStateStore({
      ...freshState,
      preferences: {
        ...usualPreferences,
        references: ['mx.alpha.example', 'mx.bravo.example', 'mx.charlie.example'],
      },
    })
    const bugs: unknown[] = []
    const context: DeskContext = {
      services,
      desktop: quietDesktop(),
      store,
      t: () => createTranslator('en'),
      sessionPasswords: new Map(),
      quit: quit.signal,
      background: (work) => void work.catch((error: unknown) => bugs.push(error)),
    }
    let accountsChanged = 0
    const setup = createSetup(context, {
      checkServer: createChecks(context, () => undefined).checkServer,
      sendTest: (account, secret, signal, onChange) => sendTest(account, secret, context, signal, onChange),
      accountsChanged: () => {
        accountsChanged += 1
        return Promise.resolve()
      },
    })
    const seen: SetupState[] = []
    store.onChange((state) => {
      AppState.parse(state)
      expectNoPassword(JSON.stringify(state))
      expectNoPassword(fileNow(file))
      if (state.setup !== null) seen.push(state.setup)
    })
    store.change(() => ({ setup: setup.start(loaded.value.settings) }))
    const stop = async () => {
      quit.abort()
      await setup.stop()
      expectNoPassword(fileNow(file))
      expect(bugs).toEqual([])
    }
    running.push({ stop })
    const wizard = (): SetupState => {
      const state = store.current().setup
      if (state === null) throw new Error('the wizard is closed')
      return state
    }
    const inShort = (): string => {
      const { step, done, lookup, checked, signIn, testMail } = wizard()
      return JSON.stringify({ step, done, lookup, headline: checked?.headline, signIn, testMail })
    }
    /** Waits until the open wizard is so. */
    const until = (condition: (state: SetupState) => unknown): Promise<SetupState> =>
      new Promise((resolve, reject) => {
        const look = (): boolean => {
          const { setup: now } = store.current()
          if (now === null || !condition(now)) return false
          clearTimeout(late)
          end()
          resolve(now)
          return true
        }
        const late = setTimeout(() => reject(new Error(`it does not come: ${inShort()}`)), 15_000)
        const end = store.onChange(look)
        look()
      })
    return {
      setup,
      call: setup.handlers,
      store,
      wizard,
      until,
      seen,
      quit,
      stop,
      sessionPasswords: context.sessionPasswords,
      accountsChanged: () => accountsChanged,
    }
  }

  return {
    internet,
    mailHost,
    startMailHost,
    ports,
    web,
    refuse,
    weather,
    services,
    credentials,
    file,
    readSettings,
    launch,
  }
}

/** Where the servers of `mailName` are. */
export function portsOf({ ports }: MailHost): Record<string, number> {
  return {
    [`${mailName}:587`]: ports.submission,
    [`${mailName}:465`]: ports.submissions,
    [`${mailName}:993`]: ports.imaps,
    [`${mailName}:143`]: ports.imap,
  }
}

/** What a network answers that wants the person to sign in first, and what an open one does. */
export const portalAnswers = {
  signInPage: { [portal]: { status: 302, headers: { location: 'http://login.example/' } } },
  open: { [portal]: { status: 204 } },
}

function fileNow(file: string): string {
  try {
    return readFileSync(file, 'utf8')
  } catch {
    return ''
  }
}

function expectNoPassword(text: string): void {
  for (const secret of [password, `\0${address}\0${password}`, wrongPassword]) {
    expect(text).not.toContain(JSON.stringify(secret).slice(1, -1))
    expect(text).not.toContain(Buffer.from(secret).toString('base64').replace(/=+$/, ''))
  }
}

export const wrongPassword = 'not-the-password'
