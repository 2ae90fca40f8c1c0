import { readdir, realpath, stat } from 'node:fs/promises'
import path from 'node:path'
import type { ProfilePlace, ProfileProblem } from '../../contract/clients.ts'
import { errnoOf } from '../../files/errno.ts'
import { readLimited } from '../../files/read-limited.ts'
import { type ListedProfile, parseProfilesIni } from './profiles-ini.ts'

const mostListBytes = 1024 * 1024

/** Whose profiles: `process.platform`, `process.env` and the home folder of the person. */
export type Machine = { platform: NodeJS.Platform; env: NodeJS.ProcessEnv; home: string }

export type FoundProfile = {
  place: ProfilePlace
  name: string
  /** Other profiles that share this folder. */
  alsoNamed: readonly string[]
  folder: string
  isDefault: boolean
  problem: ProfileProblem | null
}

type Root = { place: ProfilePlace; folder: string }

/** All profiles of this person's Thunderbirds, the defaults first; and lists of profiles that could not be read. */
export async function findProfiles(
  machine: Machine,
): Promise<{ profiles: FoundProfile[]; problems: ProfileProblem[] }> {
  const lists = await Promise.all((await rootsOf(machine)).map(readList))
  const problems = lists.flatMap(({ problem }) => problem ?? [])
  const found = await Promise.all(
    lists.flatMap(({ root, listed }) => listed.map((profile) => lookAt(profile, root))),
  )
  return { profiles: mergeShared(found), problems }
}

async function rootsOf({ platform, env, home }: Machine): Promise<Root[]> {
  switch (platform) {
    case 'win32': {
      const roaming = env['APPDATA'] ?? path.join(home, 'AppData', 'Roaming')
      const local = env['LOCALAPPDATA'] ?? path.join(home, 'AppData', 'Local')
      const packages = await foldersIn(path.join(local, 'Packages'), /thunderbird/i)
      return [
        { place: 'system', folder: path.join(roaming, 'Thunderbird') },
        // A packaged program's Roaming folder is redirected.
        ...packages.map((folder): Root => ({
          place: 'microsoft-store',
          folder: path.join(folder, 'LocalCache', 'Roaming', 'Thunderbird'),
        })),
      ]
    }
    case 'darwin':
      return [{ place: 'system', folder: path.join(home, 'Library', 'Thunderbird') }]
    default: {
      // Two names: Flathub wrote the old one with a capital T.
      const flatpaks = await foldersIn(path.join(home, '.var', 'app'), /^org\.mozilla\.thunderbird$/i)
      return [
        { place: 'system', folder: path.join(home, '.thunderbird') },
        ...flatpaks.map((folder): Root => ({ place: 'flatpak', folder: path.join(folder, '.thunderbird') })),
        { place: 'snap', folder: path.join(home, 'snap', 'thunderbird', 'common', '.thunderbird') },
      ]
    }
  }
}

async function foldersIn(folder: string, name: RegExp): Promise<string[]> {
  try {
    const names = await readdir(folder)
    return names.filter((entry) => name.test(entry)).map((entry) => path.join(folder, entry))
  } catch (error) {
    if (errnoOf(error) === null) throw error
    return []
  }
}

async function readList(
  root: Root,
): Promise<{ root: Root; listed: ListedProfile[]; problem: ProfileProblem | null }> {
  const file = path.join(root.folder, 'profiles.ini')
  try {
    const { bytes } = await readLimited(file, mostListBytes)
    return { root, listed: parseProfilesIni(bytes), problem: null }
  } catch (error) {
    const code = errnoOf(error)
    if (code === null) throw error
    const absent = code === 'ENOENT' || code === 'ENOTDIR'
    return { root, listed: [], problem: absent ? null : { kind: 'not-readable', file, code } }
  }
}

type Looked = FoundProfile & { real: string }

async function lookAt(
  { name, path: given, relative, isDefault }: ListedProfile,
  root: Root,
): Promise<Looked> {
  const folder = relative ? path.join(root.folder, ...given.split('/')) : path.normalize(given)
  const profile = { place: root.place, name, alsoNamed: [], folder, isDefault }
  try {
    const real = await realpath(folder)
    return { ...profile, real, problem: await problemOf(folder) }
  } catch (error) {
    return { ...profile, real: folder, problem: folderProblem(folder, error) }
  }
}

async function problemOf(folder: string): Promise<ProfileProblem | null> {
  try {
    await stat(path.join(folder, 'prefs.js'))
    return null
  } catch (error) {
    return errnoOf(error) === 'ENOENT' ? { kind: 'never-started', folder } : folderProblem(folder, error)
  }
}

function folderProblem(folder: string, error: unknown): ProfileProblem {
  const code = errnoOf(error)
  if (code === null) throw error
  return code === 'ENOENT' || code === 'ENOTDIR'
    ? { kind: 'missing-folder', folder }
    : { kind: 'not-readable', file: folder, code }
}

/** One folder is one profile, under however many names: what is repaired for one is repaired for all. */
function mergeShared(found: readonly Looked[]): FoundProfile[] {
  const defaultsFirst = found.toSorted((a, b) => Number(b.isDefault) - Number(a.isDefault))
  return [...Map.groupBy(defaultsFirst, ({ real }) => real).values()].flatMap(([first, ...others]) => {
    if (first === undefined) return []
    const { real, ...profile } = first
    const names = new Set(others.map(({ name }) => name).filter((name) => name !== first.name))
    return [{ ...profile, alsoNamed: [...names] }]
  })
}
