import path from 'node:path'
import type { ProfileProblem } from '../../contract/clients.ts'
import { failed, ok, type Result } from '../../contract/result.ts'
import { readClientFile } from '../client-file.ts'
import { isOfAccounts, type MailSettings, readAccounts } from './accounts.ts'
import type { FoundProfile } from './find.ts'
import { readPolicies } from './policies.ts'
import type { Layers } from './preferences.ts'
import { mostPrefsBytes, parsePrefs, type PrefProblem } from './prefs-file.ts'

export type ReadProfile = {
  /** Every preference: read out of the file's bytes when it is asked for, as that takes long and is rarely needed. */
  readonly layers: Layers
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
  const parsed = (isWanted?: typeof isOfAccounts) => ({
    prefs: parsePrefs(prefs.value.bytes, isWanted),
    userJs: parsePrefs(userJs.value.bytes, isWanted),
  })
  const layersOf = (files: ReturnType<typeof parsed>): Layers => ({
    prefs: files.prefs.values,
    userJs: files.userJs.values,
    policies,
  })
  const own = parsed(isOfAccounts)
  const flaws = [
    { file: prefs.value.file, problems: own.prefs.problems },
    { file: userJs.value.file, problems: own.userJs.problems },
  ]
  let layers: Layers | null = null
  return ok({
    get layers() {
      return (layers ??= layersOf(parsed()))
    },
    mail: readAccounts(layersOf(own)),
    flaws: flaws.filter(({ problems }) => problems.length > 0),
  })
}

type PrefsFile = { file: string; bytes: Uint8Array }

async function readPrefs(file: string): Promise<Result<PrefsFile, ProfileProblem>> {
  const read = await readClientFile(file, mostPrefsBytes)
  if (read.ok) return ok({ file, bytes: read.value.content?.bytes ?? new Uint8Array() })
  switch (read.error.kind) {
    case 'file-missing':
      return ok({ file, bytes: new Uint8Array() })
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
