import { stat } from 'node:fs/promises'
import path from 'node:path'
import { changeFile, type ChangeOptions, type ProgramUse } from '../../clients/change-file.ts'
import { recoverChanges } from '../../clients/recover-changes.ts'
import { stepsByHand } from '../../clients/thunderbird/by-hand.ts'
import { planAccount } from '../../clients/thunderbird/create.ts'
import { findProfiles, type FoundProfile } from '../../clients/thunderbird/find.ts'
import { planRepair } from '../../clients/thunderbird/plan.ts'
import { prefsFormat } from '../../clients/thunderbird/prefs-format.ts'
import { type ReadProfile, readProfile } from '../../clients/thunderbird/read-profile.ts'
import { profileUse, waitUntilClosed } from '../../clients/thunderbird/running.ts'
import { undoChange } from '../../clients/undo-change.ts'
import type { ProfileFlaw } from '../../contract/clients.ts'
import { ok } from '../../contract/result.ts'
import { errnoOf } from '../../files/errno.ts'
import { addressesThrough } from './addresses.ts'
import type { Plan, Program, ReadClient, ReadSettings, Writing } from './program.ts'

/** Its profiles are folders, and what it is told to do is in their prefs.js. */
export const thunderbird: Program = {
  read: async ({ mailPrograms: { machine } }) => {
    const { profiles, problems } = await findProfiles(machine)
    const clients = await Promise.all(profiles.map((profile) => readClient(profile, machine.platform)))
    return { clients, problems }
  },
  fingerprint: async ({ mailPrograms: { machine } }) => {
    const found = await findProfiles(machine)
    const files = found.profiles.map(async ({ folder }) => [
      await stampOf(prefsFile(folder)),
      await stampOf(path.join(folder, 'user.js')),
      await profileUse(folder),
    ])
    return JSON.stringify([found, await Promise.all(files)])
  },
  fingerprintMs: 0,
  use: (file) => profileUse(path.dirname(file)),
  waitUntilClosed: (file, { network: { clock } }, signal) =>
    waitUntilClosed(path.dirname(file), clock, signal),
  change: (edit, services) => changeFile(edit, changeOptions(edit.file, services)),
  undo: ({ id, file }, services) => undoChange(id, changeOptions(file, services)),
  recover: ({ mailPrograms: { changesFolder }, network: { clock } }) =>
    recoverChanges({ folder: changesFolder, clock }),
  profileOf: (file) => path.dirname(file),
}

const prefsFile = (folder: string) => path.join(folder, 'prefs.js')

async function readClient(profile: FoundProfile, platform: NodeJS.Platform): Promise<ReadClient> {
  const { problem } = profile
  if (problem !== null && problem.kind !== 'never-started')
    return clientOf(profile, { read: null, problem, use: 'closed' })
  const [read, use] = await Promise.all([readProfile(profile, platform), profileUse(profile.folder)])
  return read.ok
    ? clientOf(profile, { read: settingsOf(read.value, profile.folder), problem, use })
    : clientOf(profile, { read: null, problem: read.error, use })
}

function clientOf(
  { place, name, alsoNamed, folder, isDefault }: FoundProfile,
  state: { read: ReadSettings | null; problem: ReadClient['problem']; use: ProgramUse },
): ReadClient {
  const profile = { place, name, alsoNamed: [...alsoNamed], folder, isDefault }
  return { profile: { client: 'thunderbird', ...profile }, ...state }
}

/** What there is to say and to plan about the profile in this folder. */
export function settingsOf(profile: ReadProfile, folder: string): ReadSettings {
  const file = prefsFile(folder)
  const { mail } = profile
  return {
    mail,
    flaws: profile.flaws.flatMap(flawsIn),
    planRepair: (request) => {
      const planned = planRepair({ ...request, layers: profile.layers, mail })
      if (!planned.ok) return planned
      const { key, now, after, changes } = planned.value
      return ok({ client: 'thunderbird', file, key, now, after, changes })
    },
    stepsByHand: (plan: Plan) =>
      stepsByHand({ ...plan, addresses: addressesThrough(plan, mail) }, mail).map(({ field, ...step }) => {
        if (field === null) return { ...step, field }
        const { pref: _, ...shown } = field
        return { ...step, field: shown }
      }),
    planAccount: (account) => {
      const planned = planAccount(account, profile.layers)
      return planned.ok ? ok({ client: 'thunderbird', file, changes: planned.value }) : planned
    },
  }
}

function flawsIn({ file, problems }: ReadProfile['flaws'][number]): ProfileFlaw[] {
  // What is too big has not been read at all.
  return problems.flatMap((one) => ('line' in one ? { file, kind: one.kind, line: one.line } : []))
}

function changeOptions(
  file: string,
  { mailPrograms, network: { clock }, wallClock }: Writing,
): ChangeOptions {
  const use = () => profileUse(path.dirname(file))
  return { folder: mailPrograms.changesFolder, format: prefsFormat, use, clock, wallClock }
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
