import process from 'node:process'
import { app, dialog, session } from 'electron'
import type { compose, Services } from '../app/compose.ts'
import { createDesk, type Desk } from '../app/desk/desk.ts'
import { languageFor } from '../app/desk/language.ts'
import type { Sentence } from '../contract/sentence.ts'
import type { Screen } from '../contract/state.ts'
import { serve } from '../ipc/serve.ts'
import { createTranslator } from '../text/translator.ts'
import { serveApp } from './app-protocol.ts'
import { setApplicationMenu } from './application-menu.ts'
import { catchBugs } from './bugs.ts'
import { createDesktop } from './desktop.ts'
import { createIpcTransport } from './ipc-transport.ts'
import { endOnQuit, isStartedHidden } from './lifecycle.ts'
import { createLog } from './log.ts'
import { bundled, written } from './paths.ts'
import { personalWords } from './personal-words.ts'
import { noticingResume } from './power.ts'
import { denyPages, denySession } from './security.ts'
import { createTray } from './tray.ts'
import { trayActions } from './tray-actions.ts'
import { createMainWindow } from './window.ts'

export type Shell = { open: (screen?: Screen) => void }
/** What the app works with: the real thing, or what a test puts in its place. */
export type MakeServices = (options: Parameters<typeof compose>[0]) => Services

/** Puts the app into its window and tray. Electron is ready. */
export async function startShell(makeServices: MakeServices): Promise<Shell> {
  const quit = new AbortController()
  let desk: Desk | null = null
  const log = createLog(written().log, () => personalWords(desk?.store.current()))
  const tell = (problem?: Sentence) => desk?.tellProblem(problem)
  const onBug = catchBugs(log, tell)

  denyPages()
  denySession(session.defaultSession)
  serveApp(session.defaultSession, bundled)

  const services = noticingResume(
    makeServices({ onSettingsMoved: (file) => tell({ key: 'ui.problem.settings-moved', params: { file } }) }),
  )
  const ready = await createDesk({
    services,
    desktop: createDesktop({ log, tellProblem: tell, open: (screen) => window.open(screen) }),
    quit: quit.signal,
    onBug: (error) => log.error('In the background', error),
    onWindowError: (message) => log.error('In the window', message),
  })
  desk = ready
  const { store, handlers } = ready
  const t = () => createTranslator(store.current().language)
  const window = createMainWindow({ t, log, onShow: (screen) => server.emit('show', { screen }) })
  const server = serve(handlers, createIpcTransport(window.page), onBug)
  const tray = createTray(store.current(), trayActions(handlers, window.open, onBug), ready.readLoginItem)
  app.on('browser-window-focus', ready.readLoginItem)
  setApplicationMenu(t())
  store.onChange((state, before) => {
    server.emit('state', state)
    tray.show(state)
    if (state.language !== before.language) setApplicationMenu(t())
  })

  const running = ready.run()
  running.catch(onBug)
  endOnQuit(quit, running, ready.beforeLeaving, () => services.credentials.busy?.() === true)
  log.info(`Postern ${app.getVersion()} has started on ${process.platform}`)
  if (!isStartedHidden()) window.open()
  return { open: window.open }
}

/** There is nothing to show it in but a box of the system's. */
export function failToStart(error: unknown): void {
  const { log: file } = written()
  const t = createTranslator(languageFor(null, app.getPreferredSystemLanguages()))
  createLog(file, () => []).error('Not started', error)
  dialog.showErrorBox(t('shell.not-started.title'), t('shell.not-started.text', { file }))
  app.exit(1)
}
