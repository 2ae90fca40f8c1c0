import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { parseRegFile, type RegKey, writeRegFile } from '../../../../electron/clients/outlook/reg-file.ts'
import { type RegValue, valueOf } from '../../../../electron/clients/outlook/reg-value.ts'

function file(text: string, lineBreak = '\r\n'): Buffer {
  const lines = `Windows Registry Editor Version 5.00\n\n${text}`
  return Buffer.from(`\uFEFF${lines.replaceAll('\n', lineBreak)}`, 'utf16le')
}

/** The values of the one key. */
function values(text: string): Record<string, RegValue | null> {
  const parsed = parseRegFile(file(`[HKEY_CURRENT_USER\\a]\n${text}\n`))
  if (!parsed.ok) throw new Error(`line ${parsed.error.line}`)
  return Object.fromEntries(parsed.value[0]?.values ?? [])
}

const hex = (type: number, ...bytes: number[]): RegValue => ({
  kind: 'hex',
  type,
  bytes: Uint8Array.from(bytes),
})

describe('parseRegFile', () => {
  it.each<[string, string, Record<string, RegValue | null>]>([
    [
      'a string with escapes',
      '"a\\"b\\\\"="C:\\\\メール\\\\\\"x\\""',
      { 'a"b\\': { kind: 'string', text: 'C:\\メール\\"x"' } },
    ],
    ['an empty string', '"a"=""', { a: { kind: 'string', text: '' } }],
    ['a string over several lines', '"a"="x\ny"', { a: { kind: 'string', text: 'x\r\ny' } }],
    ['line breaks as Wine escapes them', '"a"="x\\r\\ny"', { a: { kind: 'string', text: 'x\r\ny' } }],
    ['the default value', '@="x"', { '': { kind: 'string', text: 'x' } }],
    ['a value named @', '"@"="x"', { '@': { kind: 'string', text: 'x' } }],
    ['a number', '"a"=dword:FFFFFFff', { a: { kind: 'dword', number: 0xffffffff } }],
    ['bytes', '"a"=hex:00,0a,FF', { a: hex(3, 0, 10, 255) }],
    ['no bytes', '"a"=hex:', { a: hex(3) }],
    [
      'bytes on several lines',
      '"a"=hex:00,\\\n  01,\\\n  02\n"b"=hex:\\\n  03',
      { a: hex(3, 0, 1, 2), b: hex(3, 3) },
    ],
    [
      'other types',
      '"a"=hex(2):25,00,00,00\n"b"=hex(7):00,00\n"c"=hex(b):01,00,00,00,00,00,00,00\n"d"=hex(0):',
      { a: hex(2, 0x25, 0, 0, 0), b: hex(7, 0, 0), c: hex(11, 1, 0, 0, 0, 0, 0, 0, 0), d: hex(0) },
    ],
    ['a string as bytes', '"a"=hex(1):41,00,0a,00,00,00', { a: { kind: 'string', text: 'A\n' } }],
    ['a string without its end', '"a"=hex(1):41,00', { a: hex(1, 0x41, 0) }],
    ['a number of the wrong length', '"a"=hex(4):01,00', { a: hex(4, 1, 0) }],
    ['a deletion', '"a"=-\n@=-', { a: null, '': null }],
    ['comments, spaces and empty lines', ' ; x=y\n\n "a" = dword:1 \n;', { a: { kind: 'dword', number: 1 } }],
    ['nothing', '', {}],
  ])('reads %s', (_, text, expected) => {
    expect(values(text)).toEqual(expected)
  })

  it('reads keys, also deleted ones and such with brackets in their names', () => {
    const text = '[HKEY_CURRENT_USER\\a [b]]\n"x"=dword:00000001\n\n[-HKEY_CURRENT_USER\\c]\n'
    for (const lineBreak of ['\r\n', '\n'])
      expect(parseRegFile(file(text, lineBreak))).toEqual({
        ok: true,
        value: [
          {
            name: 'HKEY_CURRENT_USER\\a [b]',
            isDeleted: false,
            values: new Map([['x', { kind: 'dword', number: 1 }]]),
          },
          { name: 'HKEY_CURRENT_USER\\c', isDeleted: true, values: new Map() },
        ],
      })
  })

  it.each<[string, Uint8Array, number]>([
    ['an empty file', new Uint8Array(), 1],
    ['UTF-8', Buffer.from('Windows Registry Editor Version 5.00\r\n'), 1],
    ['no byte order mark', file('').subarray(2), 1],
    ['the format of Windows 98', Buffer.from('\uFEFFREGEDIT4\r\n', 'utf16le'), 1],
    ['a value without a key', file('"a"="x"\n'), 3],
    ['a string without an end', file('[HKEY_CURRENT_USER\\a]\n"a"="x\n'), 4],
    ['a value of no known form', file('[HKEY_CURRENT_USER\\a]\n"a"=word:1\n'), 4],
    ['half a value', file('[HKEY_CURRENT_USER\\a]\n"a"=hex:00,\\\n'), 4],
    ['half a line', file('[HKEY_CURRENT_USER\\a]\n"a"=dword:0000'), 4],
  ])('does not read %s', (_, bytes, line) => {
    expect(parseRegFile(bytes)).toEqual({ ok: false, error: { line } })
  })

  it('reads a value of 1 MB', () => {
    const bytes = new Uint8Array(1024 * 1024).fill(0xa5)
    const keys = [
      {
        name: 'HKEY_CURRENT_USER\\a',
        isDeleted: false,
        values: new Map([['x', { kind: 'hex', type: 3, bytes }] as const]),
      },
    ]
    const parsed = parseRegFile(writeRegFile(keys))
    const value = parsed.ok ? parsed.value[0]?.values.get('x') : null
    expect(value?.kind === 'hex' && Buffer.compare(value.bytes, bytes) === 0).toBe(true)
  })
})

