import type { pack, unpack } from '../ipc/clone.ts'
import type { FromPage, ToPage } from '../ipc/messages.ts'
import type { bridgeEnd } from './bridge.ts'

type Listener = (event: object, ...args: unknown[]) => void
type Run = (require: object, module: object, exports: object, process: object, global: object) => void

/** Runs a sandboxed preload with what Electron gives it. Injected as source into the preload's isolated world. */
export function runPreload(
  token: string,
  binding: string,
  connect: typeof bridgeEnd,
  toText: typeof pack,
  toValue: typeof unpack,
  processInfo: object,
  run: Run,
): void {
  if (window.top !== window) return
  const world = globalThis as unknown as Record<string, unknown>
  const sendText = world[binding] as (text: string) => void
  Reflect.deleteProperty(world, binding)
  const send = (message: FromPage): void => sendText(JSON.stringify(message))

  const wire = document.createElement('i')
  document.dispatchEvent(new MouseEvent(token, { relatedTarget: wire }))
  const expose = connect(wire, 'to-page', 'to-preload', () => undefined)
  const exposed = new Set<string>()
  const contextBridge = {
    exposeInMainWorld(key: string, api: unknown): void {
      if (exposed.has(key) || key in window)
        throw new Error('Cannot bind an API on top of an existing property on the window object')
      exposed.add(key)
      expose(key, api)
    },
  }

  const listeners = new Map<string, { listener: Listener; once: boolean }[]>()
  const waiting = new Map<number, { resolve(value: unknown): void; reject(error: Error): void }>()
  let nextCall = 0
  const listen = (channel: string, listener: Listener, once: boolean): object => {
    listeners.set(channel, [...(listeners.get(channel) ?? []), { listener, once }])
    return ipcRenderer
  }
  const unlisten = (channel: string, listener: Listener): object => {
    const rest = (listeners.get(channel) ?? []).filter((entry) => entry.listener !== listener)
    listeners.set(channel, rest)
    return ipcRenderer
  }
  const on = (channel: string, listener: Listener): object => listen(channel, listener, false)
  const covered = {
    send(channel: string, ...args: unknown[]): void {
      send({ type: 'send', channel, args: toText(args) })
    },
    invoke(channel: string, ...args: unknown[]): Promise<unknown> {
      return new Promise((resolve, reject) => {
        const id = nextCall
        nextCall += 1
        const text = toText(args)
        waiting.set(id, { resolve, reject })
        send({ type: 'invoke', id, channel, args: text })
      })
    },
    on,
    addListener: on,
    once: (channel: string, listener: Listener): object => listen(channel, listener, true),
    off: unlisten,
    removeListener: unlisten,
    removeAllListeners(channel?: string): object {
      if (channel === undefined) listeners.clear()
      else listeners.delete(channel)
      return ipcRenderer
    },
    listenerCount: (channel: string): number => listeners.get(channel)?.length ?? 0,
  }
  const guard = (name: string, target: object): object =>
    new Proxy(target, {
      get(_target, key, receiver): unknown {
        if (typeof key === 'string' && key !== 'then' && key !== '__esModule' && !(key in target))
          throw new Error(`${name}.${key} is not in the stand-in`)
        return Reflect.get(target, key, receiver)
      },
    })
  const ipcRenderer = guard('ipcRenderer', covered)
  const electron = guard('electron', { contextBridge, ipcRenderer })

  world[`${binding}Receive`] = (text: string): void => {
    const message = JSON.parse(text) as ToPage
    if (message.type === 'reply') {
      const call = waiting.get(message.id)
      waiting.delete(message.id)
      if ('error' in message) call?.reject(new Error(message.error))
      else call?.resolve(toValue(message.value))
      return
    }
    const args = toValue(message.args) as unknown[]
    for (const { listener, once } of listeners.get(message.channel) ?? []) {
      if (once) unlisten(message.channel, listener)
      listener({ sender: ipcRenderer, ports: [] }, ...args)
    }
  }

  const require = (name: string): object => {
    if (name === 'electron' || name === 'electron/renderer' || name === 'electron/common') return electron
    throw new Error(`module not found: ${name}`)
  }
  const module = { exports: {} }
  try {
    run(require, module, module.exports, Object.freeze(processInfo), world)
  } catch (error) {
    console.error('Unable to load preload script', error)
    send({ type: 'preload-error', error: toText(error) })
  }
}
