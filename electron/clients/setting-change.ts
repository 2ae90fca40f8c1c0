/** What a mail program keeps under one name. */
export type SettingValue = boolean | number | string

/** One setting, as it is and as it shall be; null where there is none. */
export type SettingChange = { name: string; before: SettingValue | null; after: SettingValue | null }
