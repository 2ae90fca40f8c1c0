import type { MailClient } from '../contract/clients.ts'
import type { SettingChange, SettingValue } from './setting-change.ts'

/** How a mail program keeps its settings in a file. */
export type SettingsFormat = {
  client: MailClient
  /** The program's name, for people. */
  program: string
  /** A bigger file is not read. */
  mostBytes: number
  read(bytes: Uint8Array): ReadonlyMap<string, SettingValue>
  /** Puts `after` in the place of each value, and keeps every other byte. */
  edit(bytes: Uint8Array, changes: readonly SettingChange[]): Uint8Array
  /**
   * What takes our change back out of a value that was changed after us, such as a list that has grown; undefined where
   * there is no such thing, and the value stays.
   */
  takeBack(change: SettingChange, now: SettingValue | null): SettingValue | null | undefined
}
