import { EventEmitter } from 'node:events'
import type * as Electron from 'electron'
import { guardClass } from '../not-covered.ts'

type Handler = Parameters<Electron.IpcMain['handle']>[1]

/** Electron's `ipcMain`: events are emitted on it, invocations look their handler up. */
class IpcMain
  extends EventEmitter
  implements Pick<Electron.IpcMain, 'handle' | 'handleOnce' | 'removeHandler'>
{
  readonly #handlers = new Map<string, Handler>()

  handle(channel: string, handler: Handler): void {
    if (this.#handlers.has(channel))
      throw new Error(`Attempted to register a second handler for '${channel}'`)
    if (typeof handler !== 'function')
      throw new TypeError(`Expected handler to be a function, but found type '${typeof handler}'`)
    this.#handlers.set(channel, handler)
  }

  handleOnce(channel: string, handler: Handler): void {
    this.handle(channel, (event, ...args: unknown[]): unknown => {
      this.removeHandler(channel)
      return handler(event, ...args)
    })
  }

  removeHandler(channel: string): void {
    this.#handlers.delete(channel)
  }

  /** For the windows: what answers an invocation. */
  handlerOf(channel: string): Handler | undefined {
    return this.#handlers.get(channel)
  }
}

guardClass('IpcMain', IpcMain)
export const ipcMain = new IpcMain()
