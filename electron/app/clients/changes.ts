import { stat } from 'node:fs/promises'
import type { ClientFailure } from '../../contract/client-failures.ts'
import { failed, ok, type Result } from '../../contract/result.ts'
import { type JournalEntry, listChanges, type MadeChange } from '../../clients/journal.ts'
import type { RecoveredChange } from '../../clients/recover-changes.ts'
import type { Undo } from '../../clients/undo-change.ts'
import { errnoOf } from '../../files/errno.ts'
import type { Services } from '../compose.ts'
import type { Edit, Program, Reading, Writing } from './program.ts'
import { programs } from './programs.ts'

export type Patience = {
  /** Ends the waiting. What is being written is written to its end. */
  signal: AbortSignal
  /** The program runs, and is waited for. */
  onWaiting: () => void
  onWriting: () => void
}

/** Writes into a program's settings as soon as it is closed; null when the signal came first. */
export async function writeChanges(
  edit: Edit,
  services: Writing,
  patience: Patience,
): Promise<Result<JournalEntry, ClientFailure> | null> {
  return onceClosed(edit, services, patience, (program) => program.change(edit, services))
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
  return onceClosed(change, services, patience, (program) => program.undo(change, services))
}

/** What was changed and is not itself the undoing of a change, newest first. */
export async function madeChanges({
  mailPrograms,
}: Pick<Services, 'mailPrograms'>): Promise<Result<MadeChange[], ClientFailure>> {
  const made = await listChanges(mailPrograms.changesFolder)
  if (!made.ok) return made
  return ok(made.value.filter(({ undoes }) => undoes === null).reverse())
}

/** The `folder` of the profile that a change was made in. */
export function profileOf({ client, file }: Pick<MadeChange, 'client' | 'file'>): string {
  return programs[client].profileOf(file)
}

/** Settles what a crash has left. Without any change there has been no crash in one. */
export async function recover(services: Reading): Promise<Result<RecoveredChange[], ClientFailure>> {
  if (!(await isThere(services.mailPrograms.changesFolder))) return ok([])
  const recovered: RecoveredChange[] = []
  let failure: ClientFailure | null = null
  // One program's trouble is none of the others'.
  for (const program of Object.values(programs)) {
    const settled = await program.recover(services)
    if (settled.ok) recovered.push(...settled.value)
    else failure ??= settled.error
  }
  return failure === null ? ok(recovered) : failed(failure)
}

async function onceClosed<Value>(
  { client, file }: Pick<Edit, 'client' | 'file'>,
  services: Writing,
  { signal, onWaiting, onWriting }: Patience,
  work: (program: Program) => Promise<Result<Value, ClientFailure>>,
): Promise<Result<Value, ClientFailure> | null> {
  const program = programs[client]
  for (;;) {
    if ((await program.use(file, services)) === 'running') {
      onWaiting()
      await program.waitUntilClosed(file, services, signal)
    }
    if (signal.aborted) return null
    onWriting()
    const done = await work(program)
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
