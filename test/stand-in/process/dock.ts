import { EventEmitter } from 'node:events'
import type * as Electron from 'electron'

/** The Dock of macOS: only whether the icon is shown. */
export class Dock
  extends EventEmitter
  implements Pick<Electron.Dock, 'hide' | 'show' | 'isVisible' | 'setIcon' | 'setMenu' | 'setBadge'>
{
  #visible = true

  hide(): void {
    this.#visible = false
  }

  show(): Promise<void> {
    this.#visible = true
    return Promise.resolve()
  }

  isVisible(): boolean {
    return this.#visible
  }

  setIcon(): void {
    // There is no Dock to show it.
  }

  setMenu(): void {
    // There is no Dock to show it.
  }

  setBadge(): void {
    // There is no Dock to show it.
  }
}
