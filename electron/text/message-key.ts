import type en from '../../assets/locales/en.json'

/** A text's name, checked against en.json; plural forms ("accounts_one", "accounts_other") share one. */
export type MessageKey = WithoutPlural<keyof typeof en>

type WithoutPlural<Key extends string> = Key extends `${infer Base}_${'one' | 'other'}` ? Base : Key
