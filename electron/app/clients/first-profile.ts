import { execFile, spawn } from 'node:child_process'
import type { ClientFailure } from '../../contract/client-failures.ts'
import { failed, ok, type Result } from '../../contract/result.ts'
import { firstProfile } from '../../clients/thunderbird/create.ts'
import { findProfiles, type FoundProfile, type Machine } from '../../clients/thunderbird/find.ts'
import { prefsFormat } from '../../clients/thunderbird/prefs-format.ts'
import { findProgram } from '../../clients/thunderbird/program.ts'
import type { Services } from '../compose.ts'
import type { ReadClient } from './program.ts'
import type { readClients } from './read-clients.ts'
import { settingsOf } from './thunderbird.ts'

const limitMs = 60_000
const pollMs = 300
const { program: name } = prefsFormat

/** The mail program that is installed and has never been started, wherever it would keep its profiles; else null. */
export async function unusedProgram(
  { clients, problems }: Awaited<ReturnType<typeof readClients>>,
  { mailPrograms: { machine } }: Pick<Services, 'mailPrograms'>,
): Promise<string | null> {
  const isUnused = clients
    .filter(({ profile }) => profile.client === prefsFormat.client)
    .every(({ profile, problem }) => profile.place === 'system' && problem?.kind === 'never-started')
  const isAllRead = problems.every(({ client }) => client !== prefsFormat.client)
  return isUnused && isAllRead ? findProgram(machine) : null
}

/** What can be put into a profile that does not exist yet. */
export const emptyProfile: Pick<ReadClient, 'read'> = {
  read: settingsOf(
    {
      layers: { prefs: new Map(), userJs: new Map(), policies: new Map() },
      mail: { accounts: [], outgoing: [] },
      flaws: [],
    },
    '',
  ),
}

/** Has the program make its first profile, empty, without a window; null when the signal came first. */
export async function makeFirstProfile(
  program: string,
  { mailPrograms: { machine }, network: { clock } }: Pick<Services, 'mailPrograms' | 'network'>,
  signal: AbortSignal,
): Promise<Result<FoundProfile, ClientFailure> | null> {
  const limit = AbortSignal.any([signal, AbortSignal.timeout(limitMs)])
  const hasEnded = await runToEnd(program, firstProfile.create, machine, limit)
  while (hasEnded && !limit.aborted) {
    // On Windows the program that was started may have left the work to another one.
    const [made] = (await findProfiles(machine)).profiles
    if (made !== undefined) return ok(made)
    await clock.wait(pollMs, limit)
  }
  return signal.aborted ? null : failed({ kind: 'no-profile-made', program: name })
}

/**
 * Opens the program with a profile that it has never been started with: from then on it is the program's own, also when
 * none is named. It goes on without Postern.
 */
export function openProfile(
  program: string,
  profile: string,
  { env }: Machine,
): Promise<Result<void, ClientFailure>> {
  return new Promise((resolve) => {
    const child = spawn(program, firstProfile.adopt(profile), { env, detached: true, stdio: 'ignore' })
    child.once('error', () => resolve(failed({ kind: 'not-opened', program: name, profile })))
    child.once('spawn', () => {
      child.unref()
      resolve(ok(undefined))
    })
  })
}

function runToEnd(
  program: string,
  args: readonly string[],
  { env }: Machine,
  signal: AbortSignal,
): Promise<boolean> {
  return new Promise((resolve) => {
    const options = { env, signal, killSignal: 'SIGKILL', windowsHide: true } as const
    execFile(program, args, options, (error) => resolve(error === null))
  })
}
