import { ipcMain, type IpcMainInvokeEvent, type WebContents } from 'electron'
import { callChannel, type CallReply, eventChannel } from '../contract/ipc.ts'
import type { ServerTransport } from '../ipc/serve.ts'
import { origin } from './app-files.ts'
import { isSmallData } from './payload.ts'

/** More than any call of the contract needs. */
const mostBytes = 64 * 1_024

/** Carries calls and events between the program and its page. `page` gives the page of the window, while there is one. */
export function createIpcTransport(page: () => WebContents | null): ServerTransport {
  return {
    onCall: (answer) => {
      ipcMain.handle(
        callChannel,
        async (event, name: unknown, input: unknown): Promise<CallReply<unknown>> => {
          if (!isTrusted(event, page())) return { ok: false, error: { code: 'untrusted-sender' } }
          if (typeof name !== 'string' || name.length > 64 || !isSmallData(input, mostBytes))
            return { ok: false, error: { code: 'invalid-input' } }
          return answer(name, input)
        },
      )
      return () => ipcMain.removeHandler(callChannel)
    },
    send: (name, payload) => {
      const to = page()
      if (to !== null && !to.isDestroyed() && !to.isCrashed()) to.send(eventChannel, name, payload)
    },
  }
}

/** Only the window's own page, and only while it is at its own address. */
function isTrusted({ sender, senderFrame }: IpcMainInvokeEvent, page: WebContents | null): boolean {
  return (
    sender === page && senderFrame !== null && senderFrame.parent === null && senderFrame.origin === origin
  )
}
