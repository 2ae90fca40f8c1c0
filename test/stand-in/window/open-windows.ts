import { EventEmitter } from 'node:events'
import type { BrowserWindow } from './browser-window.ts'

/** The windows there are, and which of them has the focus. */
class OpenWindows extends EventEmitter<{ 'all-closed': [] }> {
  focused: BrowserWindow | null = null
  readonly #windows = new Map<number, BrowserWindow>()

  add(window: BrowserWindow): void {
    this.#windows.set(window.id, window)
  }

  remove(window: BrowserWindow): void {
    this.#windows.delete(window.id)
    if (this.#windows.size === 0) this.emit('all-closed')
  }

  all(): BrowserWindow[] {
    return [...this.#windows.values()]
  }

  get(id: number): BrowserWindow | null {
    return this.#windows.get(id) ?? null
  }
}

export const openWindows = new OpenWindows()
