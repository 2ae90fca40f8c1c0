import type { Language } from '../text/locales.ts'
import type { Translate } from '../text/translate.ts'
import { createTranslator } from '../text/translator.ts'

const translators = new Map<Language, Translate>()

/** The texts of one language; the tray asks for them at every turn of a check. */
export function words(language: Language): Translate {
  const known = translators.get(language) ?? createTranslator(language)
  translators.set(language, known)
  return known
}