describe('writeRegFile', () => {
  it('writes as reg.exe does: UTF-16LE with a byte order mark, CRLF, bytes in lines of 80 letters', () => {
    const key: RegKey = {
      name: 'HKEY_CURRENT_USER\\見込み客',
      isDeleted: false,
      values: new Map<string, RegValue | null>([
        ['', { kind: 'string', text: 'a"\\b' }],
        ['SMTP Port', { kind: 'dword', number: 587 }],
        ['SMTP User', null],
        ['Email', hex(3, ...Array.from({ length: 30 }, (_, index) => index))],
      ]),
    }
    expect(Buffer.from(writeRegFile([key])).toString('utf16le')).toBe(
      [
        '\uFEFFWindows Registry Editor Version 5.00',
        '',
        '[HKEY_CURRENT_USER\\見込み客]',
        '@="a\\"\\\\b"',
        '"SMTP Port"=dword:0000024b',
        '"SMTP User"=-',
        '"Email"=hex:00,01,02,03,04,05,06,07,08,09,0a,0b,0c,0d,0e,0f,10,11,12,13,14,\\',
        '  15,16,17,18,19,1a,1b,1c,1d',
        '',
        '',
      ].join('\r\n'),
    )
  })

  const text = fc.string({
    unit: fc.oneof(
      fc.constantFrom('"', '\\', '\n', '\r', '\0', ']', ';', '\uD800'),
      fc.string({ unit: 'binary', minLength: 1, maxLength: 1 }),
    ),
  })
  const someValue: fc.Arbitrary<RegValue | null> = fc.oneof(
    text.map((one): RegValue => ({ kind: 'string', text: one })),
    fc.integer({ min: 0, max: 0xffffffff }).map((number): RegValue => ({ kind: 'dword', number })),
    fc
      .tuple(fc.integer({ min: 0, max: 0xffffffff }), fc.uint8Array({ maxLength: 80 }))
      .map(([type, bytes]) => valueOf(type, bytes)),
    fc.constant(null),
  )
  const someKey: fc.Arbitrary<RegKey> = fc.record({
    name: fc
      .array(
        fc.string({ unit: 'grapheme', minLength: 1 }).map((one) => one.replace(/[\r\n\\]/g, '_')),
        { minLength: 1, maxLength: 3 },
      )
      .map((parts) => ['HKEY_CURRENT_USER', ...parts].join('\\')),
    isDeleted: fc.boolean(),
    values: fc.array(fc.tuple(text, someValue)).map((entries) => new Map(entries)),
  })

  it('gives back any tree that is written', () => {
    const plain = (keys: readonly RegKey[]) =>
      keys.map((key) => ({
        ...key,
        values: [...key.values].map(([name, value]) => [
          name,
          value?.kind === 'hex' ? { ...value, bytes: [...value.bytes] } : value,
        ]),
      }))
    fc.assert(
      fc.property(fc.array(someKey), (keys) => {
        const parsed = parseRegFile(writeRegFile(keys))
        expect(parsed.ok ? plain(parsed.value) : parsed.error).toEqual(plain(keys))
      }),
      { numRuns: 300 },
    )
  })
})
