import { readdirSync, readFileSync } from 'node:fs'
import path from 'node:path'

/** The same place seen from the sources, from out/cli and from out/main. */
const folder = path.join(import.meta.dirname, '..', '..', 'assets', 'locales')

/** The tag of a language (BCP 47), which is the name of its file. */
export type Language = string

/** Texts by their names. */
export type Messages = Readonly<Record<string, string>>

/** A new language is a file in assets/locales. English is the model for the keys, and stands first. */
export const languages: readonly Language[] = readdirSync(folder)
  .filter((file) => file.endsWith('.json'))
  .map((file) => file.slice(0, -'.json'.length))
  .sort((a, b) => Number(b === 'en') - Number(a === 'en') || a.localeCompare(b))

/** The texts of every language. */
export const locales: Readonly<Record<Language, Messages>> = Object.fromEntries(
  languages.map((language) => [language, messagesOf(language)]),
)

function messagesOf(language: Language): Messages {
  return JSON.parse(readFileSync(path.join(folder, `${language}.json`), 'utf8')) as Messages
}
