import { contextBridge, ipcRenderer } from 'electron'
import type { Bridge, callChannel, eventChannel } from '../contract/ipc.ts'

// The contract's schemas stay out of the page; the compiler holds these two names against it.
const call: typeof callChannel = 'postern:call'
const event: typeof eventChannel = 'postern:event'

const listeners = new Map<string, Set<(payload: unknown) => void>>()
/** The last event of a name that nobody has listened for yet: a page that has just opened is told where to go. */
const unheard = new Map<string, unknown>()

ipcRenderer.on(event, (_event, name: string, payload: unknown) => {
  const heard = listeners.get(name)
  if (heard === undefined || heard.size === 0) unheard.set(name, payload)
  else for (const listener of heard) listener(payload)
})

const bridge: Bridge = {
  call: (name, input) => ipcRenderer.invoke(call, name, input),
  on: (name, listener) => {
    const heard = listeners.get(name) ?? new Set()
    listeners.set(name, heard.add(listener))
    if (unheard.has(name)) {
      const payload = unheard.get(name)
      unheard.delete(name)
      listener(payload)
    }
    return () => heard.delete(listener)
  },
}
contextBridge.exposeInMainWorld('postern', bridge)
