import { EventEmitter } from 'node:events'
import type * as Electron from 'electron'
import { screen } from '../desktop/screen.ts'

/** A window's place on the screen, and what of it only a desktop would show. */
export abstract class WindowFrame
  extends EventEmitter
  implements
    Pick<
      Electron.BrowserWindow,
      | 'setBounds'
      | 'getBounds'
      | 'setSize'
      | 'setPosition'
      | 'setMinimumSize'
      | 'center'
      | 'setAlwaysOnTop'
      | 'isAlwaysOnTop'
      | 'setBackgroundColor'
      | 'setMenu'
      | 'removeMenu'
      | 'setMenuBarVisibility'
      | 'setAutoHideMenuBar'
      | 'setIcon'
      | 'setSkipTaskbar'
      | 'flashFrame'
    >
{
  #bounds: Electron.Rectangle
  #minimum: Electron.Size
  #onTop: boolean

  constructor(options: Electron.BrowserWindowConstructorOptions) {
    super()
    const { x = 0, y = 0, width = 800, height = 600 } = options
    this.#minimum = { width: options.minWidth ?? 0, height: options.minHeight ?? 0 }
    this.#bounds = this.#atLeastMinimum({ x, y, width, height })
    this.#onTop = options.alwaysOnTop ?? false
  }

  setBounds(bounds: Partial<Electron.Rectangle>): void {
    this.mustLive()
    const before = this.#bounds
    const after = this.#atLeastMinimum({ ...before, ...bounds })
    this.#bounds = after
    if (before.width !== after.width || before.height !== after.height) {
      this.resized()
      this.emit('resize')
      this.emit('resized')
    }
    if (before.x !== after.x || before.y !== after.y) {
      this.emit('move')
      this.emit('moved')
    }
  }

  getBounds(): Electron.Rectangle {
    return { ...this.#bounds }
  }

  setSize(width: number, height: number): void {
    this.setBounds({ width, height })
  }

  getSize(): [width: number, height: number] {
    return [this.#bounds.width, this.#bounds.height]
  }

  setPosition(x: number, y: number): void {
    this.setBounds({ x, y })
  }

  getPosition(): [x: number, y: number] {
    return [this.#bounds.x, this.#bounds.y]
  }

  setMinimumSize(width: number, height: number): void {
    this.#minimum = { width, height }
  }

  center(): void {
    const { width, height } = screen.getPrimaryDisplay().size
    this.setPosition(
      Math.round((width - this.#bounds.width) / 2),
      Math.round((height - this.#bounds.height) / 2),
    )
  }

  setAlwaysOnTop(flag: boolean): void {
    this.#onTop = flag
  }

  isAlwaysOnTop(): boolean {
    return this.#onTop
  }

  setBackgroundColor(): void {
    // The page's own background covers it.
  }

  setMenu(): void {
    // There is no frame to show it.
  }

  removeMenu(): void {
    // There is no frame to show it.
  }

  setMenuBarVisibility(): void {
    // There is no frame to show it.
  }

  setAutoHideMenuBar(): void {
    // There is no frame to show it.
  }

  setIcon(): void {
    // There is no frame to show it.
  }

  setSkipTaskbar(): void {
    // There is no taskbar.
  }

  flashFrame(): void {
    // There is no taskbar.
  }

  protected abstract resized(): void
  protected abstract mustLive(): void

  #atLeastMinimum(bounds: Electron.Rectangle): Electron.Rectangle {
    return {
      ...bounds,
      width: Math.max(bounds.width, this.#minimum.width),
      height: Math.max(bounds.height, this.#minimum.height),
    }
  }
}
