import path from 'node:path'
import { z } from 'zod'
import { errnoOf } from '../../files/errno.ts'
import { readLimited } from '../../files/read-limited.ts'
import type { FoundProfile } from './find.ts'
import type { PrefValue } from './prefs-file.ts'
import { iniValue } from './profiles-ini.ts'

/**
 * What an administrator wants of a preference: a `default` that the person may change, a `locked` value, one that is
 * set as the `user`'s own at every start, or that one taken away (`clear`). `value` null: none is given.
 */
export type PolicyPref = { status: 'default' | 'locked' | 'user' | 'clear'; value: PrefValue | null }
export type Policies = ReadonlyMap<string, PolicyPref>

const Value = z.union([z.boolean(), z.int(), z.string()])
const Preference = z.union([
  // The old way of writing it.
  Value.transform((value): PolicyPref => ({ status: 'locked', value })),
  z
    .object({
      Value: Value.nullable().default(null),
      Status: z.enum(['default', 'locked', 'user', 'clear']).default('default'),
    })
    .transform((given): PolicyPref => ({ status: given.Status, value: given.Value })),
])
const mostBytes = 1024 * 1024

const PoliciesFile = z.object({ policies: z.object({ Preferences: z.unknown() }) })

/** The mail preferences in a policies.json, as Thunderbird takes them (Policies.sys.mjs). A damaged file is no policy. */
export function parsePolicies(text: string): Policies {
  const given = PoliciesFile.safeParse(json(text)).data?.policies.Preferences
  const preferences = z
    .record(z.string(), z.unknown())
    .safeParse(typeof given === 'string' ? json(given) : given)
  const policies = new Map<string, PolicyPref>()
  for (const [name, wanted] of Object.entries(preferences.data ?? {})) {
    const preference = Preference.safeParse(wanted)
    if (name.startsWith('mail.') && preference.success) policies.set(name, preference.data)
  }
  return policies
}

/**
 * The policies that hold for a profile: those of the system or, without them, those in the `distribution` folder of
 * the installation that used the profile last.
 */
export async function readPolicies(
  { folder, place }: Pick<FoundProfile, 'folder' | 'place'>,
  platform: NodeJS.Platform,
  systemFolder = '/etc/thunderbird',
): Promise<Policies> {
  // A Flatpak has an /etc of its own.
  const hasSystem = platform === 'linux' && place !== 'flatpak'
  const system = hasSystem ? await contentOf(systemFolder, 'policies', 'policies.json') : null
  if (system !== null) return parsePolicies(system.toString())
  const compatibility = await contentOf(folder, 'compatibility.ini')
  const installation = compatibility && iniValue(compatibility, 'Compatibility', 'LastAppDir')
  const own = installation && (await contentOf(installation, 'distribution', 'policies.json'))
  return own ? parsePolicies(own.toString()) : new Map()
}

function json(text: string): unknown {
  try {
    return JSON.parse(text)
  } catch {
    return null
  }
}

/** Null where it cannot be read: then Thunderbird cannot read it either, or it is no file that an administrator wrote. */
async function contentOf(...file: string[]): Promise<Buffer | null> {
  try {
    return (await readLimited(path.join(...file), mostBytes)).bytes
  } catch (error) {
    if (errnoOf(error) === null) throw error
    return null
  }
}
