import { EventEmitter } from 'node:events'
import path from 'node:path'
import { pathToFileURL } from 'node:url'
import type * as Electron from 'electron'
import { defaultSession } from '../content/session.ts'
import { nativeTheme } from '../desktop/native-theme.ts'
import { pack } from '../ipc/clone.ts'
import { guardClass } from '../not-covered.ts'
import { app } from '../process/app.ts'
import type { BrowserWindow } from './browser-window.ts'
import { Frame } from './frame.ts'
import { loadPage } from './load-page.ts'
import { openPage, type Page } from './open-page.ts'
import { closeTarget, ignoreGone } from './targets.ts'
import { userAgent } from './user-agent.ts'
import { safePreferences } from './web-preferences.ts'
import { askForWindow, type WindowOpenHandler } from './window-open.ts'

let lastId = 0
const all = new Map<number, WebContents>()

/** A window's content: a real page of Chromium, driven over the DevTools protocol. */
export class WebContents
  extends EventEmitter
  implements
    Pick<
      Electron.WebContents,
      | 'loadURL'
      | 'loadFile'
      | 'reload'
      | 'stop'
      | 'getURL'
      | 'getTitle'
      | 'getUserAgent'
      | 'isDestroyed'
      | 'isCrashed'
      | 'isLoading'
      | 'send'
      | 'executeJavaScript'
      | 'forcefullyCrashRenderer'
      | 'setWindowOpenHandler'
      | 'close'
      | 'focus'
      | 'isFocused'
      | 'setZoomFactor'
      | 'getZoomFactor'
      | 'setZoomLevel'
      | 'getZoomLevel'
      | 'setVisualZoomLevelLimits'
      | 'openDevTools'
      | 'closeDevTools'
      | 'isDevToolsOpened'
      | 'id'
    >
{
  readonly id: number
  readonly session = defaultSession
  readonly #window: BrowserWindow
  readonly #preferences: Electron.WebPreferences
  readonly #page: Promise<Page>
  #targetId = ''
  readonly #onTheme = (): void => this.#withPage(({ view }) => view.applyTheme())
  #url = ''
  #title = ''
  #zoom: number
  #loading = false
  #crashed = false
  #destroyed = false
  #windowOpen: WindowOpenHandler | undefined

  static fromId(id: number): WebContents | undefined {
    return all.get(id)
  }

  static getAllWebContents(): WebContents[] {
    return [...all.values()]
  }

  static fromDevToolsTargetId(targetId: string): WebContents | undefined {
    return [...all.values()].find((contents) => contents.#targetId === targetId)
  }

  constructor(window: BrowserWindow, options: Electron.BrowserWindowConstructorOptions) {
    super()
    lastId += 1
    this.id = lastId
    this.#window = window
    this.#preferences = safePreferences(options.webPreferences ?? {})
    this.#zoom = this.#preferences.zoomFactor ?? 1
    this.#page = this.#open(options.show === false)
    this.#page.catch((error: unknown) => {
      if (!this.#destroyed) console.error('stand-in: a window could not be opened', error)
    })
    all.set(this.id, this)
    nativeTheme.on('updated', this.#onTheme)
  }

  get mainFrame(): Frame {
    return new Frame(this.#url)
  }

  async loadURL(url: string): Promise<void> {
    const { devTools, requests } = await this.#page
    await loadPage(this, devTools, requests, url)
  }

  loadFile(file: string, options: Electron.LoadFileOptions = {}): Promise<void> {
    const url = pathToFileURL(path.resolve(app.getAppPath(), file))
    url.search = options.search ?? new URLSearchParams(options.query).toString()
    url.hash = options.hash ?? ''
    return this.loadURL(url.href)
  }

  reload(): void {
    this.#withPage(async ({ devTools, requests }) => {
      requests.expect(this.#url.replace(/#.*/, ''))
      await devTools.send('Page.reload')
    })
  }

  stop(): void {
    this.#withPage(({ devTools }) => devTools.send('Page.stopLoading'))
  }

  send(channel: string, ...args: unknown[]): void {
    this.#mustLive()
    const text = pack(args)
    this.#withPage(({ ipc }) => ipc.send(channel, text))
  }

  async executeJavaScript(code: string): Promise<unknown> {
    const { devTools } = await this.#page
    const { result, exceptionDetails } = await devTools.send('Runtime.evaluate', {
      expression: code,
      awaitPromise: true,
      returnByValue: true,
    })
    if (exceptionDetails) throw new Error(exceptionDetails.exception?.description ?? exceptionDetails.text)
    return result.value as unknown
  }

  forcefullyCrashRenderer(): void {
    this.#withPage(({ devTools }) => devTools.send('Page.crash'))
  }

  setWindowOpenHandler(handler: WindowOpenHandler): void {
    this.#windowOpen = handler
  }

  setZoomFactor(factor: number): void {
    this.#mustLive()
    this.#zoom = factor
    this.resize()
  }

  getZoomFactor(): number {
    return this.#zoom
  }

  setZoomLevel(level: number): void {
    this.setZoomFactor(1.2 ** level)
  }

  getZoomLevel(): number {
    return Math.log(this.#zoom) / Math.log(1.2)
  }

  setVisualZoomLevelLimits(): Promise<void> {
    return Promise.resolve()
  }

  getURL(): string {
    return this.#url
  }

  getTitle(): string {
    return this.#title
  }

  getUserAgent(): string {
    return userAgent()
  }

  /** Undocumented in Electron too, and what specs of a window's safety read. */
  getLastWebPreferences(): Electron.WebPreferences {
    return this.#preferences
  }

  isDestroyed(): boolean {
    return this.#destroyed
  }

  isCrashed(): boolean {
    return this.#crashed
  }

  isLoading(): boolean {
    return this.#loading
  }

  focus(): void {
    this.#window.focus()
  }

  isFocused(): boolean {
    return this.#window.isFocused()
  }

  close(): void {
    this.#window.close()
  }

  openDevTools(): void {
    // Headless Chromium shows none.
  }

  closeDevTools(): void {
    // Headless Chromium shows none.
  }

  isDevToolsOpened(): boolean {
    return false
  }

  /** For the window: its content has the window's size. */
  resize(): void {
    const [width, height] = this.#window.getSize()
    this.#withPage(({ view }) => view.resize(width, height, this.#zoom))
  }

  /** For the window: it was shown or hidden. */
  setVisible(visible: boolean): void {
    this.#withPage(({ view }) => view.setVisible(visible))
  }

  /** For the window: it has been destroyed. */
  destroy(): void {
    if (this.#destroyed) return
    this.#destroyed = true
    all.delete(this.id)
    nativeTheme.off('updated', this.#onTheme)
    this.#withPage(({ targetId, requests }) => {
      requests.stop()
      return closeTarget(targetId)
    })
    this.emit('destroyed')
  }

  #mustLive(): void {
    if (this.#destroyed) throw new TypeError('Object has been destroyed')
  }

  #withPage(use: (page: Page) => Promise<unknown>): void {
    this.#page.then(use).catch(ignoreGone)
  }

  #open(background: boolean): Promise<Page> {
    return openPage(this, {
      background,
      preload: this.#preferences.preload,
      prepare: async ({ view }) => {
        const [width, height] = this.#window.getSize()
        await view.resize(width, height, this.#zoom)
        await view.applyTheme()
      },
      state: {
        onOpened: (targetId) => {
          this.#targetId = targetId
        },
        onNavigated: (url) => {
          this.#crashed = false
          this.#url = url
          // Whoever attached meanwhile may have emulated another.
          this.#onTheme()
        },
        onLoading: (loading) => {
          this.#loading = loading
        },
        onTitle: (title) => {
          if (title === '' || title === this.#title) return
          this.#title = title
          this.#window.pageTitled(title)
        },
        onFirstPaint: () => this.#window.painted(),
        onWindowWanted: (request) => askForWindow(this.#windowOpen, request),
        onCrashed: () => {
          this.#crashed = true
          this.#loading = false
        },
        onGone: () => this.#window.destroy(),
      },
    })
  }
}

guardClass('WebContents', WebContents)
