import { createInstance } from 'i18next'
import type { Language, Messages } from './locales.ts'
import type { MessageKey } from './message-key.ts'

export type MessageParams = Readonly<Record<string, string | number>>
export type Translate = (key: MessageKey, params?: MessageParams) => string

/**
 * The texts of one language, of `locales` or of what a window has loaded of them. `count` chooses the plural form. A
 * parameter that the text needs and does not get is a bug and throws.
 */
export function translatorOf(language: Language, locales: Readonly<Record<Language, Messages>>): Translate {
  const i18next = createInstance()
  // The texts are here already, so nothing is left to wait for.
  void i18next.init({
    initAsync: false,
    lng: language,
    fallbackLng: 'en',
    resources: Object.fromEntries(
      Object.entries(locales).map(([name, translation]) => [name, { translation }]),
    ),
    keySeparator: false,
    nsSeparator: false,
    interpolation: { escapeValue: false, skipOnVariables: true },
    missingInterpolationHandler: (text: string, match: RegExpExecArray) => {
      throw new Error(`No value for ${match[0]} in "${text}"`)
    },
  })
  return (key, params = {}) => {
    const replace = Object.fromEntries(Object.entries(params).map(([name, value]) => [name, harmless(value)]))
    const { count } = params
    // `replace` keeps parameters apart from i18next's own options; `nest` would read $t() out of them.
    return i18next.t(key, { replace, nest: false, ...(typeof count === 'number' ? { count } : {}) })
  }
}

/**
 * Servers' replies and certificates reach a terminal through these texts: control characters, which could
 * drive it, and marks that turn the direction of writing are taken out. Line ends of our own blocks stay.
 */
function harmless(value: string | number): string | number {
  return typeof value === 'number'
    ? value
    : value.replace(/\r\n?/g, '\n').replace(/(?!\n)[\p{Cc}\u2028\u2029\u202a-\u202e\u2066-\u2069]/gu, '')
}
