import { stat } from 'node:fs/promises'
import path from 'node:path'
import type { ClientFailure } from '../../contract/client-failures.ts'
import { failed, ok, type Result } from '../../contract/result.ts'
import { changeFile, type ChangeOptions } from '../../clients/change-file.ts'
import { type JournalEntry, listChanges, type MadeChange } from '../../clients/journal.ts'
import { type RecoveredChange, recoverChanges } from '../../clients/recover-changes.ts'
import type { SettingChange } from '../../clients/setting-change.ts'
import { prefsFormat } from '../../clients/thunderbird/prefs-format.ts'
import { profileUse, waitUntilClosed } from '../../clients/thunderbird/running.ts'
import { type Undo, undoChange } from '../../clients/undo-change.ts'
import { errnoOf } from '../../files/errno.ts'
import type { Services } from '../compose.ts'

type Writing = Pick<Services, 'mailPrograms' | 'network' | 'wallClock'>

export type Patience = {
  /** Ends the waiting. What is being written is written to its end. */
  signal: AbortSignal
  /** The program runs, and is waited for. */
  onWaiting: () => void
  onWriting: () => void
}

/** Writes into a profile's settings as soon as its program is closed; null when the signal came first. */
export async function writeChanges(
  profile: string,
  changes: readonly SettingChange[],
  services: Writing,
  patience: Patience,
): Promise<Result<JournalEntry, ClientFailure> | null> {
  const file = path.join(profile, 'prefs.js')
  return onceClosed(profile, services, patience, (options) => changeFile({ file, changes }, options))
}

/** Takes a change back as soon as the program is closed; null when the signal came first. */
export async function undo(
  id: number,
  services: Writing,
  patience: Patience,
): Promise<Result<Undo, ClientFailure> | null> {
  const listed = await madeChanges(services)
  if (!listed.ok) return listed
  const change = listed.value.find((one) => one.id === id)
  if (change === undefined) return failed({ kind: 'no-such-change', id })
  if (change.undoneBy !== null) return failed({ kind: 'already-undone', id })
  return onceClosed(path.dirname(change.file), services, patience, (options) => undoChange(id, options))
}

/** What was changed and is not itself the undoing of a change, newest first. */
export async function madeChanges({
  mailPrograms,
}: Pick<Services, 'mailPrograms'>): Promise<Result<MadeChange[], ClientFailure>> {
  const made = await listChanges(mailPrograms.changesFolder)
  if (!made.ok) return made
  return ok(
    made.value.filter(({ client, undoes }) => client === prefsFormat.client && undoes === null).reverse(),
  )
}

/** Settles what a crash has left. Without any change there has been no crash in one. */
export async function recover({
  mailPrograms: { changesFolder },
  network: { clock },
}: Pick<Services, 'mailPrograms' | 'network'>): Promise<Result<RecoveredChange[], ClientFailure>> {
  return (await isThere(changesFolder)) ? recoverChanges({ folder: changesFolder, clock }) : ok([])
}

async function onceClosed<Value>(
  profile: string,
  { mailPrograms, network: { clock }, wallClock }: Writing,
  { signal, onWaiting, onWriting }: Patience,
  work: (options: ChangeOptions) => Promise<Result<Value, ClientFailure>>,
): Promise<Result<Value, ClientFailure> | null> {
  const use = () => profileUse(profile)
  const options = { folder: mailPrograms.changesFolder, format: prefsFormat, use, clock, wallClock }
  for (;;) {
    if ((await use()) === 'running') {
      onWaiting()
      await waitUntilClosed(profile, clock, signal)
    }
    if (signal.aborted) return null
    onWriting()
    const done = await work(options)
    // Somebody was quicker: it was started again.
    if (done.ok || done.error.kind !== 'in-use') return done
  }
}

async function isThere(folder: string): Promise<boolean> {
  try {
    await stat(folder)
    return true
  } catch (error) {
    if (errnoOf(error) === null) throw error
    return false
  }
}
