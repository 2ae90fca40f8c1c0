import { rm } from 'node:fs/promises'
import type { ClientFailure } from '../../contract/client-failures.ts'
import { failed, ok, type Result } from '../../contract/result.ts'
import { writeFailure } from '../client-file.ts'
import { writeDurably } from '../durable-files.ts'
import type { JournalEntry } from '../journal.ts'
import type { SettingChange } from '../setting-change.ts'
import { readAccountKey } from './read-profiles.ts'
import { findValue, type RegKey, writeRegFile } from './reg-file.ts'
import type { Registry } from './registry.ts'
import { settingOf } from './settings.ts'

/** Writes the old values again, and looks. Gives the failure that led here when they are there. */
export async function restore(
  { target, temporary, changes }: JournalEntry,
  before: RegKey,
  registry: Registry,
  cause: ClientFailure,
): Promise<ClientFailure> {
  const notRestored: ClientFailure = { kind: 'not-restored', key: target }
  try {
    await rm(temporary, { force: true })
    await writeDurably(temporary, changeFile(before, changes))
  } catch (error) {
    writeFailure(error, temporary)
    return notRestored
  }
  await registry.importFile(temporary)
  const now = await presentKey(target, registry)
  const isBack =
    now.ok &&
    changes.every(({ name }) => settingOf(findValue(now.value, name)) === settingOf(findValue(before, name)))
  return isBack ? cause : notRestored
}

/** An account's key that has to be there. */
export async function presentKey(name: string, registry: Registry): Promise<Result<RegKey, ClientFailure>> {
  const read = await readAccountKey(name, registry)
  if (!read.ok) return read
  return read.value === null ? failed({ kind: 'key-missing', key: name }) : ok(read.value)
}

/** The changed values alone, as they are in the key; those that it does not have are deleted. */
export function changeFile(key: RegKey, changes: readonly SettingChange[]): Uint8Array {
  const values = new Map(changes.map(({ name }) => [name, findValue(key, name) ?? null]))
  return writeRegFile([{ name: key.name, isDeleted: false, values }])
}
