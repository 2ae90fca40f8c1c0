import { rm } from 'node:fs/promises'
import type { ClientFailure } from '../../contract/client-failures.ts'
import { failed, ok, type Result } from '../../contract/result.ts'
import { errnoOf } from '../../files/errno.ts'
import type { Clock } from '../../net/clock.ts'
import type { ProgramUse } from '../change-file.ts'
import { writeFailure } from '../client-file.ts'
import { type JournalEntry, rollBack, writeEntry } from '../journal.ts'
import type { RecoveredChange } from '../recover-changes.ts'
import { withChanges } from './plan.ts'
import { readAccountKey } from './read-profiles.ts'
import { findValue } from './reg-file.ts'
import type { Registry } from './registry.ts'
import { restore } from './restore-account.ts'
import { settingOf } from './settings.ts'

type SettleOptions = { folder: string; registry: Registry; use: () => Promise<ProgramUse>; clock: Clock }
type Outcome = Result<Exclude<RecoveredChange['outcome'], 'failed'>, ClientFailure>

/** Settles one change that was interrupted: all of it is then in the key, or nothing. Under the journal's lock. */
export async function settleAccount(entry: JournalEntry, options: SettleOptions): Promise<Outcome> {
  const outcome = await settle(entry, options).catch((error: unknown) =>
    failed(writeFailure(error, options.folder)),
  )
  if (outcome.ok || entry.state !== 'importing' || outcome.error.kind === 'not-restored') return outcome
  // Not one that says that nothing was changed: half of it may be there.
  const { error } = outcome
  return failed({
    kind: 'not-settled',
    key: entry.target,
    code: 'code' in error ? error.code : error.kind,
  })
}

async function settle(
  entry: JournalEntry,
  { folder, registry, use, clock }: SettleOptions,
): Promise<Outcome> {
  // reg.exe may outlive a Postern that is killed. Without its file it does nothing from here on.
  if (!(await removeUnused(entry.temporary, clock))) return ok('waiting')
  const forgotten = async <Kind extends 'rolled-back' | 'superseded'>(outcome: Kind) => {
    await rollBack(folder, entry)
    return ok(outcome)
  }
  if (entry.state !== 'importing') return forgotten('rolled-back')
  const read = await readAccountKey(entry.target, registry)
  if (!read.ok) return read
  // The person has removed the account.
  if (read.value === null) return forgotten('rolled-back')
  const key = read.value
  const now = (name: string) => settingOf(findValue(key, name))
  const made = entry.changes.filter(({ name, after }) => now(name) === after)
  if (made.length === entry.changes.length) {
    await writeEntry(folder, { ...entry, state: 'done' })
    return ok('finished')
  }
  // Others have been at it since, and what looks like half a change may now be part of theirs.
  const isOld = ({ name, before }: JournalEntry['changes'][number]) => now(name) === before
  if (!entry.changes.every((change) => made.includes(change) || isOld(change))) return forgotten('superseded')
  if (made.length > 0) {
    if ((await use()) !== 'closed') return ok('waiting')
    const back = made.map(({ name, before, after }) => ({ name, before: after, after: before }))
    const cause: ClientFailure = { kind: 'not-taken', key: entry.target }
    const failure = await restore({ ...entry, changes: back }, withChanges(key, back), registry, cause)
    if (failure.kind === 'not-restored') return failed(failure)
  }
  return forgotten('rolled-back')
}

const removeWaitMs = 5_000
const pollMs = 50

/** Windows does not remove a file that a program reads just now. */
async function removeUnused(file: string, clock: Clock): Promise<boolean> {
  const giveUpAt = clock.now() + removeWaitMs
  for (;;) {
    try {
      await rm(file, { force: true })
      return true
    } catch (error) {
      if (!['EBUSY', 'EPERM', 'EACCES'].includes(errnoOf(error) ?? '')) throw error
      if (clock.now() >= giveUpAt) return false
      await clock.wait(pollMs)
    }
  }
}
