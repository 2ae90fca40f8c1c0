/** contextBridge between the preload's world and the page's. Injected as source: it uses nothing of this file. */

type Dumped =
  | { kind: 'function'; id: number }
  | { kind: 'promise'; id: number }
  | { kind: 'error'; message: string }
  | { kind: 'seen'; index: number }
  | { kind: 'array' | 'object'; entries: [string, Dumped][] }
  | { kind: 'value'; value: unknown }
type Message =
  | { type: 'expose'; key: string; api: Dumped }
  | { type: 'call'; id: number; args: Dumped[] }
  | { type: 'answer'; ok: boolean; value: Dumped }
  | { type: 'settle'; id: number; ok: boolean; value: Dumped }
type AnyFunction = (...args: unknown[]) => unknown
type Settle = { resolve(value: unknown): void; reject(reason: unknown): void }

/**
 * One end of the bridge; returns what exposes an API to the other end. The worlds share the detached element `wire`
 * alone: Blink clones the details of its events from one world to the other.
 */
export function bridgeEnd(
  wire: EventTarget,
  send: string,
  receive: string,
  onExpose: (key: string, api: unknown) => void,
): (key: string, api: unknown) => void {
  // Taken before the page's scripts run, which may replace them.
  const CustomEventOfStart = CustomEvent
  // eslint-disable-next-line @typescript-eslint/unbound-method -- called with its receiver
  const dispatch = EventTarget.prototype.dispatchEvent
  const functions: AnyFunction[] = []
  const functionIds = new Map<AnyFunction, number>()
  const promises = new Map<number, Settle>()
  let nextPromise = 0
  let answer: { ok: boolean; value: Dumped } = { ok: true, value: { kind: 'value', value: undefined } }

  const post = (detail: Message): void => {
    dispatch.call(wire, new CustomEventOfStart(send, { detail }))
  }
  const dump = (value: unknown, depth = 0, seen = new Map<object, number>()): Dumped => {
    if (depth > 1000)
      throw new Error(
        'Electron contextBridge recursion depth exceeded.  Nested objects deeper than 1000 are not supported.',
      )
    if (typeof value === 'function') {
      const shared = value as AnyFunction
      const id = functionIds.get(shared) ?? functions.push(shared) - 1
      functionIds.set(shared, id)
      return { kind: 'function', id }
    }
    if (typeof value === 'symbol') throw new Error('An object could not be cloned.')
    if (value === null || typeof value !== 'object') return { kind: 'value', value }
    if (value instanceof Promise) {
      const id = nextPromise
      nextPromise += 1
      value.then(
        (result: unknown) => post({ type: 'settle', id, ok: true, value: dump(result) }),
        (reason: unknown) => post({ type: 'settle', id, ok: false, value: dump(reason) }),
      )
      return { kind: 'promise', id }
    }
    if (value instanceof Error) return { kind: 'error', message: value.message }
    const index = seen.get(value)
    if (index !== undefined) return { kind: 'seen', index }
    const isArray = Array.isArray(value)
    if (!isArray && Object.prototype.toString.call(value) !== '[object Object]')
      return { kind: 'value', value: structuredClone(value) }
    seen.set(value, seen.size)
    const entries = Object.entries(value).map(([key, held]: [string, unknown]): [string, Dumped] => [
      key,
      dump(held, depth + 1, seen),
    ])
    return { kind: isArray ? 'array' : 'object', entries }
  }
  const load = (dumped: Dumped, made: object[] = []): unknown => {
    switch (dumped.kind) {
      case 'function':
        return (...args: unknown[]) => {
          post({ type: 'call', id: dumped.id, args: args.map((argument) => dump(argument)) })
          // The other end has answered by now: events are dispatched synchronously.
          const value = load(answer.value)
          if (answer.ok) return value
          throw value
        }
      case 'promise':
        return new Promise((resolve, reject) => promises.set(dumped.id, { resolve, reject }))
      case 'error':
        return new Error(dumped.message)
      case 'seen':
        return made[dumped.index]
      case 'array':
      case 'object': {
        const target = dumped.kind === 'array' ? [] : {}
        made.push(target)
        for (const [key, held] of dumped.entries)
          Object.defineProperty(target, key, {
            value: load(held, made),
            writable: true,
            enumerable: true,
            configurable: true,
          })
        return target
      }
      case 'value':
        return dumped.value
    }
  }
  const call = (id: number, args: Dumped[]): { ok: boolean; value: Dumped } => {
    try {
      return { ok: true, value: dump(functions[id]?.(...args.map((argument) => load(argument)))) }
    } catch (error) {
      return { ok: false, value: dump(error instanceof Error ? error : new Error(String(error))) }
    }
  }

  wire.addEventListener(receive, (event) => {
    const message = (event as CustomEvent<Message>).detail
    switch (message.type) {
      case 'expose':
        onExpose(message.key, load(message.api))
        break
      case 'call':
        post({ type: 'answer', ...call(message.id, message.args) })
        break
      case 'answer':
        answer = message
        break
      case 'settle':
        promises.get(message.id)?.[message.ok ? 'resolve' : 'reject'](load(message.value))
        promises.delete(message.id)
        break
    }
  })
  return (key, api) => post({ type: 'expose', key, api: dump(api) })
}
