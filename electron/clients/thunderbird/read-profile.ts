import { readFile } from 'node:fs/promises'
import path from 'node:path'
import type { ProfileProblem } from '../../contract/clients.ts'
import { failed, ok, type Result } from '../../contract/result.ts'
import { errnoOf } from '../../files/errno.ts'
import { type MailSettings, readAccounts } from './accounts.ts'
import type { FoundProfile } from './find.ts'
import { readPolicies } from './policies.ts'
import type { Layers } from './preferences.ts'
import { mostPrefsBytes, parsePrefs, type PrefProblem, type PrefValue } from './prefs-file.ts'

export type ReadProfile = {
  layers: Layers
  mail: MailSettings
  /** What Thunderbird does not take, in the person's files. */
  flaws: readonly { file: string; problems: readonly PrefProblem[] }[]
}

/** How a profile's accounts are set. A profile that has never been started is empty, not a problem. */
export async function readProfile(
  profile: Pick<FoundProfile, 'folder' | 'place'>,
  platform: NodeJS.Platform,
): Promise<Result<ReadProfile, ProfileProblem>> {
  const [prefs, userJs, policies] = await Promise.all([
    readPrefs(path.join(profile.folder, 'prefs.js')),
    readPrefs(path.join(profile.folder, 'user.js')),
    readPolicies(profile, platform),
  ])
  if (!prefs.ok) return prefs
  if (!userJs.ok) return userJs
  const layers = { prefs: prefs.value.values, userJs: userJs.value.values, policies }
  const flaws = [prefs.value, userJs.value].filter(({ problems }) => problems.length > 0)
  return ok({
    layers,
    mail: readAccounts(layers),
    flaws: flaws.map(({ file, problems }) => ({ file, problems })),
  })
}

type PrefsFile = { file: string; values: ReadonlyMap<string, PrefValue>; problems: readonly PrefProblem[] }

async function readPrefs(file: string): Promise<Result<PrefsFile, ProfileProblem>> {
  try {
    const bytes = await readFile(file)
    if (bytes.length > mostPrefsBytes) return failed({ kind: 'too-big', file })
    return ok({ file, ...parsePrefs(bytes) })
  } catch (error) {
    const code = errnoOf(error)
    if (code === null) throw error
    if (code === 'ENOENT') return ok({ file, values: new Map(), problems: [] })
    return failed({ kind: 'not-readable', file, code })
  }
}
