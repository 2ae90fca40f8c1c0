import { languages, type Language } from './locales.ts'

/**
 * The language to speak: the one asked for, else that of the POSIX locale (XBD 8.2: LC_ALL, LC_MESSAGES, LANG;
 * an empty one counts as unset), else English.
 */
export function detectLanguage({
  explicit,
  env,
}: {
  explicit?: Language | undefined
  env: Readonly<Record<string, string | undefined>>
}): Language {
  const locale = [env['LC_ALL'], env['LC_MESSAGES'], env['LANG']].find((value) => value) ?? ''
  return explicit ?? languages.find((language) => locale.toLowerCase().startsWith(language)) ?? 'en'
}
