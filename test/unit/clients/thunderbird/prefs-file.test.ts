import fc from 'fast-check'
import { describe, expect, it, test } from 'vitest'
import {
  editPrefs,
  mostPrefsBytes,
  parsePrefs,
  type PrefChange,
  type PrefValue,
} from '../../../../electron/clients/thunderbird/prefs-file.ts'
import { prefsFiles } from '../../../fakes/prefs-files.ts'

const bytes = (text: string) => Buffer.from(text, 'latin1')
const valuesOf = (text: string) => Object.fromEntries(parsePrefs(bytes(text)).values)

// That all of this is what Thunderbird does is proven in test/lab/prefs-parser.test.ts.
describe('parsePrefs', () => {
  it.each<[string, string, Record<string, PrefValue>]>([
    ['all types', 'user_pref("a", true);user_pref("b", -5);user_pref("c", "x");', { a: true, b: -5, c: 'x' }],
    ['white space and comments anywhere', "# 1\nuser_pref /* 2 */ ('a' ,\t1 // 3\r\n) ; ", { a: 1 }],
    ['escapes', String.raw`user_pref("a", "\x41\u5c71\ud83d\ude00\n\"\'\\");`, { a: 'A山😀\n"\'\\' }],
    ['UTF-8', Buffer.from('user_pref("a", "山田");').toString('latin1'), { a: '山田' }],
    ['Latin-1, without a loss', 'user_pref("a", "caf\xe9");', { a: 'caf\udce9' }],
    ['a BOM', '\xef\xbb\xbfuser_pref("a", 1);', { a: 1 }],
    ['the last of several', 'user_pref("a", 1);user_pref("a", "x");', { a: 'x' }],
    ['what the person set before a default', 'user_pref("a", 1);pref("a", 2);pref("b", 3);', { a: 1, b: 3 }],
  ])('reads %s', (_, text, values) => {
    expect(valuesOf(text)).toEqual(values)
    expect(parsePrefs(bytes(text)).problems).toEqual([])
  })

  it('loses what Thunderbird loses after a syntax error, and tells the line', () => {
    const text = 'user_pref("a", 1);\r\nuser_pref("b", 2)\r\nuser_pref("c", 3);\ruser_pref("d", 4);\n"\n'
    expect(valuesOf(text)).toEqual({ a: 1, d: 4 })
    expect(parsePrefs(bytes(text)).problems).toEqual([
      { kind: 'syntax-error', line: 2 },
      { kind: 'syntax-error', line: 5 },
    ])
  })

  it('tells of a type that another statement has fixed, and of a NUL', () => {
    const text = 'pref("a", 1);\nuser_pref("a", "x");\n\0user_pref("b", 1);'
    expect(valuesOf(text)).toEqual({ a: 1 })
    expect(parsePrefs(bytes(text)).problems).toEqual([
      { kind: 'wrong-type', line: 2, name: 'a' },
      { kind: 'cut-by-nul', line: 3 },
    ])
  })

  test('of those that are wanted it keeps the same values, and tells of the same problems', () => {
    const isWanted = (name: string) => name.length % 2 === 0
    fc.assert(
      fc.property(prefsFiles(), (text) => {
        const whole = parsePrefs(bytes(text))
        const some = parsePrefs(bytes(text), isWanted)
        expect(some.problems).toEqual(whole.problems)
        const wanted = ({ values }: typeof whole) => [...values].filter(([name]) => isWanted(name))
        expect(Object.fromEntries(wanted(some))).toEqual(Object.fromEntries(wanted(whole)))
      }),
      { numRuns: 500 },
    )
  })

  it('reads 200,000 preferences, and refuses what is too big', () => {
    const lines = Array.from({ length: 200_000 }, (_, index) => `user_pref("mail.a${index}", ${index});\n`)
    const many = parsePrefs(Buffer.from(lines.join('')))
    expect(many.values.size).toBe(200_000)
    expect(many.values.get('mail.a199999')).toBe(199_999)
    const big = Buffer.alloc(mostPrefsBytes + 1, '#')
    expect(parsePrefs(big)).toEqual({
      values: new Map(),
      problems: [{ kind: 'too-big', bytes: mostPrefsBytes + 1 }],
    })
    expect(parsePrefs(big.subarray(1)).problems).toEqual([])
  })

  it.each(['/*', 'a\n', ';', '"', "/*'", '\\', 'user_pref("', '1'])(
    'is not slow on 16 MB of %j',
    { timeout: 20_000 },
    (junk) => {
      const { problems } = parsePrefs(Buffer.alloc(mostPrefsBytes, junk))
      expect(problems.length).toBeGreaterThan(0)
      expect(problems.length).toBeLessThanOrEqual(50)
    },
  )
})

const set = (name: string, after: PrefValue | null): PrefChange => ({ name, before: null, after })
const edited = (text: string, ...changes: PrefChange[]) =>
  Buffer.from(editPrefs(bytes(text), changes)).toString('latin1')

