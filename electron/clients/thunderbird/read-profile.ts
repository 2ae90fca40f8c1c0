import path from 'node:path'
import type { ProfileProblem } from '../../contract/clients.ts'
import { failed, ok, type Result } from '../../contract/result.ts'
import { readClientFile } from '../client-file.ts'
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
  const read = await readClientFile(file, mostPrefsBytes)
  if (read.ok) return ok({ file, ...parsePrefs(read.value.content?.bytes ?? new Uint8Array()) })
  switch (read.error.kind) {
    case 'file-missing':
      return ok({ file, values: new Map(), problems: [] })
    case 'too-big':
      return failed({ kind: 'too-big', file })
    case 'is-a-directory':
      return failed({ kind: 'not-readable', file, code: 'EISDIR' })
    case 'symlink-loop':
      return failed({ kind: 'not-readable', file, code: 'ELOOP' })
    default:
      return failed({ kind: 'not-readable', file, code: 'code' in read.error ? read.error.code : 'ENXIO' })
  }
}
