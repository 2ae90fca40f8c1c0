import type { SettingValue } from '../setting-change.ts'
import type { SettingsFormat } from '../settings-format.ts'
import { editPrefs, mostPrefsBytes, parsePrefs } from './prefs-file.ts'

/** A profile's prefs.js. */
export const prefsFormat: SettingsFormat = {
  client: 'thunderbird',
  program: 'Thunderbird',
  mostBytes: mostPrefsBytes,
  read: (bytes) => parsePrefs(bytes).values,
  edit: editPrefs,
  takeBack: ({ name, before, after }, now) =>
    listNames.has(name) ? withoutOurs(itemsOf(before), itemsOf(after), now) : undefined,
}

/** Lists that Thunderbird adds to as well, such as its Local Folders. */
const listNames = new Set(['mail.accountmanager.accounts', 'mail.smtpservers'])

function withoutOurs(
  before: readonly string[],
  after: readonly string[],
  now: SettingValue | null,
): SettingValue | undefined {
  const added = after.filter((item) => !before.includes(item))
  const items = itemsOf(now)
  const left = items.filter((item) => !added.includes(item))
  return left.length === items.length ? undefined : left.join(',')
}

function itemsOf(value: SettingValue | null): string[] {
  return typeof value === 'string' ? value.split(',').filter((item) => item !== '') : []
}
