/** Structured clones as JSON text. Both functions are also injected into pages: they use nothing of this file. */

type Packed =
  | ['undefined']
  | ['value', string | number | boolean | null]
  | ['number', string]
  | ['bigint', string]
  | ['date', number]
  | ['regexp', string, string]
  | ['array', number, [string, number][]]
  | ['object', [string, number][]]
  | ['map', [number, number][]]
  | ['set', number[]]
  | ['error', string, string, string, number]
  | ['buffer', string]
  | ['view', string, string]
  | ['boxed', number]

/** Clones a value, as the engine decides what may be cloned, and writes the clone down. */
export function pack(value: unknown): string {
  const refusal = 'An object could not be cloned.'
  let clone: unknown
  try {
    clone = structuredClone(value)
  } catch {
    throw new Error(refusal)
  }
  const ids = new Map<unknown, number>()
  const nodes: Packed[] = []
  const base64 = (bytes: Uint8Array): string => {
    let text = ''
    for (const byte of bytes) text += String.fromCharCode(byte)
    return btoa(text)
  }
  const entries = (from: object): [string, number][] =>
    Object.entries(from).map(([key, item]: [string, unknown]) => [key, put(item)])
  const put = (item: unknown): number => {
    const isObject = typeof item === 'object' && item !== null
    const known = isObject ? ids.get(item) : undefined
    if (known !== undefined) return known
    const id = nodes.push(['undefined']) - 1
    if (isObject) ids.set(item, id)
    nodes[id] = describe(item)
    return id
  }
  const describe = (item: unknown): Packed => {
    if (typeof item === 'bigint') return ['bigint', String(item)]
    if (typeof item === 'number')
      return Number.isFinite(item) && !Object.is(item, -0)
        ? ['value', item]
        : ['number', Object.is(item, -0) ? '-0' : String(item)]
    if (typeof item === 'string' || typeof item === 'boolean' || item === null) return ['value', item]
    if (typeof item !== 'object') return ['undefined']
    if (Array.isArray(item)) return ['array', item.length, entries(item)]
    if (item instanceof Date) return ['date', item.getTime()]
    if (item instanceof RegExp) return ['regexp', item.source, item.flags]
    if (item instanceof Map)
      return [
        'map',
        [...item].map(([key, held]: [unknown, unknown]): [number, number] => [put(key), put(held)]),
      ]
    if (item instanceof Set) return ['set', [...item].map((held: unknown) => put(held))]
    if (item instanceof Error)
      return ['error', item.name, item.message, item.stack ?? '', 'cause' in item ? put(item.cause) : -1]
    if (item instanceof ArrayBuffer) return ['buffer', base64(new Uint8Array(item))]
    if (ArrayBuffer.isView(item))
      return [
        'view',
        item.constructor.name,
        base64(new Uint8Array(item.buffer, item.byteOffset, item.byteLength)),
      ]
    if (item instanceof Boolean || item instanceof Number || item instanceof String)
      return ['boxed', put(item.valueOf())]
    // Blobs, files and what belongs to a document: Electron refuses them too.
    if (Object.getPrototypeOf(item) !== Object.prototype) throw new Error(refusal)
    return ['object', entries(item)]
  }
  put(clone)
  return JSON.stringify(nodes)
}

/** The value that `pack` wrote down. */
export function unpack(text: string): unknown {
  const nodes = JSON.parse(text) as Packed[]
  const made = new Map<number, unknown>()
  const keep = <T>(id: number, item: T): T => {
    made.set(id, item)
    return item
  }
  const bytes = (base64: string): Uint8Array<ArrayBuffer> =>
    Uint8Array.from(atob(base64), (character) => character.charCodeAt(0))
  const fill = <T extends object>(target: T, entries: [string, number][]): T => {
    for (const [key, id] of entries)
      Object.defineProperty(target, key, {
        value: get(id),
        writable: true,
        enumerable: true,
        configurable: true,
      })
    return target
  }
  const get = (id: number): unknown => {
    if (made.has(id)) return made.get(id)
    const node = nodes[id] ?? ['undefined']
    switch (node[0]) {
      case 'undefined':
        return undefined
      case 'value':
        return node[1]
      case 'number':
        return Number(node[1])
      case 'bigint':
        return BigInt(node[1])
      case 'date':
        return keep(id, new Date(node[1]))
      case 'regexp':
        return keep(id, new RegExp(node[1], node[2]))
      case 'array':
        return fill(keep(id, new Array<unknown>(node[1])), node[2])
      case 'object':
        return fill(keep(id, {}), node[1])
      case 'map': {
        const map = keep(id, new Map<unknown, unknown>())
        for (const [key, held] of node[1]) map.set(get(key), get(held))
        return map
      }
      case 'set': {
        const set = keep(id, new Set<unknown>())
        for (const held of node[1]) set.add(get(held))
        return set
      }
      case 'error': {
        const kinds: Record<string, ErrorConstructor | undefined> = {
          EvalError,
          RangeError,
          ReferenceError,
          SyntaxError,
          TypeError,
          URIError,
        }
        const error = keep(id, new (kinds[node[1]] ?? Error)(node[2]))
        Object.defineProperty(error, 'stack', { value: node[3], writable: true, configurable: true })
        if (node[4] >= 0)
          Object.defineProperty(error, 'cause', { value: get(node[4]), writable: true, configurable: true })
        return error
      }
      case 'buffer':
        return keep(id, bytes(node[1]).buffer)
      case 'view': {
        const { buffer, byteLength } = bytes(node[2])
        const views = globalThis as unknown as Record<
          string,
          { new (buffer: ArrayBuffer, offset: number, length: number): unknown; BYTES_PER_ELEMENT?: number }
        >
        const View = views[node[1] === 'Buffer' ? 'Uint8Array' : node[1]]
        return keep(id, View && new View(buffer, 0, byteLength / (View.BYTES_PER_ELEMENT ?? 1)))
      }
      case 'boxed':
        return keep(id, Object(get(node[1])) as unknown)
    }
  }
  return get(0)
}
