import { type ElectronApplication, type JSHandle, expect } from '@playwright/test'

type TrayEntry = {
  tray: Electron.Tray
  menu: Electron.Menu | null
  toolTip: string
  title: string
  image: Electron.NativeImage | string | null
  /** What it has looked like, from the first time on. */
  looks: { file: string; toolTip: string }[]
}
/** What probe.cjs records in the main process. */
export type Probe = {
  trays: TrayEntry[]
  notifications: Electron.Notification[]
  opened: string[]
  shownInFolder: string[]
  copied: string[]
  dialogs: { title: string; content: string }[]
  loginItems: { openAtLogin?: boolean }[]
  handlers: Record<string, (event: object, ...args: unknown[]) => Promise<unknown>>
  crashReporterStarts: number
}
declare global {
  /** What probe.cjs sets. */
  var probe: Probe
}

export type MenuEntry = {
  id: string
  label: string
  type: string
  enabled: boolean
  visible: boolean
  checked: boolean
  submenu: MenuEntry[]
}

/** The desktop around the app, as far as the main process can tell of it: tray, notifications, opened pages. */
export class Desktop {
  readonly #app: ElectronApplication

  constructor(app: ElectronApplication) {
    this.#app = app
  }

  async clickTray(event: 'click' | 'right-click' | 'double-click' = 'click'): Promise<void> {
    await expect.poll(() => this.trays()).toBeGreaterThan(0)
    await this.#app.evaluate((_electron, name) => {
      const bounds = { x: 0, y: 0, width: 24, height: 24 }
      probe.trays[0]?.tray.emit(name, {}, bounds, { x: 0, y: 0 })
    }, event)
  }

  toolTip(): Promise<string> {
    return this.#app.evaluate(() => probe.trays[0]?.toolTip ?? '')
  }

  /** What the tray has shown, in its order: the mark and the words. */
  async trayLooks(): Promise<{ mark: string; toolTip: string }[]> {
    const looks = await this.#app.evaluate(() => probe.trays[0]?.looks ?? [])
    return looks.map(({ file, toolTip }) => ({ mark: /(\w+)-[\w-]+\.png$/.exec(file)?.[1] ?? '', toolTip }))
  }

  trays(): Promise<number> {
    return this.#app.evaluate(() => probe.trays.length)
  }

  /** The tray's items, separators included. */
  trayMenu(): Promise<MenuEntry[]> {
    return this.#app.evaluate(() => {
      const entries = (menu: Electron.Menu | null | undefined): MenuEntry[] =>
        (menu?.items ?? []).map(({ id, label, type, enabled, visible, checked, submenu }) => ({
          id,
          label,
          type,
          enabled,
          visible,
          checked,
          submenu: entries(submenu),
        }))
      return entries(probe.trays[0]?.menu)
    })
  }

  /** Clicks an item of the tray's menu as a person would, as soon as it is there and enabled. */
  async clickTrayMenu(id: string): Promise<void> {
    const state = (): Promise<string> =>
      this.#app.evaluate((_electron, wanted) => {
        const item = probe.trays[0]?.menu?.getMenuItemById(wanted)
        if (!item) return 'missing'
        return item.enabled ? 'enabled' : 'disabled'
      }, id)
    await expect.poll(state, `the item "${id}" of the tray's menu`).toBe('enabled')
    await this.#app.evaluate((_electron, wanted) => {
      const item = probe.trays[0]?.menu?.getMenuItemById(wanted)
      // Quitting ends the process before it could answer.
      setImmediate(() => {
        item?.click()
      })
    }, id)
  }

  notifications(): Promise<{ title: string; body: string }[]> {
    return this.#app.evaluate(() => probe.notifications.map(({ title, body }) => ({ title, body })))
  }

  async clickNotification(index = 0): Promise<void> {
    await this.#app.evaluate((_electron, at) => probe.notifications[at]?.emit('click', {}), index)
  }

  opened(): Promise<string[]> {
    return this.#app.evaluate(() => probe.opened)
  }

  copied(): Promise<string[]> {
    return this.#app.evaluate(() => probe.copied)
  }

  dialogs(): Promise<Probe['dialogs']> {
    return this.#app.evaluate(() => probe.dialogs)
  }

  /** The machine wakes, sleeps, is locked or unlocked. */
  async power(event: 'suspend' | 'resume' | 'lock-screen' | 'unlock-screen'): Promise<void> {
    await this.#app.evaluate(({ powerMonitor }, name) => powerMonitor.emit(name), event)
  }

  /** The system's panels and windows become dark or light. */
  async setSystemDark(dark: boolean): Promise<void> {
    await this.#app.evaluate(({ nativeTheme }, value) => {
      for (const name of ['shouldUseDarkColors', 'shouldUseDarkColorsForSystemIntegratedUI'])
        Object.defineProperty(nativeTheme, name, { value, configurable: true })
      nativeTheme.emit('updated')
    }, dark)
  }

  /** Every window's zoom: 2 is 200 %. */
  async zoom(factor: number): Promise<void> {
    await this.#app.evaluate(({ BrowserWindow }, value) => {
      for (const window of BrowserWindow.getAllWindows()) window.webContents.setZoomFactor(value)
    }, factor)
  }

  /** The first window of the main process, for what only the main process knows. */
  window(): Promise<JSHandle<Electron.BrowserWindow>> {
    return this.#app.evaluateHandle(({ BrowserWindow }) => {
      const [window] = BrowserWindow.getAllWindows()
      if (!window) throw new Error('There is no window')
      return window
    })
  }
}
