import { mkdir, mkdtemp, rm, symlink, writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import path from 'node:path'
import { afterEach, beforeEach, describe, expect, it } from 'vitest'
import { findProfiles, type Machine } from '../../../../electron/clients/thunderbird/find.ts'
import { parseProfilesIni } from '../../../../electron/clients/thunderbird/profiles-ini.ts'
import { oddFiles } from '../../../fakes/odd-files.ts'

let home: string
beforeEach(async () => {
  home = await mkdtemp(path.join(tmpdir(), 'postern-profiles-'))
})
afterEach(() => rm(home, { recursive: true }))

async function put(file: string, content = ''): Promise<void> {
  const whole = path.join(home, file)
  await mkdir(path.dirname(whole), { recursive: true })
  await writeFile(whole, content)
}

/** profiles.ini in a folder of the home, with profiles that have been started. */
async function list(root: string, ini: string, ...started: string[]): Promise<void> {
  await put(path.join(root, 'profiles.ini'), ini)
  for (const folder of started) await put(path.join(root, folder, 'prefs.js'))
}

function section(index: number, name: string, folder: string, more = ''): string {
  const relative = path.isAbsolute(folder) ? 0 : 1
  return `[Profile${index}]\nName=${name}\nIsRelative=${relative}\nPath=${folder}\n${more}\n`
}

function machine(platform: NodeJS.Platform, env: NodeJS.ProcessEnv = {}): Machine {
  return { platform, env, home }
}

async function found(on: Machine) {
  const { profiles, problems } = await findProfiles(on)
  return {
    problems,
    profiles: profiles.map(({ place, name, folder, isDefault, alsoNamed, problem }) => [
      place,
      name,
      path.relative(home, folder),
      ...(isDefault ? ['default'] : []),
      ...alsoNamed.map((other) => `also ${other}`),
      ...(problem === null ? [] : [problem.kind]),
    ]),
  }
}

describe('parseProfilesIni', () => {
  const parse = (ini: string) => parseProfilesIni(Buffer.from(ini)).map((p) => [p.name, p.path, p.isDefault])

  it('takes the default of the installation, not the old mark', () => {
    const ini = `[Install4F96D1932A9F858E]\nDefault=b\nLocked=1\n\n${section(0, 'A', 'a', 'Default=1')}${section(1, 'B', 'b')}`
    expect(parse(ini)).toEqual([
      ['A', 'a', false],
      ['B', 'b', true],
    ])
  })

  it('has one default for each of several installations', () => {
    const ini = `[Install1]\nDefault=a\n[Install2]\nDefault=c\n${section(0, 'A', 'a')}${section(1, 'B', 'b')}${section(2, 'C', 'c')}`
    expect(parse(ini).map(([, , isDefault]) => isDefault)).toEqual([true, false, true])
  })

  it('takes the old mark where no installation is named', () => {
    expect(parse(section(0, 'A', 'a') + section(1, 'B', 'b', 'Default=1'))).toEqual([
      ['A', 'a', false],
      ['B', 'b', true],
    ])
    expect(parse(section(0, 'A', 'a'))).toEqual([['A', 'a', true]])
  })

  // The real Thunderbird's list of this file is in test/lab/thunderbird-accounts.test.ts.
  it('leaves out what Thunderbird leaves out', () => {
    const ini = `# c\r\n[Profile0]\r\nName=日本 語\r\nIsRelative=1\r\nPath=Profiles/ab c\r\n  [Profile1]\r\nName=no path\r\nIsRelative=1\r\n[Profile2] junk\r\nName=junk\r\nIsRelative=1\r\nPath=junk\r\n[Profile2]\r\n Name=two\r\nIsRelative=1\r\nPath=../two\r\n[Profile4]\r\nName=behind a gap\r\nIsRelative=1\r\nPath=four\r\n`
    expect(parse(ini)).toEqual([
      ['日本 語', 'Profiles/ab c', false],
      ['two', '../two', false],
    ])
  })

  it('reads UTF-8 with a mark and UTF-16', () => {
    const ini = section(0, '花子', '花子')
    expect(parse(`\ufeff${ini}`)).toEqual([['花子', '花子', true]])
    expect(parseProfilesIni(Buffer.from(`\ufeff${ini}`, 'utf16le'))[0]?.name).toBe('花子')
  })

  it.each(['', 'no section', '[Profile0', '[Profile0]\nIsRelative', '\0\0'])('makes nothing of %j', (ini) => {
    expect(parse(ini)).toEqual([])
  })
})

describe('findProfiles', () => {
  it('finds nothing where nothing is', async () => {
    for (const platform of ['linux', 'win32', 'darwin'] as const)
      expect(await found(machine(platform))).toEqual({ profiles: [], problems: [] })
  })

  it('finds Linux, both Flatpaks and Snap, the defaults first', async () => {
    await list(
      '.thunderbird',
      `[Install1]\nDefault=x.b\n${section(0, 'a', 'x.a')}${section(1, 'b', 'x.b')}`,
      'x.a',
      'x.b',
    )
    await list('.var/app/org.mozilla.Thunderbird/.thunderbird', section(0, 'old', 'o'), 'o')
    await list('.var/app/org.mozilla.thunderbird/.thunderbird', section(0, 'new', 'n'), 'n')
    await list('.var/app/org.example.Thunderbirds/.thunderbird', section(0, 'other', 'n'), 'n')
    await list('snap/thunderbird/common/.thunderbird', section(0, 's', 's'), 's')
    const { profiles, problems } = await found(machine('linux'))
    expect(problems).toEqual([])
    expect(profiles.toSorted()).toEqual(
      [
        ['system', 'b', '.thunderbird/x.b', 'default'],
        ['flatpak', 'old', '.var/app/org.mozilla.Thunderbird/.thunderbird/o', 'default'],
        ['flatpak', 'new', '.var/app/org.mozilla.thunderbird/.thunderbird/n', 'default'],
        ['snap', 's', 'snap/thunderbird/common/.thunderbird/s', 'default'],
        ['system', 'a', '.thunderbird/x.a'],
      ].toSorted(),
    )
    expect(profiles.at(-1)).toEqual(['system', 'a', '.thunderbird/x.a'])
  })

  it('finds Windows and the Microsoft Store by their folders, wherever those are', async () => {
    const env = { APPDATA: path.join(home, 'ローミング'), LOCALAPPDATA: path.join(home, 'L') }
    await list('ローミング/Thunderbird', section(0, '既定 の', 'Profiles/x y.既定'), 'Profiles/x y.既定')
    const store = 'L/Packages/MozillaThunderbird.MZLA_h5892qc0xkpca/LocalCache/Roaming/Thunderbird'
    await list(store, section(0, 'store', 'Profiles/s'), 'Profiles/s')
    expect((await found(machine('win32', env))).profiles).toEqual([
      ['system', '既定 の', 'ローミング/Thunderbird/Profiles/x y.既定', 'default'],
      ['microsoft-store', 'store', `${store}/Profiles/s`, 'default'],
    ])
    expect((await found(machine('win32'))).profiles).toEqual([])
  })

  it('finds Windows without its variables', async () => {
    await list('AppData/Roaming/Thunderbird', section(0, 'a', 'Profiles/a'), 'Profiles/a')
    expect((await found(machine('win32'))).profiles).toHaveLength(1)
  })

  it('finds macOS', async () => {
    await list('Library/Thunderbird', section(0, 'a', 'Profiles/a'), 'Profiles/a')
    expect((await found(machine('darwin'))).profiles).toEqual([
      ['system', 'a', 'Library/Thunderbird/Profiles/a', 'default'],
    ])
  })

  it('follows absolute paths, and tells of folders that are gone or were never used', async () => {
    await put('別の ドライブ/p/prefs.js')
    await mkdir(path.join(home, '.thunderbird', 'new'), { recursive: true })
    await put('.thunderbird/file')
    const ini = [
      section(0, 'absolute', path.join(home, '別の ドライブ', 'p'), 'Default=1'),
      section(1, 'gone', 'gone'),
      section(2, 'new', 'new'),
      section(3, 'file', 'file/below'),
    ]
    await list('.thunderbird', ini.join(''))
    expect((await found(machine('linux'))).profiles).toEqual([
      ['system', 'absolute', '別の ドライブ/p', 'default'],
      ['system', 'gone', '.thunderbird/gone', 'missing-folder'],
      ['system', 'new', '.thunderbird/new', 'never-started'],
      ['system', 'file', '.thunderbird/file/below', 'missing-folder'],
    ])
  })

  it('takes two profiles that share a folder for one', async () => {
    await list('.thunderbird', section(0, 'a', 'a') + section(1, 'b', './a') + section(2, 'c', 'link'), 'a')
    await symlink(path.join(home, '.thunderbird', 'a'), path.join(home, '.thunderbird', 'link'))
    await list(
      'snap/thunderbird/common/.thunderbird',
      section(0, 'imported', path.join(home, '.thunderbird', 'a')),
    )
    expect((await found(machine('linux'))).profiles).toEqual([
      ['snap', 'imported', '.thunderbird/a', 'default', 'also a', 'also b', 'also c'],
    ])
  })

  it('tells of a loop of links', async () => {
    await list('.thunderbird', section(0, 'a', 'a'))
    await symlink('a', path.join(home, '.thunderbird', 'a'))
    const { profiles } = await findProfiles(machine('linux'))
    expect(profiles[0]?.problem).toMatchObject({ kind: 'not-readable', code: 'ELOOP' })
  })

  it.each(oddFiles(1024 * 1024))('tells of %s where the list should be', async (_, put, code) => {
    const file = path.join(home, '.thunderbird', 'profiles.ini')
    await mkdir(path.dirname(file))
    await put(file)
    expect((await found(machine('linux'))).problems).toEqual([{ kind: 'not-readable', file, code }])
  })
})
