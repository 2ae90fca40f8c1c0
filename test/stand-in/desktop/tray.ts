import { EventEmitter } from 'node:events'
import { existsSync } from 'node:fs'
import type * as Electron from 'electron'
import { guardClass } from '../not-covered.ts'
import { app } from '../process/app.ts'

/** A tray icon: there is no desktop to show it; a spec emits its events. */
export class Tray
  extends EventEmitter
  implements
    Pick<
      Electron.Tray,
      | 'setImage'
      | 'setPressedImage'
      | 'setToolTip'
      | 'setTitle'
      | 'getTitle'
      | 'setContextMenu'
      | 'popUpContextMenu'
      | 'closeContextMenu'
      | 'getBounds'
      | 'setIgnoreDoubleClickEvents'
      | 'getIgnoreDoubleClickEvents'
      | 'focus'
      | 'destroy'
      | 'isDestroyed'
    >
{
  #destroyed = false
  #ignoresDoubleClicks = false
  #title = ''
  #menu: Electron.Menu | null = null

  constructor(image: Electron.NativeImage | string) {
    super()
    if (!app.isReady()) throw new Error('Cannot create Tray before app is ready')
    this.setImage(image)
  }

  setImage(image: Electron.NativeImage | string): void {
    this.#mustLive()
    mustExist(image)
  }

  setPressedImage(image: Electron.NativeImage | string): void {
    this.#mustLive()
    mustExist(image)
  }

  setToolTip(): void {
    this.#mustLive()
  }

  setTitle(title: string): void {
    this.#mustLive()
    this.#title = title
  }

  getTitle(): string {
    this.#mustLive()
    return this.#title
  }

  setContextMenu(menu: Electron.Menu | null): void {
    this.#mustLive()
    this.#menu = menu
  }

  popUpContextMenu(menu?: Electron.Menu): void {
    this.#mustLive()
    const shown = menu ?? this.#menu
    shown?.popup()
  }

  closeContextMenu(): void {
    this.#mustLive()
    this.#menu?.closePopup()
  }

  getBounds(): Electron.Rectangle {
    this.#mustLive()
    return { x: 1200, y: 0, width: 24, height: 24 }
  }

  setIgnoreDoubleClickEvents(ignore: boolean): void {
    this.#ignoresDoubleClicks = ignore
  }

  getIgnoreDoubleClickEvents(): boolean {
    return this.#ignoresDoubleClicks
  }

  focus(): void {
    this.#mustLive()
  }

  destroy(): void {
    this.#destroyed = true
  }

  isDestroyed(): boolean {
    return this.#destroyed
  }

  #mustLive(): void {
    if (this.#destroyed) throw new TypeError('Object has been destroyed')
  }
}

function mustExist(image: Electron.NativeImage | string): void {
  if (typeof image === 'string' && !existsSync(image))
    throw new Error(`Failed to load image from path '${image}'`)
}

guardClass('Tray', Tray)
