/**
 * The part of the D-Bus wire format (D-Bus Specification, "Marshaling" and "Message Format") that asking a
 * keyring takes, little-endian. Arrays and structs are arrays, dictionaries arrays of [key, value].
 */

export type BusMessage = {
  type: 'call' | 'return' | 'error' | 'signal'
  serial: number
  replySerial?: number
  path?: string
  interface?: string
  member?: string
  errorName?: string
  destination?: string
  sender?: string
  signature: string
  body: unknown[]
}

const types = ['call', 'return', 'error', 'signal'] as const
const fields = {
  path: [1, 'o'],
  interface: [2, 's'],
  member: [3, 's'],
  errorName: [4, 's'],
  replySerial: [5, 'u'],
  destination: [6, 's'],
  sender: [7, 's'],
} as const
const signatureField = 8
const fixedHeaderBytes = 16
const maxMessageBytes = 1024 * 1024

export function encodeMessage(message: BusMessage): Buffer {
  const body = encode(message.signature, message.body)
  const header: [number, [string, unknown]][] = []
  for (const [name, [code, type]] of Object.entries(fields)) {
    const value = message[name as keyof typeof fields]
    if (value !== undefined) header.push([code, [type, value]])
  }
  if (message.signature !== '') header.push([signatureField, ['g', message.signature]])
  const noReplyFlags = 0
  const head = encode('yyyyuua(yv)', [
    'l'.charCodeAt(0),
    types.indexOf(message.type) + 1,
    noReplyFlags,
    1,
    body.length,
    message.serial,
    header,
  ])
  return Buffer.concat([head, Buffer.alloc(padding(head.length, 8)), body])
}

/** Takes the first message off `buffer`; null when it is not complete yet. Throws on what is not D-Bus. */
export function decodeMessage(buffer: Buffer): { message: BusMessage; rest: Buffer } | null {
  if (buffer.length < fixedHeaderBytes) return null
  if (buffer[0] !== 'l'.charCodeAt(0)) throw new Error('not a little-endian D-Bus message')
  const bodyBytes = buffer.readUInt32LE(4)
  const fieldBytes = buffer.readUInt32LE(12)
  const headBytes = fixedHeaderBytes + fieldBytes + padding(fieldBytes, 8)
  if (headBytes + bodyBytes > maxMessageBytes) throw new Error('D-Bus message too long')
  if (buffer.length < headBytes + bodyBytes) return null
  const type = types[(buffer[1] ?? 0) - 1]
  if (type === undefined) throw new Error('unknown D-Bus message type')
  const [header] = decode('a(yv)', buffer.subarray(0, headBytes), 12) as [[number, unknown][]]
  const known = new Map(header)
  const signature = known.get(signatureField) ?? ''
  if (typeof signature !== 'string') throw new Error('malformed D-Bus header')
  const message: BusMessage = { type, serial: buffer.readUInt32LE(8), signature, body: [] }
  for (const [name, [code, fieldType]] of Object.entries(fields)) {
    const value = known.get(code)
    if (value === undefined) continue
    if (typeof value !== (fieldType === 'u' ? 'number' : 'string')) throw new Error('malformed D-Bus header')
    Object.assign(message, { [name]: value })
  }
  message.body = decode(signature, buffer.subarray(headBytes, headBytes + bodyBytes), 0)
  return { message, rest: buffer.subarray(headBytes + bodyBytes) }
}

