import { rm } from 'node:fs/promises'
import path from 'node:path'
import type { ClientFailure } from '../../contract/client-failures.ts'
import { failed, ok, type Result } from '../../contract/result.ts'
import type { Clock } from '../../net/clock.ts'
import type { ProgramUse } from '../change-file.ts'
import { writeFailure } from '../client-file.ts'
import { writeDurably } from '../durable-files.ts'
import { addEntry, type JournalEntry, readEntries, rollBack, sha256, writeEntry } from '../journal.ts'
import { withJournal } from '../journal-lock.ts'
import { type OutlookPlan, withChanges } from './plan.ts'
import { findValue, type RegKey, sameName, writeRegFile } from './reg-file.ts'
import { sameValue } from './reg-value.ts'
import type { Registry } from './registry.ts'
import { changeFile, presentKey, restore } from './restore-account.ts'
import { settingOf } from './settings.ts'
import { settleAccount } from './settle-account.ts'

export type AccountOptions = {
  /** Postern's own folder for the journal and the backups: one with the changes of files. */
  folder: string
  registry: Registry
  /** Whether classic Outlook runs. Asked several times. */
  use: () => Promise<ProgramUse>
  clock: Clock
  wallClock: () => number
}

const program = 'Outlook'

/** Writes the plan into the account's key: all of it or nothing, and so that it can be undone. */
export async function changeAccount(
  plan: Pick<OutlookPlan, 'key' | 'changes'>,
  options: AccountOptions,
): Promise<Result<JournalEntry, ClientFailure>> {
  return withJournal(options, () => changeUnderLock(plan, options, null))
}

/** `undoes`: the change that is taken back. */
export async function changeUnderLock(
  { key: name, changes }: Pick<OutlookPlan, 'key' | 'changes'>,
  options: AccountOptions,
  undoes: number | null,
): Promise<Result<JournalEntry, ClientFailure>> {
  const { folder, registry, use, wallClock } = options
  const unsettled = await settleEarlier(name, options)
  if (unsettled !== null) return failed(unsettled)
  const read = await presentKey(name, registry)
  if (!read.ok) return read
  const before = read.value
  const different = changes.filter((change) => settingOf(findValue(before, change.name)) !== change.before)
  if (different.length > 0)
    return failed({ kind: 'changed-meanwhile', file: name, names: different.map((change) => change.name) })
  const inUse = useFailure(await use())
  if (inUse !== null) return failed(inUse)

  const backup = writeRegFile([withoutPasswords(before)])
  const after = withChanges(before, changes)
  const temporary = path.join(folder, 'change.reg')
  let entry: JournalEntry
  try {
    entry = await addEntry(
      folder,
      {
        at: new Date(wallClock()).toISOString(),
        client: 'outlook',
        file: name,
        target: before.name,
        temporary,
        changes: [...changes],
        sha256: { before: sha256(backup), after: sha256(writeRegFile([withoutPasswords(after)])) },
        state: 'writing',
        undoes,
      },
      backup,
    )
  } catch (error) {
    return failed(writeFailure(error, folder))
  }
  const failure = await importChange(entry, { before, after }, options)
  if (failure !== null) {
    if (failure.kind !== 'not-restored') {
      await rollBack(folder, entry).catch((error: unknown) => {
        // What cannot be removed now is settled at the next start.
        writeFailure(error, folder)
      })
    }
    return failed(failure)
  }
  const done: JournalEntry = { ...entry, state: 'done' }
  try {
    await rm(temporary, { force: true })
    await writeEntry(folder, done)
  } catch (error) {
    // The change is made, and the next start writes so.
    writeFailure(error, folder)
  }
  // Outlook reads its accounts when it starts, and writes them when it ends.
  return (await use()) === 'closed' ? ok(done) : failed({ kind: 'started-meanwhile', program, id: entry.id })
}

/**
 * Half a change that is still in the key would later be taken back over this one. What has been planned on top of it
 * is then no plan any more.
 */
async function settleEarlier(name: string, options: AccountOptions): Promise<ClientFailure | null> {
  const { folder, registry, use } = options
  try {
    for (const { entry } of await readEntries(folder)) {
      if (entry?.client !== 'outlook' || entry.state === 'done' || !sameName(entry.target, name)) continue
      const planned = await presentKey(name, registry)
      if (!planned.ok) return planned.error
      const settled = await settleAccount(entry, options)
      if (!settled.ok) return settled.error
      if (settled.value === 'waiting')
        return useFailure(await use()) ?? { kind: 'changes-busy', file: entry.temporary }
      const now = await presentKey(name, registry)
      if (!now.ok) return now.error
      if (!sameKey(now.value, planned.value)) return { kind: 'settled-first', key: name }
    }
  } catch (error) {
    return writeFailure(error, folder)
  }
  return null
}

/** With a failure the key is as it was before, unless that says otherwise. */
async function importChange(
  entry: JournalEntry,
  { before, after }: { before: RegKey; after: RegKey },
  { folder, registry, use }: AccountOptions,
): Promise<ClientFailure | null> {
  const { target, temporary, changes } = entry
  try {
    await rm(temporary, { force: true })
    await writeDurably(temporary, changeFile(after, changes))
  } catch (error) {
    return writeFailure(error, folder)
  }
  const now = await presentKey(target, registry)
  if (!now.ok) return now.error
  if (!sameKey(now.value, before)) return { kind: 'changed-meanwhile', file: target, names: [] }
  const inUse = useFailure(await use())
  if (inUse !== null) return inUse
  try {
    await writeEntry(folder, { ...entry, state: 'importing' })
  } catch (error) {
    return writeFailure(error, folder)
  }
  const imported = await registry.importFile(temporary)
  // What reg.exe says counts less than what is there now.
  const made = await presentKey(target, registry)
  if (made.ok && sameKey(made.value, after)) return null
  return restore(entry, before, registry, imported.ok ? { kind: 'not-taken', key: target } : imported.error)
}

/** Also where encrypted, a password stays where it is: an import of the backup leaves it there. */
function withoutPasswords(key: RegKey): RegKey {
  return { ...key, values: new Map([...key.values].filter(([name]) => !/password/i.test(name))) }
}

function sameKey(a: RegKey, b: RegKey): boolean {
  return (
    a.values.size === b.values.size &&
    [...a.values].every(([name, value]) => {
      const other = findValue(b, name)
      return value !== null && other !== undefined && sameValue(value, other)
    })
  )
}

function useFailure(use: ProgramUse): ClientFailure | null {
  switch (use) {
    case 'closed':
      return null
    case 'running':
      return { kind: 'in-use', program }
    case 'unknown':
      return { kind: 'use-unknown', program }
  }
}
