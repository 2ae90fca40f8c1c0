import type * as Electron from 'electron'
import { createEvent } from '../event.ts'
import { guardClass } from '../not-covered.ts'
import { app } from '../process/app.ts'
import { openWindows } from './open-windows.ts'
import { WebContents } from './web-contents.ts'
import { WindowFrame } from './window-frame.ts'

let lastId = 0

/** A window: its state, its events, and a real page in it. */
export class BrowserWindow
  extends WindowFrame
  implements
    Pick<
      Electron.BrowserWindow,
      | 'loadURL'
      | 'loadFile'
      | 'reload'
      | 'show'
      | 'showInactive'
      | 'hide'
      | 'focus'
      | 'blur'
      | 'minimize'
      | 'restore'
      | 'maximize'
      | 'unmaximize'
      | 'close'
      | 'destroy'
      | 'isFocused'
      | 'isVisible'
      | 'isMinimized'
      | 'isMaximized'
      | 'isDestroyed'
      | 'setTitle'
      | 'getTitle'
      | 'setTitleBarOverlay'
      | 'id'
    >
{
  readonly id: number
  readonly webContents: WebContents
  readonly #hasOverlay: boolean
  #title: string
  #visible = false
  #minimized = false
  #maximized = false
  #painted = false
  #destroyed = false

  static getAllWindows(): BrowserWindow[] {
    return openWindows.all()
  }

  static getFocusedWindow(): BrowserWindow | null {
    return openWindows.focused
  }

  static fromId(id: number): BrowserWindow | null {
    return openWindows.get(id)
  }

  static fromWebContents(contents: WebContents): BrowserWindow | null {
    return openWindows.all().find((window) => window.webContents === contents) ?? null
  }

  constructor(options: Electron.BrowserWindowConstructorOptions = {}) {
    super(options)
    if (!app.isReady()) throw new Error('Cannot create BrowserWindow before app is ready')
    lastId += 1
    this.id = lastId
    this.#title = options.title ?? app.getName()
    this.#hasOverlay = options.titleBarStyle === 'hidden' && Boolean(options.titleBarOverlay)
    this.webContents = new WebContents(this, options)
    openWindows.add(this)
    app.emit('web-contents-created', createEvent({}), this.webContents)
    app.emit('browser-window-created', createEvent({}), this)
    if (options.show !== false) this.show()
    else this.webContents.setVisible(false)
  }

  loadURL(url: string): Promise<void> {
    return this.webContents.loadURL(url)
  }

  loadFile(file: string, options?: Electron.LoadFileOptions): Promise<void> {
    return this.webContents.loadFile(file, options)
  }

  reload(): void {
    this.webContents.reload()
  }

  show(): void {
    this.#setVisible(true)
    this.focus()
  }

  showInactive(): void {
    this.#setVisible(true)
  }

  hide(): void {
    this.#setVisible(false)
    this.blur()
  }

  focus(): void {
    this.mustLive()
    if (!this.#visible || this.#minimized || openWindows.focused === this) return
    openWindows.focused?.blur()
    openWindows.focused = this
    this.emit('focus')
    app.emit('browser-window-focus', createEvent({}), this)
  }

  blur(): void {
    if (openWindows.focused !== this) return
    openWindows.focused = null
    this.emit('blur')
    app.emit('browser-window-blur', createEvent({}), this)
  }

  minimize(): void {
    this.mustLive()
    if (this.#minimized) return
    this.#minimized = true
    this.webContents.setVisible(false)
    this.emit('minimize')
    this.blur()
  }

  restore(): void {
    this.mustLive()
    if (!this.#minimized) return
    this.#minimized = false
    this.webContents.setVisible(this.#visible)
    this.emit('restore')
  }

  maximize(): void {
    this.mustLive()
    this.#maximized = true
    this.emit('maximize')
  }

  unmaximize(): void {
    this.mustLive()
    this.#maximized = false
    this.emit('unmaximize')
  }

  isFocused(): boolean {
    return openWindows.focused === this
  }

  isVisible(): boolean {
    return this.#visible && !this.#minimized
  }

  isMinimized(): boolean {
    return this.#minimized
  }

  isMaximized(): boolean {
    return this.#maximized
  }

  isDestroyed(): boolean {
    return this.#destroyed
  }

  close(): void {
    if (this.#destroyed) return
    const event = createEvent({})
    this.emit('close', event)
    if (!event.defaultPrevented) this.destroy()
  }

  destroy(): void {
    if (this.#destroyed) return
    this.blur()
    this.#destroyed = true
    this.#visible = false
    this.webContents.destroy()
    this.emit('closed')
    openWindows.remove(this)
  }

  setTitle(title: string): void {
    this.mustLive()
    this.#title = title
  }

  getTitle(): string {
    return this.#title
  }

  setTitleBarOverlay(): void {
    if (!this.#hasOverlay) throw new Error('Titlebar overlay is not enabled')
  }

  /** For the content: it has something to show. */
  painted(): void {
    if (this.#painted || this.#destroyed) return
    this.#painted = true
    this.emit('ready-to-show')
  }

  /** For the content: its page has a new title, which becomes the window's unless the app prevents it. */
  pageTitled(title: string): void {
    const event = createEvent({})
    this.emit('page-title-updated', event, title, true)
    if (!event.defaultPrevented) this.#title = title
  }

  protected override resized(): void {
    this.webContents.resize()
  }

  protected override mustLive(): void {
    if (this.#destroyed) throw new TypeError('Object has been destroyed')
  }

  #setVisible(visible: boolean): void {
    this.mustLive()
    if (this.#visible === visible) return
    this.#visible = visible
    this.webContents.setVisible(visible && !this.#minimized)
    this.emit(visible ? 'show' : 'hide')
  }
}

guardClass('BrowserWindow', BrowserWindow)
