import { stat } from 'node:fs/promises'
import path from 'node:path'
import type { ProfileProblem } from '../../contract/clients.ts'
import type { ProgramUse } from '../../clients/change-file.ts'
import { findProfiles, type FoundProfile } from '../../clients/thunderbird/find.ts'
import { type ReadProfile, readProfile } from '../../clients/thunderbird/read-profile.ts'
import { profileUse } from '../../clients/thunderbird/running.ts'
import { errnoOf } from '../../files/errno.ts'
import type { Services } from '../compose.ts'

/** A mail program's profile, as it is on the disk now. */
export type ReadClient = {
  profile: FoundProfile
  /** Null where it could not be read: `problem` says why. */
  read: ReadProfile | null
  problem: ProfileProblem | null
  use: ProgramUse
}

/** All profiles of this person's mail programs, and lists of profiles that could not be read. */
export async function readClients({
  mailPrograms: { machine },
}: Pick<Services, 'mailPrograms'>): Promise<{ clients: ReadClient[]; problems: ProfileProblem[] }> {
  const { profiles, problems } = await findProfiles(machine)
  const clients = await Promise.all(profiles.map((profile) => readClient(profile, machine.platform)))
  return { clients, problems }
}

async function readClient(profile: FoundProfile, platform: NodeJS.Platform): Promise<ReadClient> {
  const { problem } = profile
  if (problem !== null && problem.kind !== 'never-started') {
    return { profile, read: null, problem, use: 'closed' }
  }
  const [read, use] = await Promise.all([readProfile(profile, platform), profileUse(profile.folder)])
  return read.ok
    ? { profile, read: read.value, problem, use }
    : { profile, read: null, problem: read.error, use }
}

/** Changes whenever something of it does: what is listed, what is in a profile's files, whether a program has it open. */
export async function fingerprint({
  mailPrograms: { machine },
}: Pick<Services, 'mailPrograms'>): Promise<string> {
  const found = await findProfiles(machine)
  const files = found.profiles.map(async ({ folder }) => [
    await stampOf(path.join(folder, 'prefs.js')),
    await stampOf(path.join(folder, 'user.js')),
    await profileUse(folder),
  ])
  return JSON.stringify([found, await Promise.all(files)])
}

async function stampOf(file: string): Promise<string> {
  try {
    const { ino, size, mtimeMs, ctimeMs } = await stat(file)
    return [ino, size, mtimeMs, ctimeMs].join()
  } catch (error) {
    const code = errnoOf(error)
    if (code === null) throw error
    return code
  }
}
