import { expect, test } from 'vitest'
import { languageFor } from '../../../../electron/app/desk/language.ts'

test.each([
  [null, ['ja-JP', 'en-US'], 'ja'],
  [null, ['de-DE', 'ja'], 'ja'],
  [null, ['fr'], 'en'],
  [null, [], 'en'],
  [null, ['jav'], 'en'],
  [null, ['JA_jp'], 'ja'],
  ['en', ['ja-JP'], 'en'],
  ['xx', ['ja-JP'], 'en'],
] as const)('chosen %s, system %j: %s', (chosen, system, language) => {
  expect(languageFor(chosen, system)).toBe(language)
})
