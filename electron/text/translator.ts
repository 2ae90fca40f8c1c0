import { type Language, locales } from './locales.ts'
import { type Translate, translatorOf } from './translate.ts'

const translators = new Map<Language, Translate>()

/** The texts of one language, from the files in assets/locales. Made once: the tray asks at every turn of a check. */
export function createTranslator(language: Language): Translate {
  const known = translators.get(language) ?? translatorOf(language, locales)
  translators.set(language, known)
  return known
}
