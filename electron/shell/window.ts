import path from 'node:path'
import process from 'node:process'
import { app, BrowserWindow, dialog, nativeTheme, type WebContents } from 'electron'
import type { Screen } from '../contract/state.ts'
import type { Translate } from '../text/translate.ts'
import { startPage } from './app-files.ts'
import { createCrashLimit } from './crash-limit.ts'
import type { Log } from './log.ts'
import { bundled } from './paths.ts'

export type MainWindow = {
  /** Opens the window, or brings it to the front, and goes to a screen. */
  open: (screen?: Screen) => void
  /** The window's page, while there is one. */
  page: () => WebContents | null
}

export type MainWindowOptions = {
  t: () => Translate
  log: Log
  /** The page can be told where to go. */
  onShow: (screen: Screen) => void
}

/** The height of the strip that the page draws as its title bar. */
const titleBarHeight = 40

/** The one window. It is made when it is first wanted, and gone when it is closed: only the tray stays. */
export function createMainWindow({ t, log, onShow }: MainWindowOptions): MainWindow {
  let window: BrowserWindow | null = null
  let isLoaded = false
  let wanted: Screen | null = null

  const loaded = () => {
    isLoaded = true
    if (wanted !== null) onShow(wanted)
    wanted = null
  }
  const crashed = (opened: BrowserWindow, again: boolean) => {
    isLoaded = false
    // The state is in this process: a new page shows what the old one showed.
    if (again) opened.webContents.reload()
    else {
      opened.destroy()
      dialog.showErrorBox(t()('shell.window-failed.title'), t()('shell.window-failed.text'))
    }
  }
  const create = () => {
    const opened = new BrowserWindow(options())
    const { webContents } = opened
    const isWorthRetrying = createCrashLimit(Date.now)
    isLoaded = false
    opened.setMenuBarVisibility(false)
    opened.once('ready-to-show', () => opened.show())
    opened.once('closed', () => {
      if (window === opened) window = null
    })
    webContents.on('dom-ready', loaded)
    webContents.on('render-process-gone', (_event, { reason, exitCode }) => {
      if (reason === 'clean-exit' || opened.isDestroyed()) return
      log.error('The window failed', `${reason} (${exitCode})`)
      crashed(opened, isWorthRetrying())
    })
    opened.loadURL(startPage).catch((error: unknown) => {
      if (!opened.isDestroyed()) log.error('The window did not load', error)
    })
    return opened
  }

  nativeTheme.on('updated', () => {
    if (window === null) return
    window.setBackgroundColor(colours().color)
    if (process.platform === 'win32') window.setTitleBarOverlay({ ...colours(), height: titleBarHeight })
  })
  return {
    page: () => window?.webContents ?? null,
    open: (screen) => {
      if (screen !== undefined) wanted = screen
      if (window === null) {
        void app.dock?.show()
        window = create()
        return
      }
      if (isLoaded) loaded()
      if (window.isMinimized()) window.restore()
      window.show()
      window.focus()
    },
  }
}

function options(): Electron.BrowserWindowConstructorOptions {
  const { color, symbolColor } = colours()
  return {
    width: 960,
    height: 680,
    minWidth: 560,
    minHeight: 480,
    show: false,
    title: app.getName(),
    backgroundColor: color,
    ...titleBar(color, symbolColor),
    ...(process.platform === 'linux' ? { icon: path.join(bundled.icons, 'app', '128x128.png') } : {}),
    webPreferences: {
      preload: bundled.preload,
      sandbox: true,
      contextIsolation: true,
      nodeIntegration: false,
      webviewTag: false,
      spellcheck: false,
      navigateOnDragDrop: false,
      devTools: !app.isPackaged,
    },
  }
}

/** The page draws its own title strip, and leaves the corner to the system's buttons; on Linux the system draws all. */
function titleBar(color: string, symbolColor: string): Electron.BrowserWindowConstructorOptions {
  switch (process.platform) {
    case 'darwin':
      return { titleBarStyle: 'hidden', trafficLightPosition: { x: 18, y: 14 } }
    case 'win32':
      return { titleBarStyle: 'hidden', titleBarOverlay: { color, symbolColor, height: titleBarHeight } }
    default:
      return {}
  }
}

/** As the page's own surface and ink, so that nothing flashes before it is there. */
function colours(): { color: string; symbolColor: string } {
  return nativeTheme.shouldUseDarkColors
    ? { color: '#191f1e', symbolColor: '#e8eeec' }
    : { color: '#ffffff', symbolColor: '#14201d' }
}
