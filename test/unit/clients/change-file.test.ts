import { spawnSync } from 'node:child_process'
import {
  chmod,
  link,
  mkdir,
  mkdtemp,
  readdir,
  readFile,
  readlink,
  rm,
  stat,
  symlink,
  writeFile,
} from 'node:fs/promises'
import { tmpdir } from 'node:os'
import path from 'node:path'
import { afterEach, beforeEach, describe, expect, it } from 'vitest'
import { changeFile, type ProgramUse } from '../../../electron/clients/change-file.ts'
import { listChanges, readBackup } from '../../../electron/clients/journal.ts'
import { newPrefs, oldPrefs, someChanges, someOptions, writeOldPrefs } from './some-change.ts'

let folder: string
let profile: string
let file: string
beforeEach(async () => {
  folder = await mkdtemp(path.join(tmpdir(), 'postern-change-'))
  profile = path.join(folder, '山田 profile')
  await mkdir(profile)
  file = path.join(profile, 'prefs.js')
  await writeOldPrefs(file)
})
afterEach(() => rm(folder, { recursive: true }))

const plan = () => ({ file, changes: someChanges })

/** The file is the old one, and neither beside it nor in the journal is anything left. */
async function expectUntouched(): Promise<void> {
  expect(await readFile(file)).toEqual(oldPrefs)
  expect(await readdir(profile)).toEqual(['prefs.js'])
  const left = await readdir(someOptions(folder).folder).catch(() => [])
  expect(left).toEqual([])
}

describe('changeFile', () => {
  it('writes the change, keeps a backup and tells about it', async () => {
    const options = someOptions(folder)
    const changed = await changeFile(plan(), options)
    expect(changed).toMatchObject({ ok: true, value: { id: 1, client: 'thunderbird', file, state: 'done' } })
    expect(await readFile(file)).toEqual(newPrefs)
    expect(await readdir(profile)).toEqual(['prefs.js'])
    expect(await readBackup(options.folder, 1)).toEqual(oldPrefs)
    expect(await listChanges(options.folder)).toEqual({
      ok: true,
      value: [changed.ok ? { ...changed.value, undoneBy: null } : null],
    })
    const { mode } = await stat(path.join(options.folder, '1', 'before'))
    expect(mode & 0o777).toBe(0o600)
  })

  it('begins a file that is not there yet', async () => {
    await rm(file)
    const options = someOptions(folder)
    const changed = await changeFile({ file, changes: [{ name: 'a', before: null, after: 1 }] }, options)
    expect(changed).toMatchObject({ ok: true, value: { sha256: { before: null } } })
    expect(await readFile(file, 'utf8')).toBe('user_pref("a", 1);\n')
  })

  it('says which values are not those of the plan', async () => {
    await writeFile(file, oldPrefs.toString().replace('25 );', '465 );'))
    const before = await readFile(file)
    expect(await changeFile(plan(), someOptions(folder))).toEqual({
      ok: false,
      error: { kind: 'changed-meanwhile', file, names: ['mail.smtpserver.smtp1.port'] },
    })
    expect(await readFile(file)).toEqual(before)
  })

  it.each([
    ['running', { kind: 'in-use', program: 'Thunderbird' }],
    ['unknown', { kind: 'use-unknown', program: 'Thunderbird' }],
  ] as const)('changes nothing while the program is %s', async (use, error) => {
    const options = { ...someOptions(folder), use: () => Promise.resolve<ProgramUse>(use) }
    expect(await changeFile(plan(), options)).toEqual({ ok: false, error })
    await expectUntouched()
  })

  it('changes nothing when the program is started between the check and the write', async () => {
    const uses: ProgramUse[] = ['closed', 'running']
    const options = { ...someOptions(folder), use: () => Promise.resolve(uses.shift() ?? 'running') }
    const error = { kind: 'in-use', program: 'Thunderbird' }
    expect(await changeFile(plan(), options)).toEqual({ ok: false, error })
    await expectUntouched()
  })

  it('says so when the program is started in the moment of the write', async () => {
    const uses: ProgramUse[] = ['closed', 'closed', 'running']
    const options = { ...someOptions(folder), use: () => Promise.resolve(uses.shift() ?? 'running') }
    const error = { kind: 'started-meanwhile', program: 'Thunderbird', id: 1 }
    expect(await changeFile(plan(), options)).toEqual({ ok: false, error })
    expect(await listChanges(options.folder)).toMatchObject({ value: [{}] })
  })

  it('changes nothing when another program writes in between', async () => {
    let asked = 0
    const options = {
      ...someOptions(folder),
      use: async (): Promise<ProgramUse> => {
        asked += 1
        if (asked === 1) await writeFile(file, 'user_pref("mail.smtpserver.smtp1.port", 25);')
        return 'closed'
      },
    }
    expect(await changeFile(plan(), options)).toEqual({
      ok: false,
      error: { kind: 'changed-meanwhile', file, names: [] },
    })
    expect(await readFile(file, 'utf8')).toBe('user_pref("mail.smtpserver.smtp1.port", 25);')
    expect(await readdir(profile)).toEqual(['prefs.js'])
  })

  it('waits for another Postern, and lets several changes at once come one after the other', async () => {
    const options = someOptions(folder)
    const results = await Promise.all(
      Array.from({ length: 5 }, (_, index) =>
        changeFile({ file, changes: [{ name: `a${index}`, before: null, after: index }] }, options),
      ),
    )
    expect(results.map((result) => result.ok && result.value.id).toSorted()).toEqual([1, 2, 3, 4, 5])
    const text = await readFile(file, 'utf8')
    for (const index of [0, 1, 2, 3, 4]) expect(text).toContain(`user_pref("a${index}", ${index});\n`)
  })
})

