import { expect, test } from 'vitest'
import { detectLanguage } from '../../../electron/text/detect-language.ts'

test.each([
  [{}, 'en'],
  [{ LANG: 'ja_JP.UTF-8' }, 'ja'],
  [{ LANG: 'ja' }, 'ja'],
  [{ LANG: 'JA_JP.eucJP' }, 'ja'],
  [{ LANG: 'de_DE.UTF-8' }, 'en'],
  [{ LANG: 'C.UTF-8' }, 'en'],
  [{ LANG: 'en_US.UTF-8', LC_MESSAGES: 'ja_JP.UTF-8' }, 'ja'],
  [{ LANG: 'ja_JP.UTF-8', LC_MESSAGES: 'en_GB.UTF-8' }, 'en'],
  [{ LANG: 'ja_JP.UTF-8', LC_MESSAGES: 'ja_JP.UTF-8', LC_ALL: 'C' }, 'en'],
  [{ LANG: 'ja_JP.UTF-8', LC_MESSAGES: '', LC_ALL: '' }, 'ja'],
] as const)('%j is %s', (env, expected) => {
  expect(detectLanguage({ env })).toBe(expected)
})

test('a language that was asked for comes first', () => {
  expect(detectLanguage({ explicit: 'en', env: { LC_ALL: 'ja_JP.UTF-8' } })).toBe('en')
  expect(detectLanguage({ explicit: 'ja', env: {} })).toBe('ja')
})
