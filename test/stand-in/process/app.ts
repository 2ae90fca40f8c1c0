import { spawn } from 'node:child_process'
import { EventEmitter } from 'node:events'
import { mkdirSync } from 'node:fs'
import path from 'node:path'
import process from 'node:process'
import type * as Electron from 'electron'
import { createEvent } from '../event.ts'
import { guardClass } from '../not-covered.ts'
import { openWindows } from '../window/open-windows.ts'
import { CommandLine } from './command-line.ts'
import { Dock } from './dock.ts'
import { systemLanguages } from './languages.ts'
import { defaultPath } from './paths.ts'
import { SingleInstance } from './single-instance.ts'

type Manifest = { name?: string; productName?: string; version?: string }

/** Electron's `app`: lifecycle, names, folders, the single-instance lock. */
class App
  extends EventEmitter
  implements
    Pick<
      Electron.App,
      | 'whenReady'
      | 'isReady'
      | 'quit'
      | 'exit'
      | 'relaunch'
      | 'requestSingleInstanceLock'
      | 'hasSingleInstanceLock'
      | 'releaseSingleInstanceLock'
      | 'getPath'
      | 'setPath'
      | 'setAppLogsPath'
      | 'getName'
      | 'setName'
      | 'getVersion'
      | 'getAppPath'
      | 'getLocale'
      | 'getSystemLocale'
      | 'getPreferredSystemLanguages'
      | 'getLocaleCountryCode'
      | 'setLoginItemSettings'
      | 'getLoginItemSettings'
      | 'setAppUserModelId'
      | 'enableSandbox'
      | 'disableHardwareAcceleration'
      | 'setAboutPanelOptions'
      | 'focus'
      | 'hide'
      | 'show'
      | 'isPackaged'
      | 'name'
      | 'userAgentFallback'
    >
{
  readonly commandLine = new CommandLine()
  readonly isPackaged = false
  userAgentFallback = ''
  name = 'Electron'
  readonly #dock = new Dock()
  readonly #lock = new SingleInstance()
  readonly #paths = new Map<string, string>()
  readonly #becameReady = Promise.withResolvers<undefined>()
  #ready = false
  #version = ''
  #appPath = ''
  #quitting = false
  #relaunch: string[] | undefined
  #stopChromium: () => Promise<void> = () => Promise.resolve()

  /** Called by start.ts before the app's own code. */
  prepare(appPath: string, manifest: Manifest): void {
    this.#appPath = appPath
    this.name = manifest.productName ?? manifest.name ?? 'Electron'
    this.#version = manifest.version ?? ''
    openWindows.on('all-closed', () => this.#allWindowsClosed())
  }

  /** Called by start.ts once Chromium runs. */
  becomeReady(stopChromium: () => Promise<void>): void {
    this.#stopChromium = stopChromium
    this.#ready = true
    this.emit('will-finish-launching')
    this.emit('ready', createEvent({}), {})
    this.#becameReady.resolve(undefined)
  }

  whenReady(): Promise<void> {
    return this.#becameReady.promise
  }

  isReady(): boolean {
    return this.#ready
  }

  get dock(): Dock | undefined {
    return process.platform === 'darwin' ? this.#dock : undefined
  }

  quit(): void {
    const before = createEvent({})
    this.emit('before-quit', before)
    if (before.defaultPrevented) return
    this.#quitting = true
    const windows = openWindows.all()
    if (windows.length === 0) {
      this.#willQuit()
      return
    }
    for (const window of windows) {
      window.close()
      if (!window.isDestroyed()) {
        this.#quitting = false
        return
      }
    }
  }

  exit(exitCode = 0): void {
    this.emit('quit', createEvent({}), exitCode)
    void this.#end(exitCode)
  }

  relaunch(options: Electron.RelaunchOptions = {}): void {
    this.#relaunch = [options.execPath ?? this.getPath('exe'), ...(options.args ?? process.argv.slice(1))]
  }

  requestSingleInstanceLock(additionalData: unknown = {}): boolean {
    return this.#lock.request(this.getPath('userData'), additionalData, (other) => {
      void this.whenReady().then(() =>
        this.emit('second-instance', createEvent({}), other.argv, other.cwd, other.additionalData),
      )
    })
  }

  hasSingleInstanceLock(): boolean {
    return this.#lock.held
  }

  releaseSingleInstanceLock(): void {
    this.#lock.release()
  }

  getPath(name: string): string {
    return (
      this.#paths.get(name) ?? defaultPath(name, this.name, this.commandLine.getSwitchValue('user-data-dir'))
    )
  }

  setPath(name: string, folder: string): void {
    if (!path.isAbsolute(folder)) throw new Error('Path must be absolute')
    defaultPath(name, this.name, '')
    mkdirSync(folder, { recursive: true })
    this.#paths.set(name, folder)
  }

  setAppLogsPath(folder?: string): void {
    this.#paths.set('logs', folder ?? path.join(this.getPath('userData'), 'logs'))
  }

  getName(): string {
    return this.name
  }

  setName(name: string): void {
    this.name = name
  }

  getVersion(): string {
    return this.#version
  }

  getAppPath(): string {
    return this.#appPath
  }

  getLocale(): string {
    return this.commandLine.getSwitchValue('lang') || this.getSystemLocale()
  }

  getSystemLocale(): string {
    return systemLanguages()[0] ?? 'en-US'
  }

  getPreferredSystemLanguages(): string[] {
    return systemLanguages()
  }

  getLocaleCountryCode(): string {
    return this.getSystemLocale().split('-')[1] ?? ''
  }

  setLoginItemSettings(): void {
    // As in Electron on Linux: nothing.
  }

  getLoginItemSettings(): Electron.LoginItemSettings {
    return {
      openAtLogin: false,
      wasOpenedAtLogin: false,
      status: 'not-registered',
      executableWillLaunchAtLogin: false,
      launchItems: [],
    }
  }

  setAppUserModelId(): void {
    // Windows only.
  }

  enableSandbox(): void {
    this.#onlyBeforeReady('enableSandbox')
  }

  disableHardwareAcceleration(): void {
    this.#onlyBeforeReady('disableHardwareAcceleration')
  }

  setAboutPanelOptions(): void {
    // There is no panel to show them.
  }

  focus(): void {
    openWindows.all()[0]?.focus()
  }

  hide(): void {
    // macOS only.
  }

  show(): void {
    // macOS only.
  }

  #onlyBeforeReady(name: string): void {
    if (this.#ready) throw new Error(`app.${name}() can only be called before app is ready`)
  }

  #allWindowsClosed(): void {
    if (this.#quitting) this.#willQuit()
    else if (this.listenerCount('window-all-closed') > 0) this.emit('window-all-closed')
    else this.quit()
  }

  #willQuit(): void {
    const event = createEvent({})
    this.emit('will-quit', event)
    if (event.defaultPrevented) this.#quitting = false
    else this.exit(0)
  }

  async #end(exitCode: number): Promise<never> {
    this.#lock.release()
    await this.#stopChromium()
    const [command, ...args] = this.#relaunch ?? []
    if (command !== undefined) spawn(command, args, { detached: true, stdio: 'ignore' }).unref()
    process.exit(exitCode)
  }
}

guardClass('App', App)
export const app = new App()
