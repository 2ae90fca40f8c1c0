import { describe, expect, test } from 'vitest'
import { Meaning } from '../../../electron/contract/explain.ts'
import { languages } from '../../../electron/text/locales.ts'
import { createTranslator } from '../../../electron/text/translator.ts'
import { offerFor } from '../../../renderer/screens/explain/offers.ts'
import { withoutCommands } from '../../../renderer/screens/explain/without-commands.ts'

describe.each(languages)('in %s', (language) => {
  const t = createTranslator(language)

  test.each(Meaning.options)('%s: the window names no command of the terminal', (meaning) => {
    const next = withoutCommands(t(`explain.next.${meaning}`))
    expect(next).not.toMatch(/postern /)
    expect(next).not.toMatch(/[(（][)）]| [,.;:]/)
  })
})

test('whatever tells to check with Postern has a button for it', () => {
  const t = createTranslator('en')
  for (const meaning of Meaning.options)
    if (t(`explain.next.${meaning}`).includes('(postern check)'))
      expect(offerFor(meaning), meaning).toBe('check')
})
