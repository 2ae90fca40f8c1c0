import { failed, ok, type Result } from '../../contract/result.ts'
import { type RegValue, terminatedBytes, valueOf } from './reg-value.ts'

/**
 * One key of a .reg file, with its whole name. A value that is null is deleted by the import, and so is a deleted key.
 * The default value's name is empty.
 */
export type RegKey = { name: string; isDeleted: boolean; values: ReadonlyMap<string, RegValue | null> }

const header = 'Windows Registry Editor Version 5.00'
const byteOrderMark = '\uFEFF'
/** As wide as regedit makes them. */
const bytesInALine = 25

/** Reads a .reg file as `reg export` writes it (UTF-16LE with a byte order mark). Fails with the line that is no such. */
export function parseRegFile(bytes: Uint8Array): Result<RegKey[], { line: number }> {
  const text = Buffer.from(bytes).toString('utf16le')
  if (!text.startsWith(`${byteOrderMark}${header}`)) return failed({ line: 1 })
  const keys: (RegKey & { values: Map<string, RegValue | null> })[] = []
  let position = byteOrderMark.length + header.length
  while (position < text.length) {
    const notRead = () => failed({ line: text.slice(0, position).split('\n').length })
    const [match, key, name, deletion, quoted, dword, type, digits] = matchAt(entry, text, position) ?? []
    if (match === undefined) return notRead()
    if (key !== undefined) {
      const isDeleted = key.startsWith('-')
      keys.push({ name: isDeleted ? key.slice(1) : key, isDeleted, values: new Map() })
    } else if (name !== undefined) {
      const values = keys.at(-1)?.values
      // A value outside all keys.
      if (values === undefined) return notRead()
      const value = deletion === undefined ? valueFrom(quoted, dword, type, digits) : null
      values.set(name === '@' ? '' : unescape(name.slice(1, -1)), value)
    }
    position += match.length
  }
  return ok(keys)
}

const string = String.raw`"[^"\\]*(?:\\[^][^"\\]*)*"`
const number = String.raw`dword:([\da-f]{1,8})`
/** A line of bytes goes on after a backslash. */
const bytes = String.raw`hex(?:\(([\da-f]+)\))?:((?:[\da-f, \t]*\\[ \t]*\r?\n)*[\da-f, \t]*)`
const value = String.raw`(@|${string})[ \t]*=[ \t]*(?:(-)|(${string})|${number}|${bytes})`
/**
 * The rest of a line, or a line: a key, a value, a comment, or nothing. Strings may hold line breaks as they are. What
 * has no line break at its end was cut off.
 */
const entry = new RegExp(String.raw`[ \t]*(?:\[([^\r\n]*)\]|${value}|;[^\r\n]*)?[ \t]*\r?\n`, 'iy')

function matchAt(pattern: RegExp, text: string, position: number): RegExpExecArray | null {
  pattern.lastIndex = position
  return pattern.exec(text)
}

function valueFrom(
  quoted: string | undefined,
  dword: string | undefined,
  type: string | undefined,
  digits: string | undefined,
): RegValue {
  if (quoted !== undefined) return { kind: 'string', text: unescape(quoted.slice(1, -1)) }
  if (dword !== undefined) return { kind: 'dword', number: parseInt(dword, 16) }
  const found = digits?.match(/[\da-f]{1,2}/gi) ?? []
  return valueOf(
    type === undefined ? 3 : parseInt(type, 16),
    Uint8Array.from(found, (two) => parseInt(two, 16)),
  )
}

/** Windows escapes the quotes and the backslash alone; Wine also line breaks. */
function unescape(text: string): string {
  return text.replace(/\\([^])/g, (_, character: string) => {
    switch (character) {
      case 'n':
        return '\n'
      case 'r':
        return '\r'
      case '0':
        return '\0'
      default:
        return character
    }
  })
}

/** A .reg file that `reg import` takes: in UTF-8 it would make names of letters that nobody wrote. */
export function writeRegFile(keys: readonly RegKey[]): Uint8Array {
  const lines = [header, '']
  for (const { name, isDeleted, values } of keys) {
    lines.push(`[${isDeleted ? '-' : ''}${name}]`)
    for (const [valueName, regValue] of values) {
      const left = valueName === '' ? '@=' : `${quote(valueName)}=`
      lines.push(`${left}${regValue === null ? '-' : valueText(regValue, left.length)}`)
    }
    lines.push('')
  }
  return Buffer.from(`${byteOrderMark}${lines.join('\r\n')}\r\n`, 'utf16le')
}

function valueText(regValue: RegValue, indent: number): string {
  switch (regValue.kind) {
    case 'string':
      // What Windows and Wine would read differently is written as bytes.
      return /[\r\n\0]/.test(regValue.text)
        ? hexText('hex(1):', terminatedBytes(regValue.text), indent)
        : quote(regValue.text)
    case 'dword':
      return `dword:${regValue.number.toString(16).padStart(8, '0')}`
    case 'hex':
      return hexText(
        regValue.type === 3 ? 'hex:' : `hex(${regValue.type.toString(16)}):`,
        regValue.bytes,
        indent,
      )
  }
}

function hexText(prefix: string, data: Uint8Array, indent: number): string {
  const pairs = [...data].map((byte) => byte.toString(16).padStart(2, '0'))
  const first = Math.max(1, bytesInALine - Math.ceil((indent + prefix.length) / 3))
  const rest = pairs.slice(first)
  const lines = [pairs.slice(0, first)]
  for (let start = 0; start < rest.length; start += bytesInALine)
    lines.push(rest.slice(start, start + bytesInALine))
  return prefix + lines.map((line) => line.join(',')).join(',\\\r\n  ')
}

function quote(text: string): string {
  return `"${text.replace(/[\\"]/g, '\\$&')}"`
}

/** The registry does not tell letters' case apart, and neither does this. */
export function findKey(keys: readonly RegKey[], name: string): RegKey | undefined {
  return keys.find((key) => sameName(key.name, name))
}

export function findValue({ values }: Pick<RegKey, 'values'>, name: string): RegValue | undefined {
  for (const [valueName, found] of values) if (sameName(valueName, name)) return found ?? undefined
  return undefined
}

/** The keys right below one, by the last part of their names. */
export function keysBelow(keys: readonly RegKey[], parent: string): { key: RegKey; last: string }[] {
  const prefix = `${parent}\\`.toLowerCase()
  return keys.flatMap((key) => {
    const last = key.name.slice(prefix.length)
    return key.name.toLowerCase().startsWith(prefix) && last !== '' && !last.includes('\\')
      ? [{ key, last }]
      : []
  })
}

export function sameName(a: string, b: string): boolean {
  return a.toLowerCase() === b.toLowerCase()
}
