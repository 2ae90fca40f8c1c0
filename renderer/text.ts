import { useEffect, useState } from 'preact/hooks'
import type { Sentence } from '../electron/contract/sentence.ts'
import type { Language, Messages } from '../electron/text/locales.ts'
import type { MessageKey } from '../electron/text/message-key.ts'
import { type Translate, translatorOf } from '../electron/text/translate.ts'

const loaded = new Map<Language, Promise<Messages>>()

/** The words of a language. English stands in for what a translation does not have yet. */
export async function loadTranslate(language: Language): Promise<Translate> {
  const wanted = [...new Set(['en', language])]
  const messages = await Promise.all(wanted.map(messagesOf))
  const t = translatorOf(
    language,
    Object.fromEntries(wanted.map((name, index) => [name, messages[index] ?? {}])),
  )
  return (key, params) => keptTogether(t(key, params))
}

/**
 * A port and its number stay on one line: by a space that does not break, or where there is none by a joiner. Lines after
 * the first are to be copied and stay as they are.
 */
export function keptTogether(text: string): string {
  const [sentence = '', ...lines] = text.split('\n')
  const kept = sentence.replace(/\b(ports?) (?=\d)/gi, '$1\u00a0').replace(/ポート(?=\d)/g, 'ポート\u2060')
  return [kept, ...lines].join('\n')
}

function messagesOf(language: Language): Promise<Messages> {
  const known = loaded.get(language)
  if (known !== undefined) return known
  const fetched = fetch(`./locales/${language}.json`).then((reply) => reply.json() as Promise<Messages>)
  loaded.set(language, fetched)
  return fetched
}

/** A sentence of the state in words. Its key is one of ours: the main process made it. */
export function say(t: Translate, { key, params }: Sentence): string {
  return t(key as MessageKey, params)
}

/** The languages by their own names, which each file of texts gives; its tag until that is there. */
export function useLanguageNames(
  languages: readonly Language[],
): { value: string; label: string; lang: string }[] {
  const [names, setNames] = useState<Readonly<Record<Language, string>>>({})
  const wanted = languages.join(' ')
  useEffect(() => {
    const tags = wanted.split(' ')
    void Promise.all(tags.map(messagesOf)).then((all) =>
      setNames(Object.fromEntries(tags.map((tag, index) => [tag, all[index]?.['language.name'] ?? tag]))),
    )
  }, [wanted])
  return languages.map((tag) => ({ value: tag, label: names[tag] ?? tag, lang: tag }))
}