function encode(signature: string, values: readonly unknown[]): Buffer {
  const bytes: number[] = []
  const align = (to: number) => bytes.push(...Array<number>(padding(bytes.length, to)).fill(0))
  const uint32 = (value: number) => {
    align(4)
    bytes.push(value & 0xff, (value >>> 8) & 0xff, (value >>> 16) & 0xff, value >>> 24)
  }
  const put = (type: string, value: unknown): void => {
    switch (type.charAt(0)) {
      case 'y':
        bytes.push(value as number)
        return
      case 'b':
        uint32(value === true ? 1 : 0)
        return
      case 'u':
        uint32(value as number)
        return
      case 's':
      case 'o': {
        const text = Buffer.from(value as string)
        uint32(text.length)
        bytes.push(...text, 0)
        return
      }
      case 'g':
        bytes.push((value as string).length, ...Buffer.from(value as string), 0)
        return
      case 'v': {
        const [inner, content] = value as [string, unknown]
        put('g', inner)
        put(inner, content)
        return
      }
      case 'a': {
        uint32(0)
        const lengthAt = bytes.length - 4
        align(alignment(type.slice(1)))
        const start = bytes.length
        for (const item of value as unknown[]) put(type.slice(1), item)
        const length = Buffer.alloc(4)
        length.writeUInt32LE(bytes.length - start)
        bytes.splice(lengthAt, 4, ...length)
        return
      }
      case '(':
      case '{':
        align(8)
        completeTypes(type.slice(1, -1)).forEach((member, i) => put(member, (value as unknown[])[i]))
        return
      default:
        throw new Error(`D-Bus type ${type} is not written here`)
    }
  }
  completeTypes(signature).forEach((type, i) => put(type, values[i]))
  return Buffer.from(bytes)
}

function decode(signature: string, buffer: Buffer, start: number): unknown[] {
  let at = start
  const take = (size: number): number => {
    at += padding(at, size)
    at += size
    return at - size
  }
  const text = (length: number): string => {
    const from = at
    if (from + length >= buffer.length) throw new Error('D-Bus string beyond the message')
    at += length + 1
    return buffer.toString('utf8', from, from + length)
  }
  const get = (type: string): unknown => {
    switch (type.charAt(0)) {
      case 'y':
        return buffer.readUInt8(take(1))
      case 'b':
        return buffer.readUInt32LE(take(4)) !== 0
      case 'n':
        return buffer.readInt16LE(take(2))
      case 'q':
        return buffer.readUInt16LE(take(2))
      case 'i':
        return buffer.readInt32LE(take(4))
      case 'u':
      case 'h':
        return buffer.readUInt32LE(take(4))
      case 'x':
        return buffer.readBigInt64LE(take(8))
      case 't':
        return buffer.readBigUInt64LE(take(8))
      case 'd':
        return buffer.readDoubleLE(take(8))
      case 's':
      case 'o':
        return text(buffer.readUInt32LE(take(4)))
      case 'g':
        return text(buffer.readUInt8(take(1)))
      case 'v': {
        const [content = '', ...others] = completeTypes(get('g') as string)
        if (others.length > 0) throw new Error('malformed D-Bus variant')
        return get(content)
      }
      case 'a': {
        const length = buffer.readUInt32LE(take(4))
        at += padding(at, alignment(type.slice(1)))
        const end = at + length
        const items: unknown[] = []
        while (at < end) items.push(get(type.slice(1)))
        return items
      }
      case '(':
      case '{':
        at += padding(at, 8)
        return completeTypes(type.slice(1, -1)).map(get)
      default:
        throw new Error(`unknown D-Bus type ${type}`)
    }
  }
  return completeTypes(signature).map(get)
}

function padding(length: number, to: number): number {
  return (to - (length % to)) % to
}

function alignment(type: string): number {
  switch (type.charAt(0)) {
    case 'y':
    case 'g':
    case 'v':
      return 1
    case 'n':
    case 'q':
      return 2
    case 'x':
    case 't':
    case 'd':
    case '(':
    case '{':
      return 8
    default:
      return 4
  }
}

/** "a{ss}o" to ["a{ss}", "o"]. */
function completeTypes(signature: string): string[] {
  const found: string[] = []
  for (let rest = signature; rest !== '';) {
    const length = typeLength(rest)
    found.push(rest.slice(0, length))
    rest = rest.slice(length)
  }
  return found
}

function typeLength(signature: string): number {
  const first = signature[0]
  if (first === undefined) throw new Error('malformed D-Bus signature')
  if (first === 'a') return 1 + typeLength(signature.slice(1))
  if (first !== '(' && first !== '{') return 1
  let length = 1
  while (![')', '}', undefined].includes(signature[length])) length += typeLength(signature.slice(length))
  // An empty struct takes no bytes: an array of it would never end.
  if (length === 1 || signature[length] === undefined) throw new Error('malformed D-Bus signature')
  return length + 1
}
