import type { Sentence } from '../../contract/sentence.ts'
import { noClients } from '../../contract/repair.ts'
import { usualPreferences } from '../../contract/preferences.ts'
import type { Settings } from '../../contract/settings.ts'
import { type Handlers, notNow } from '../../ipc/serve.ts'
import { createStateStore, type StateStore } from '../../state/store.ts'
import { languages } from '../../text/locales.ts'
import { createTranslator } from '../../text/translator.ts'
import type { Services } from '../compose.ts'
import { accountState, createAccounts } from './accounts.ts'
import { createAppleMail } from './apple-mail.ts'
import { createChecks } from './checks.ts'
import { createClients } from './clients.ts'
import type { DeskContext, Desktop } from './context.ts'
import { failureSentence } from '../../text/failure-text.ts'
import { languageFor } from './language.ts'
import { createNetworks } from './networks.ts'
import { giveNotice } from './notices.ts'
import { watchOffline } from './offline-watch.ts'
import { openPage } from './open-page.ts'
import { watchPortal } from './portal-watch.ts'
import { createPreferences, readLoginItem } from './preferences.ts'
import { reportedCheck, reportText } from './report.ts'
import { createSetup } from './setup/setup.ts'
import { sendTest } from './test-mail.ts'
import { createUpdates, firstUpdateState } from './updates.ts'

/** The app without its shell: what the window asks is answered here, and the state tells what the tray and window show. */
export type Desk = {
  store: StateStore
  handlers: Handlers
  /** Watches the network, checks it and says what is worth a word, until `quit` is aborted and nothing is under way any more. */
  run: () => Promise<void>
  /** What is left to do once `run` is over: a newer version is put in place. */
  beforeLeaving: () => Promise<void>
  /** Whether it starts at login may have been changed outside. */
  readLoginItem: () => void
  /** What the person is told once; without a text, that something unexpected went wrong. */
  tellProblem: (problem?: Sentence) => void
}

export type DeskOptions = {
  services: Services
  desktop: Desktop
  quit: AbortSignal
  /** An exception in a part that nobody waits for. */
  onBug: (error: unknown) => void
  /** What went wrong in the window. */
  onWindowError: (message: string) => void
}

const unexpected: Sentence = { key: 'ui.problem.unexpected', params: {} }

export async function createDesk(options: DeskOptions): Promise<Desk> {
  const { services, desktop, quit, onBug, onWindowError } = options
  const loaded = await services.accounts.load()
  const settings: Settings = loaded.ok ? loaded.value.settings : { version: 1, accounts: [] }
  const preferences = settings.preferences ?? usualPreferences
  const sessionPasswords = new Map<string, string>()
  const store = createStateStore({
    version: desktop.version,
    platform: desktop.platform,
    language: languageFor(preferences.language, desktop.systemLanguages),
    languages: [...languages],
    preferences,
    startAtLogin: desktop.loginItem.read(),
    network: null,
    networkName: null,
    checking: null,
    checked: null,
    remembered: false,
    accounts: settings.accounts.map((account) => accountState(account, undefined, sessionPasswords)),
    clients: noClients,
    updates: firstUpdateState(desktop.updater),
    setup: null,
    problem: problemOf(loaded),
  })
  const tellProblem = (problem = unexpected) => store.change(() => ({ problem }))
  const underWay = new Set<Promise<unknown>>()
  const context: DeskContext = {
    services,
    desktop,
    store,
    t: () => createTranslator(store.current().language),
    sessionPasswords,
    quit,
    background: (work) => {
      const watched = work.catch((error: unknown) => {
        onBug(error)
        tellProblem()
      })
      underWay.add(watched)
      void watched.then(() => underWay.delete(watched))
    },
  }

  const networks = createNetworks(context)
  const checks = createChecks(context, (network) => {
    networks.arrivedAt(network)
    setup.networkChanged()
  })
  const accounts = createAccounts(context, checks.again)
  const setup = createSetup(context, {
    checkServer: checks.checkServer,
    accountsChanged: async () => {
      await accounts.reload()
      checks.again()
    },
    sendTest: (account, password, stop, onChange) => sendTest(account, password, context, stop, onChange),
  })
  const updates = createUpdates(context)
  watchOffline(context, () => setup.networkChanged())
  watchPortal(context, () => {
    checks.again()
    setup.networkChanged()
  })
  store.change(() => ({ setup: loaded.ok ? setup.start(settings) : null }))

  const handlers: Handlers = {
    ...accounts.handlers,
    ...setup.handlers,
    ...createClients(context).handlers,
    ...networks.handlers,
    ...createPreferences(context, checks.again),
    ...createAppleMail(context),
    ...updates.handlers,
    'state.read': store.current,
    'state.problem-seen': () => store.change(() => ({ problem: null })),
    'check.start': checks.again,
    'check.stop': checks.stop,
    // Long lists, which few ever need.
    explain: async ({ text }) => (await import('../explain.ts')).explain(text),
    'report.copy': ({ withAddresses }) => {
      const state = store.current()
      if (reportedCheck(state) === null) return notNow
      desktop.copy(reportText(state, context.t(), { withAddresses }))
      return undefined
    },
    'clipboard.copy': ({ text }) => desktop.copy(text),
    'page.open': ({ page }) => openPage(page, desktop),
    'window.error': ({ message }) => onWindowError(message),
  }
  return {
    store,
    handlers,
    readLoginItem: () => readLoginItem(context),
    tellProblem,
    run: async () => {
      await Promise.all([checks.run(), giveNotice(context), updates.run()])
      await setup.stop()
      await Promise.all(underWay)
    },
    beforeLeaving: updates.beforeLeaving,
  }
}

function problemOf(loaded: Awaited<ReturnType<Services['accounts']['load']>>): Sentence | null {
  if (!loaded.ok) return failureSentence(loaded.error)
  const { setAside } = loaded.value
  return setAside === null ? null : { key: 'ui.problem.settings-moved', params: { file: setAside } }
}