describe('editPrefs', () => {
  it.each<[string, string, PrefChange[], string]>([
    [
      'replaces only the value',
      "\xef\xbb\xbf# caf\xe9\r\nuser_pref( 'a' ,\t- 25 /* why */ ) ;x\r\n",
      [set('a', 587)],
      "\xef\xbb\xbf# caf\xe9\r\nuser_pref( 'a' ,\t587 /* why */ ) ;x\r\n",
    ],
    [
      'replaces the last of several',
      'user_pref("a", 1);user_pref("a", 2);',
      [set('a', 3)],
      'user_pref("a", 1);user_pref("a", 3);',
    ],
    ['changes a type', 'user_pref("a", 1);', [set('a', 'x')], 'user_pref("a", "x");'],
    [
      'adds a line with the line ends of the file',
      '#\r\nuser_pref("a", 1);\r\n',
      [set('b', true)],
      '#\r\nuser_pref("a", 1);\r\nuser_pref("b", true);\r\n',
    ],
    [
      'adds a line where the last one is open',
      'user_pref("a", 1); // why',
      [set('b', 2)],
      'user_pref("a", 1); // why\nuser_pref("b", 2);\n',
    ],
    ['begins a file', '', [set('a', 1), set('b', 'x')], 'user_pref("a", 1);\nuser_pref("b", "x");\n'],
    [
      'adds before what would swallow it',
      'user_pref("a", 1);\n/* never closed',
      [set('b', 2)],
      'user_pref("a", 1);\nuser_pref("b", 2);\n\n/* never closed',
    ],
    [
      'adds before a NUL',
      'user_pref("a", 1);\n\0x',
      [set('b', 2)],
      'user_pref("a", 1);\nuser_pref("b", 2);\n\0x',
    ],
    [
      'removes a line',
      '#\r\nuser_pref("a", 1);\r\nuser_pref("b", 2);\r\n',
      [set('a', null)],
      '#\r\nuser_pref("b", 2);\r\n',
    ],
    [
      'removes all statements of a name',
      'user_pref("a", 1); user_pref("b", 2);\npref("a", 3);\n',
      [set('a', null)],
      ' user_pref("b", 2);\n',
    ],
    ['sets beside a default', 'pref("a", 1);\n', [set('a', 2)], 'pref("a", 1);\nuser_pref("a", 2);\n'],
    ['takes away a default of another type', 'pref("a", "x");\n', [set('a', 2)], 'user_pref("a", 2);\n'],
    ['escapes', '', [set('a"', 'x"\\\n\r\'\udce9')], 'user_pref("a\\"", "x\\"\\\\\\n\\r\'\\xe9");\n'],
    [
      'leaves what is so already',
      "user_pref('a', +1);",
      [set('a', 1), set('b', null)],
      "user_pref('a', +1);",
    ],
  ])('%s', (_, text, changes, expected) => {
    expect(edited(text, ...changes)).toBe(expected)
  })

  it('writes no number that Thunderbird does not read, and no NUL', () => {
    expect(() => edited('', set('a', 2 ** 31))).toThrow(RangeError)
    expect(() => edited('', set('a', 1.5))).toThrow(RangeError)
    expect(() => edited('', set('a', 'x\0'))).toThrow(RangeError)
  })

  const name = fc.constantFrom('zz.a', 'zz.b', 'zz.c', 'zz.d', 'zz.é', 'zz.new', 'zz.\'"\\')
  const value = fc.oneof(
    fc.boolean(),
    fc.integer(),
    fc.string({ unit: 'grapheme' }).filter((text) => !text.includes('\0')),
    fc.constant('\udcff\udc80é'),
    fc.constant(null),
  )
  const changes = fc.uniqueArray(fc.record({ name, before: fc.constant(null), after: value }), {
    selector: (change) => change.name,
    maxLength: 4,
  })

  test('in any file, whole or not, exactly the wanted values change', () => {
    fc.assert(
      fc.property(prefsFiles(), changes, (text, wanted) => {
        const expected = new Map(parsePrefs(bytes(text)).values)
        for (const { name, after } of wanted) {
          if (after === null) expected.delete(name)
          else expected.set(name, after)
        }
        const { values } = parsePrefs(editPrefs(bytes(text), wanted))
        expect(Object.fromEntries(values)).toEqual(Object.fromEntries(expected))
      }),
      { numRuns: 500 },
    )
  })

  test('what was added can be removed again, and nothing but a line end may be left', () => {
    fc.assert(
      fc.property(prefsFiles(), changes, (text, wanted) => {
        const { values } = parsePrefs(bytes(text))
        const added = wanted.filter(({ name, after }) => after !== null && !values.has(name))
        const removed = added.filter(({ name }) => !text.includes(name)).map(({ name }) => set(name, null))
        fc.pre(removed.length === added.length)
        const restored = Buffer.from(editPrefs(editPrefs(bytes(text), added), removed)).toString('latin1')
        expect(restored.replace(/[\r\n]/g, '')).toBe(text.replace(/[\r\n]/g, ''))
      }),
    )
  })
})
