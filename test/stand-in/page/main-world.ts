import type { bridgeEnd } from './bridge.ts'

/** The page's end of contextBridge, before any script of the page. Injected as source. */
export function prepareMainWorld(token: string, connect: typeof bridgeEnd): void {
  if (window.top !== window) return
  const freeze = (value: unknown): unknown => {
    if (typeof value !== 'object' || value === null || Object.isFrozen(value) || ArrayBuffer.isView(value))
      return value
    Object.freeze(value)
    Object.values(value).forEach(freeze)
    return value
  }
  document.addEventListener(
    token,
    (event) => {
      event.stopImmediatePropagation()
      const wire = (event as MouseEvent).relatedTarget
      if (wire === null) return
      connect(wire, 'to-preload', 'to-page', (key, api) =>
        Object.defineProperty(window, key, {
          value: freeze(api),
          enumerable: true,
          writable: false,
          configurable: false,
        }),
      )
    },
    { once: true, capture: true },
  )
}
