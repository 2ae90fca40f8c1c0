import type { Bridge } from '../electron/contract/ipc.ts'
import { createClient } from '../electron/ipc/client.ts'

declare global {
  interface Window {
    /** Put here by the preload. */
    readonly postern: Bridge
  }
}

export const client = createClient(window.postern)

/** What breaks in the window goes into the log of the main process: only the message, never what was typed. */
export function reportErrors(): void {
  addEventListener('error', ({ message }) => report(message))
  addEventListener('unhandledrejection', ({ reason }) => report(String(reason)))
}

function report(message: string): void {
  void client.call('window.error', { message: message.slice(0, 4_096) })
}
