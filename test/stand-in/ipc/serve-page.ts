import type * as Electron from 'electron'
import { createEvent } from '../event.ts'
import type { WebContents } from '../window/web-contents.ts'
import { ipcMain } from './ipc-main.ts'
import type { PageListener } from './page-ipc.ts'

/** Hands a page's messages to the app's listeners and handlers, with who sent them. */
export function servePage(contents: WebContents): PageListener {
  const sender = (): object => ({
    sender: contents,
    senderFrame: contents.mainFrame,
    frameId: 1,
    processId: 1,
    type: 'frame',
  })
  return {
    onSend(channel, args) {
      const reply = (replyChannel: string, ...values: unknown[]): void =>
        contents.send(replyChannel, ...values)
      const event = createEvent({ ...sender(), ports: [], reply })
      contents.emit('ipc-message', event, channel, ...args)
      ipcMain.emit(channel, event, ...args)
    },
    async onInvoke(channel, args) {
      const handler = ipcMain.handlerOf(channel)
      if (!handler) throw new Error(`No handler registered for '${channel}'`)
      try {
        return (await handler(createEvent(sender()) as Electron.IpcMainInvokeEvent, ...args)) as unknown
      } catch (error) {
        console.error(`Error occurred in handler for '${channel}':`, error)
        throw error
      }
    },
    onPreloadError(error) {
      const { preload = '' } = contents.getLastWebPreferences()
      contents.emit('preload-error', createEvent({}), preload, error)
    },
  }
}
