/** A value of the registry. `hex`: any type without a spelling of its own in .reg files, by its number. */
export type RegValue =
  | { kind: 'string'; text: string }
  | { kind: 'dword'; number: number }
  | { kind: 'hex'; type: number; bytes: Uint8Array }

const REG_SZ = 1
const REG_BINARY = 3
const REG_DWORD = 4

/** Strings and numbers that are whole become such; all other bytes stay what they are. */
export function valueOf(type: number, bytes: Uint8Array): RegValue {
  if (type === REG_DWORD && bytes.length === 4)
    return { kind: 'dword', number: Buffer.from(bytes).readUInt32LE() }
  const text = type === REG_SZ ? terminatedText(bytes) : null
  return text === null ? { kind: 'hex', type, bytes } : { kind: 'string', text }
}

/** UTF-16LE up to the NUL that ends it, which has to be there. */
export function terminatedText(bytes: Uint8Array): string | null {
  if (bytes.length < 2 || bytes.length % 2 !== 0) return null
  const text = Buffer.from(bytes).toString('utf16le')
  return text.endsWith('\0') ? text.slice(0, -1) : null
}

export function terminatedBytes(text: string): Uint8Array {
  return Buffer.from(`${text}\0`, 'utf16le')
}

export function binary(bytes: Uint8Array): RegValue {
  return { kind: 'hex', type: REG_BINARY, bytes }
}

export function isBinary(value: RegValue | undefined): value is RegValue & { kind: 'hex' } {
  return value?.kind === 'hex' && value.type === REG_BINARY
}

export function sameValue(a: RegValue, b: RegValue): boolean {
  switch (a.kind) {
    case 'string':
      return b.kind === 'string' && a.text === b.text
    case 'dword':
      return b.kind === 'dword' && a.number === b.number
    case 'hex':
      return b.kind === 'hex' && a.type === b.type && Buffer.compare(a.bytes, b.bytes) === 0
  }
}