describe.skipIf(process.platform === 'win32')(
  'changeFile, where files have modes and links (not on Windows)',
  () => {
    it.each([0o600, 0o644, 0o660])('keeps the mode %o', async (mode) => {
      await chmod(file, mode)
      expect(await changeFile(plan(), someOptions(folder))).toMatchObject({ ok: true })
      expect((await stat(file)).mode & 0o7777).toBe(mode)
    })

    it('replaces the file behind symlinks, and the links stay', async () => {
      const elsewhere = path.join(folder, 'elsewhere')
      await mkdir(elsewhere)
      await rm(file)
      await writeOldPrefs(path.join(elsewhere, 'real.js'))
      await symlink(path.join(elsewhere, 'real.js'), path.join(folder, 'middle'))
      await symlink('../middle', file)
      expect(await changeFile(plan(), someOptions(folder))).toMatchObject({ ok: true })
      expect(await readlink(file)).toBe('../middle')
      expect(await readFile(path.join(elsewhere, 'real.js'))).toEqual(newPrefs)
      expect(await readdir(elsewhere)).toEqual(['real.js'])
      expect(await readdir(profile)).toEqual(['prefs.js'])
    })

    it('leaves what has another name as well alone', async () => {
      await link(file, path.join(folder, 'other-name'))
      expect(await changeFile(plan(), someOptions(folder))).toMatchObject({ ok: true })
      expect(await readFile(path.join(folder, 'other-name'))).toEqual(oldPrefs)
    })

    it.each<[string, () => Promise<unknown>, string]>([
      ['a folder', () => mkdir(file), 'is-a-directory'],
      ['a pipe', () => Promise.resolve(spawnSync('mkfifo', [file])), 'not-a-file'],
      ['a link to itself', () => symlink('prefs.js', file), 'symlink-loop'],
      ['a link to nowhere', () => symlink('nowhere', file), 'file-missing'],
      ['a file that is too big', () => writeFile(file, Buffer.alloc(16 * 1024 * 1024 + 1)), 'too-big'],
      ['a folder that is not there', () => rm(profile, { recursive: true }), 'file-missing'],
      [
        'a file in the place of its folder',
        () => rm(profile, { recursive: true }).then(() => writeFile(profile, '')),
        'file-missing',
      ],
    ])('says that there is %s', async (_, put, kind) => {
      await rm(file)
      await put()
      expect(await changeFile(plan(), someOptions(folder))).toMatchObject({
        ok: false,
        error: { kind, file },
      })
      expect(await readdir(someOptions(folder).folder)).toEqual([])
    })
  },
)
