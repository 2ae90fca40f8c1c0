const backslash = 92
const carriageReturn = 13
const lineFeed = 10
const special = new Uint8Array(256)
for (const code of [0, lineFeed, carriageReturn, 34, 39, backslash]) special[code] = 1

const simpleEscapes = new Map([
  [34, '"'],
  [39, "'"],
  [backslash, '\\'],
  [110, '\n'],
  [114, '\r'],
])

type ReadString = {
  /** Null when Thunderbird does not take it. */
  value: string | null
  /** Behind the closing quote, or where the file ends. */
  end: number
}

/** Reads a string literal from behind its opening quote, in a text with one character for each byte. */
export function readString(content: string, start: number, quote: number): ReadString {
  const { length } = content
  let seen = 0
  for (let at = start; at < length; at += 1) {
    const code = content.charCodeAt(at)
    seen |= code
    if (special[code] === 0) continue
    if (code !== quote) break
    const value = content.slice(start, at)
    return { value: seen > 127 ? decodeBytes(value) : value, end: at + 1 }
  }
  return readEscaped(content, start, quote)
}

/** After an error the rest of the literal is still passed over. */
function readEscaped(content: string, start: number, quote: number): ReadString {
  const pieces: string[] = []
  let valid = true
  let at = start
  let plainFrom = start
  const flush = () => {
    if (at > plainFrom) pieces.push(content.slice(plainFrom, at))
  }
  for (;;) {
    const code = at < content.length ? content.charCodeAt(at) : 0
    if (code === quote) {
      flush()
      return { value: valid ? decodeBytes(pieces.join('')) : null, end: at + 1 }
    }
    if (code === 0) return { value: null, end: at }
    if (code !== backslash) {
      at += 1
      continue
    }
    flush()
    const { bytes, end } = readEscape(content, at + 1)
    if (bytes === null) valid = false
    else pieces.push(bytes)
    at = end
    plainFrom = end
  }
}

/** Reads from behind the backslash. Null where Thunderbird finds an error; it goes on at `end`. */
function readEscape(content: string, start: number): { bytes: string | null; end: number } {
  const code = content.charCodeAt(start)
  const simple = simpleEscapes.get(code)
  if (simple !== undefined) return { bytes: simple, end: start + 1 }
  // x and u; a character that is no escape is read again as what it is.
  if (code !== 120 && code !== 117) return { bytes: null, end: start }
  const { value, end } = readHex(content, start + 1, code === 120 ? 2 : 4)
  if (value === null || value === 0) return { bytes: null, end }
  if (code === 120) return { bytes: String.fromCharCode(value), end }
  if (isLow(value)) return { bytes: null, end }
  return isHigh(value) ? readPair(content, value, end) : { bytes: bytesOf(String.fromCharCode(value)), end }
}

function readPair(content: string, high: number, start: number): { bytes: string | null; end: number } {
  if (content.charCodeAt(start) !== backslash) return { bytes: null, end: start }
  if (content.charCodeAt(start + 1) !== 117) return { bytes: null, end: start + 1 }
  const { value: low, end } = readHex(content, start + 2, 4)
  return low !== null && isLow(low)
    ? { bytes: bytesOf(String.fromCharCode(high, low)), end }
    : { bytes: null, end }
}

function readHex(content: string, start: number, digits: number): { value: number | null; end: number } {
  let value = 0
  for (let at = start; at < start + digits; at += 1) {
    const digit = Number.parseInt(content.charAt(at), 16)
    if (Number.isNaN(digit)) return { value: null, end: at }
    value = value * 16 + digit
  }
  return { value, end: start + digits }
}

const isHigh = (unit: number) => (unit & 0xfc00) === 0xd800
const isLow = (unit: number) => (unit & 0xfc00) === 0xdc00

const bytesOf = (value: string) => Buffer.from(value, 'utf8').toString('latin1')

const strictUtf8 = new TextDecoder('utf-8', { fatal: true, ignoreBOM: true })
/** A byte that is no UTF-8 becomes half a surrogate pair, U+DC80 to U+DCFF, so that it can be written again. */
const strayBase = 0xdc00

/** Bytes (one character each) as text: UTF-8, and stray bytes so that nothing is lost. */
function decodeBytes(bytes: string): string {
  const buffer = Buffer.from(bytes, 'latin1')
  try {
    return strictUtf8.decode(buffer)
  } catch {
    return decodeStray(buffer)
  }
}

function decodeStray(bytes: Buffer): string {
  const pieces: string[] = []
  let from = 0
  while (from < bytes.length) {
    const length = sequenceLength(bytes, from)
    pieces.push(
      length === 0
        ? String.fromCharCode(strayBase + (bytes[from] ?? 0))
        : bytes.toString('utf8', from, from + length),
    )
    from += Math.max(length, 1)
  }
  return pieces.join('')
}

/** The length of the UTF-8 sequence that begins here; 0 for a stray byte. */
function sequenceLength(bytes: Buffer, from: number): number {
  const first = bytes[from] ?? 0
  const length =
    first < 0x80 ? 1 : first < 0xc2 ? 0 : first < 0xe0 ? 2 : first < 0xf0 ? 3 : first < 0xf5 ? 4 : 0
  if (length < 2) return length
  try {
    strictUtf8.decode(bytes.subarray(from, from + length))
    return length
  } catch {
    return 0
  }
}

const escapes: Readonly<Record<string, string>> = { '"': '\\"', '\\': '\\\\', '\n': '\\n', '\r': '\\r' }

/** A string literal that Thunderbird reads as `value`. A NUL cannot be written; who lets one through has a bug. */
export function stringLiteral(value: string): string {
  if (value.includes('\0')) throw new RangeError('A preference cannot hold a NUL')
  const escaped = value
    .replace(/["\\\n\r]/g, (character) => escapes[character] ?? character)
    .replace(/(?<![\ud800-\udbff])[\udc80-\udcff]/g, (stray) => {
      return `\\x${(stray.charCodeAt(0) - strayBase).toString(16)}`
    })
  return `"${escaped}"`
}
