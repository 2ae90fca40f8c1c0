import fc from 'fast-check'

/**
 * Prefs files of all kinds, valid and not, as text with one character for each byte. Names begin with zz, where
 * Thunderbird has nothing of its own; the few that damage has given another name are not looked at.
 */
export function prefsFiles(): fc.Arbitrary<string> {
  const any = fc.constantFrom
  const joined = (...parts: fc.Arbitrary<string>[]) => fc.tuple(...parts).map((some) => some.join(''))
  const many = (part: fc.Arbitrary<string>, maxLength: number) =>
    fc.array(part, { maxLength }).map((some) => some.join(''))

  const comment = any(
    '# one\n',
    '// two\r\n',
    '# three\r',
    '/* four */',
    '/* *\n/ * five **/',
    '//\n',
    '/**/',
  )
  const gap = fc.oneof(
    { weight: 6, arbitrary: any('', ' ', '\n', '\r\n') },
    { weight: 1, arbitrary: many(fc.oneof(any(' ', '\t', '\v', '\f', '\n', '\r', '\r\n'), comment), 4) },
  )
  const plain = any(
    'a',
    'Z',
    '0',
    '.',
    '_',
    '-',
    ' ',
    ';',
    ')',
    '(',
    ',',
    '/',
    '/*',
    '#',
    '\t',
    '\x01',
    '\x7f',
  )
  const beyondAscii = any(
    '\xc3\xa9',
    '\xe5\xb1\xb1',
    '\xf0\x9f\x98\x80',
    '\xe9',
    '\xff',
    '\x80',
    '\xed\xa0\x80',
  )
  const validEscape = any(
    ...['\\"', "\\'", '\\\\', '\\n', '\\r', '\\x41', '\\xe9', '\\xE5\\xb1\\xB1'],
    ...['\\u00e9', '\\u5C71', '\\ud83d\\ude00', '\\ufeff', '\\u0041'],
  )
  const brokenEscape = any(
    ...['\\', '\\q', '\\x', '\\x4', '\\xg0', '\\x00', '\\u', '\\u12', '\\u0000', '\\t', '\\0', '\\\n'],
    ...['\\ud83d', '\\ud83d\\', '\\ud83d\\n', '\\ud83d\\u0041', '\\ud83d\\ud83d', '\\udc00', '\\ud83d\\u12'],
  )
  const piece = fc.oneof(
    { weight: 60, arbitrary: plain },
    { weight: 12, arbitrary: any('\n', '\r', '\r\n') },
    { weight: 15, arbitrary: beyondAscii },
    { weight: 18, arbitrary: validEscape },
    { weight: 1, arbitrary: brokenEscape },
  )
  const quoted = (content: fc.Arbitrary<string>) =>
    fc.oneof(
      joined(
        any('"'),
        many(fc.oneof({ weight: 9, arbitrary: content }, { weight: 1, arbitrary: any("'") }), 6),
        any('"'),
      ),
      joined(
        any("'"),
        many(fc.oneof({ weight: 9, arbitrary: content }, { weight: 1, arbitrary: any('"') }), 6),
        any("'"),
      ),
    )
  const name = fc.oneof(
    {
      weight: 6,
      arbitrary: any('"zz.a"', '"zz.b"', "'zz.a'", '"zz.c"', "'zz.d'", '"zz\\x2ea"', '"zz.\\u00e9"'),
    },
    { weight: 2, arbitrary: quoted(piece).map((literal) => `${literal.charAt(0)}zz.${literal.slice(1)}`) },
  )
  const wrongNumber = any(
    ...['2147483648', '-2147483649', '+2147483648', '4294967295', '4294967296', '-4294967296'],
    ...['99999999999999999999', '-', '+', '--1', '1a', '1_', '1.5', '0x10', '1e3', '-true'],
  )
  const number = fc.oneof(
    { weight: 6, arbitrary: fc.integer().map(String) },
    {
      weight: 6,
      arbitrary: any('0', '-0', '+0', '007', '2147483647', '-2147483648', '+2147483647', '- 1', '+\n2'),
    },
    { weight: 1, arbitrary: wrongNumber },
  )
  const value = fc.oneof(
    { weight: 12, arbitrary: any('true', 'false') },
    { weight: 20, arbitrary: number },
    { weight: 30, arbitrary: quoted(piece) },
    { weight: 1, arbitrary: any('True', 'null', 'sticky', 'locked', 'truefalse', '', 'undefined', '[1]') },
  )
  const word = fc.oneof(
    { weight: 60, arbitrary: any('user_pref') },
    { weight: 10, arbitrary: any('pref', 'sticky_pref') },
    { weight: 1, arbitrary: any('user_prefs', 'User_Pref', 'lockPref', 'user', '') },
  )
  const tokens = fc.tuple(word, any('('), name, any(','), value, any(')'), any(';'))
  const whole = fc
    .tuple(tokens, fc.array(gap, { minLength: 7, maxLength: 7 }))
    .map(([some, gaps]) => some.map((token, index) => token + (gaps[index] ?? '')).join(''))
  const junk = fc.oneof(
    any(
      ...['(', ')', ',', ';', '+', '-', '/', '#', '"', "'", '\\', '=', '<', '[', '{', '\0', '\xff', '.'],
      '/*',
      '*/',
      '//',
      ', sticky',
      ', locked',
      'user_pref("zz.',
    ),
    piece,
    word,
    value,
  )
  const damaged = fc
    .tuple(tokens, fc.nat(6), any('drop', 'double', 'swap', 'cut'), junk)
    .map(([some, index, how, other]) => {
      const token = some[index] ?? ''
      const changed = { drop: '', double: token + token, swap: other, cut: token.slice(0, -1) }[how]
      return some.with(index, changed).join(' ')
    })
  const statement = fc.oneof(
    { weight: 40, arbitrary: whole },
    { weight: 3, arbitrary: damaged },
    { weight: 1, arbitrary: junk },
    { weight: 3, arbitrary: comment },
  )
  const start = fc.oneof(
    { weight: 8, arbitrary: any('') },
    { weight: 1, arbitrary: any('\xef\xbb\xbf', '\xef\xbb\xbf\xef\xbb\xbf', '\xef\xbb', '\xff\xfe', '\0') },
  )
  return joined(start, many(statement, 8), gap)
}
