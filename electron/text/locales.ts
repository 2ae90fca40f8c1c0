import en from '../../assets/locales/en.json' with { type: 'json' }
import ja from '../../assets/locales/ja.json' with { type: 'json' }

/** A new language is a file in assets/locales and its name here. English is the model for the keys. */
export const locales = { en, ja }

export type Language = keyof typeof locales
export const languages = Object.keys(locales) as Language[]

/** A text's name, checked against en.json; plural forms ("accounts_one", "accounts_other") share one. */
export type MessageKey = WithoutPlural<keyof typeof en>

type WithoutPlural<Key extends string> = Key extends `${infer Base}_${'one' | 'other'}` ? Base : Key
