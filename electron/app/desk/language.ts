import { type Language, languages } from '../../text/locales.ts'

/** The language that the person chose, else the first of the system's that there are texts for, else English. */
export function languageFor(chosen: string | null, systemLanguages: readonly string[]): Language {
  const wanted = chosen === null ? systemLanguages : [chosen]
  const found = wanted
    .map((tag) => {
      const lower = tag.toLowerCase().replaceAll('_', '-')
      return languages.find((language) => {
        const own = language.toLowerCase()
        return lower === own || lower.startsWith(`${own}-`)
      })
    })
    .find((language) => language !== undefined)
  return found ?? 'en'
}
