import { spawn } from 'node:child_process'
import { homedir } from 'node:os'
import process from 'node:process'
import { app, autoUpdater, clipboard, net, session, shell } from 'electron'
import type { Desktop } from '../app/desk/context.ts'
import type { Sentence } from '../contract/sentence.ts'
import type { Screen } from '../contract/state.ts'
import { appImageOf } from './app-image.ts'
import { isExternalPage } from './external-pages.ts'
import { isStartedHidden } from './lifecycle.ts'
import type { Log } from './log.ts'
import { createLoginItem } from './login-item.ts'
import { createNotifier } from './notifier.ts'
import { watchLock } from './power.ts'
import { caches } from './paths.ts'
import { saveFile } from './save-file.ts'
import { createUpdater } from './updater.ts'

export type DesktopOptions = {
  log: Log
  /** What the desktop does not do is told, with what to do instead. */
  tellProblem: (problem: Sentence) => void
  /** Opens the window. */
  open: (screen: Screen) => void
}

/** The desktop for the app behind the window. */
export function createDesktop({ log, tellProblem, open }: DesktopOptions): Desktop {
  const isAtLogin = isStartedHidden()
  const appImage = appImageOf(process.env, process.execPath)
  const loginItem = createLoginItem({
    platform: process.platform,
    env: process.env,
    home: homedir(),
    // An AppImage is mounted elsewhere each time.
    command: [appImage ?? process.execPath, ...(app.isPackaged ? [] : [app.getAppPath()])],
    app,
  })
  return {
    version: app.getVersion(),
    platform: platformName(),
    systemLanguages: app.getPreferredSystemLanguages(),
    copy: (text) => {
      clipboard.writeText(text).catch((error: unknown) => {
        log.error('Clipboard', error)
        tellProblem({ key: 'ui.problem.clipboard', params: {} })
      })
    },
    openPage: async (url) => {
      if (!isExternalPage(url)) throw new Error(`Not a page to open: ${url}`)
      try {
        await shell.openExternal(url)
      } catch (error) {
        log.error('No browser', error)
        tellProblem({ key: 'ui.problem.no-browser', params: { page: url } })
      }
    },
    saveFile: (name, text) => saveFile(name, text, log, tellProblem),
    openFile: async (file) => {
      const problem = await shell.openPath(file)
      // It is where the person has put it, and can be opened from there.
      if (problem !== '') log.error('Not opened', new Error(problem))
      return problem === ''
    },
    notify: createNotifier(log, open),
    isLocked: watchLock(),
    sinceLoginMs: () => (isAtLogin ? process.uptime() * 1_000 : Infinity),
    loginItem: {
      read: loginItem.read,
      set: (on) => {
        try {
          loginItem.set(on)
        } catch (error) {
          log.error('Start at login', error)
          tellProblem({ key: 'ui.problem.start-at-login', params: {} })
        }
      },
    },
    updater: createUpdater({
      platform: process.platform,
      version: app.getVersion(),
      resources: process.resourcesPath,
      caches: caches(),
      appImage,
      log,
      send: (options) =>
        net.request({ ...options, session: session.fromPartition('updates', { cache: false }) }),
      quit: () => app.quit(),
      start: (program) => {
        // Or the newer one would hand over to this one and end.
        app.releaseSingleInstanceLock()
        spawn(program, [], { detached: true, stdio: 'ignore' }).unref()
      },
      squirrel: () => autoUpdater,
    }),
  }
}

function platformName(): Desktop['platform'] {
  switch (process.platform) {
    case 'win32':
      return 'windows'
    case 'darwin':
      return 'macos'
    default:
      return 'linux'
  }
}
