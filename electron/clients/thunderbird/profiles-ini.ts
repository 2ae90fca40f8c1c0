/** A profile as profiles.ini lists it. */
export type ListedProfile = {
  name: string
  /** Of the profile's folder: from the folder of profiles.ini where `relative`, with `/` on every system. */
  path: string
  relative: boolean
  isDefault: boolean
}

type Sections = ReadonlyMap<string, ReadonlyMap<string, string>>

/** Reads profiles.ini as Thunderbird does (nsToolkitProfileService): what it leaves out is left out here. */
export function parseProfilesIni(bytes: Uint8Array): ListedProfile[] {
  const sections = parseIni(decode(bytes))
  const installs = [...sections].filter(([name]) => name.startsWith('Install'))
  const defaults = new Set(installs.flatMap(([, values]) => values.get('Default') ?? []))
  const listed: (Omit<ListedProfile, 'isDefault'> & { legacyDefault: boolean })[] = []
  // The numbers count up from 0; a gap ends the list.
  for (let index = 0; ; index++) {
    const values = sections.get(`Profile${index}`)
    const isRelative = values?.get('IsRelative')
    if (values === undefined || isRelative === undefined) break
    const name = values.get('Name')
    const path = values.get('Path')
    if (name === undefined || path === undefined) continue
    listed.push({ name, path, relative: isRelative === '1', legacyDefault: values.get('Default') === '1' })
  }
  const only = listed.length === 1
  return listed.map(({ legacyDefault, ...profile }) => ({
    ...profile,
    // Each installation has its own default; `Default=1` is from the time before.
    isDefault: defaults.size > 0 ? defaults.has(profile.path) : legacyDefault || only,
  }))
}

/** `key` of `[section]`; of compatibility.ini, for example. */
export function iniValue(bytes: Uint8Array, section: string, key: string): string | null {
  return parseIni(decode(bytes)).get(section)?.get(key) ?? null
}

function decode(bytes: Uint8Array): string {
  const utf16 = bytes[0] === 0xff && bytes[1] === 0xfe
  return new TextDecoder(utf16 ? 'utf-16le' : 'utf-8').decode(bytes)
}

function parseIni(text: string): Sections {
  const sections = new Map<string, Map<string, string>>()
  let current: Map<string, string> | null = null
  for (const line of text.split(/[\r\n]+/)) {
    if (/^[#;]/.test(line)) continue
    const content = line.replace(/^[ \t]+/, '')
    if (content.startsWith('[')) {
      const name = /^\[([^\]]+)\][ \t]*$/.exec(content)?.[1]
      if (name === undefined) current = null
      else sections.set(name, (current = sections.get(name) ?? new Map<string, string>()))
      continue
    }
    const equals = content.indexOf('=')
    if (equals > 0) current?.set(content.slice(0, equals), content.slice(equals + 1))
  }
  return sections
}
