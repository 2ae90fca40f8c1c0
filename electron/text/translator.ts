import { type Language, locales } from './locales.ts'
import { type Translate, translatorOf } from './translate.ts'

/** The texts of one language, from the files in assets/locales. */
export function createTranslator(language: Language): Translate {
  return translatorOf(language, locales)
}
