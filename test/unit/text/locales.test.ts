import { readdirSync } from 'node:fs'
import { describe, expect, test } from 'vitest'
import { adviceParams } from '../../../electron/contract/advice.ts'
import { languages, locales, type Language } from '../../../electron/text/locales.ts'

const english: Record<string, string> = locales['en'] ?? {}
const others = languages.filter((language) => language !== 'en')

function placeholders(text: string): string[] {
  return [...text.matchAll(/\{\{(\w+)\}\}/g)].map(([, name]) => name ?? '')
}

function once(names: readonly string[]): string[] {
  return [...new Set(names)].sort()
}

/** Keys without their plural form: which forms there are is the language's own matter. */
function names(language: Language): string[] {
  return once(
    Object.keys(locales[language] ?? {}).map((key) => key.replace(/_(zero|one|two|few|many|other)$/, '')),
  )
}

/** Lines without a letter of any other script: commands and lines of files, the same in every language. */
function commands(text: string): string[] {
  return text
    .split('\n')
    .slice(1)
    .filter((line) => /^[\x20-\x7e]+$/.test(line))
}

test('every file in assets/locales is a language', () => {
  const files = readdirSync(new URL('../../../assets/locales', import.meta.url))
  expect(files.sort()).toEqual(languages.map((language) => `${language}.json`).sort())
})

describe.each(others)('%s', (language) => {
  const texts: Record<string, string> = locales[language] ?? {}

  test('has the keys that English has', () => {
    expect(names(language)).toEqual(names('en'))
  })

  test('has the plural forms that its speakers need', () => {
    const forms = new Intl.PluralRules(language).resolvedOptions().pluralCategories
    const plurals = Object.keys(english).filter((key) => key.endsWith('_other'))
    expect(plurals).not.toEqual([])
    for (const key of plurals)
      for (const form of forms) expect(texts).toHaveProperty([key.replace(/other$/, form)])
  })

  test('shows the same values as English in every text', () => {
    const different = Object.entries(texts).filter(
      ([key, text]) =>
        once(placeholders(text)).join() !== once(placeholders(english[key] ?? '')).join() ||
        text.trim() === '',
    )
    expect(different).toEqual([])
  })

  test('gives the same commands as English', () => {
    for (const [key, text] of Object.entries(texts)) {
      const shared = commands(text)
      expect((english[key] ?? '').split('\n').filter((line) => shared.includes(line))).toEqual(shared)
    }
    expect(commands(texts['advice.postfix-certificate'] ?? '')).toHaveLength(3)
  })
})

test('every advice shows the parameters that it is given, and no other', () => {
  for (const [id, params] of Object.entries(adviceParams))
    expect([id, once(placeholders(english[`advice.${id}`] ?? ''))]).toEqual([id, once(params)])
})

test('no text is advice that is never given', () => {
  const known = Object.keys(adviceParams).map((id) => `advice.${id}`)
  expect(Object.keys(english).filter((key) => key.startsWith('advice.') && !known.includes(key))).toEqual([])
})

test('lines of files stand on lines of their own, so that they can be copied', () => {
  for (const texts of Object.values<Record<string, string>>(locales))
    for (const text of [texts['advice.postfix-submission'], texts['advice.postfix-sasl']])
      expect(text).toMatch(/\n\{\{(masterCf|dovecot)\}\}\n/)
})
