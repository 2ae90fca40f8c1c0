import { spawnSync } from 'node:child_process'
import { mkdtempSync, rmdirSync } from 'node:fs'
import { chmod, chown, mkdir, mkdtemp, readdir, readFile, rm, stat, writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import path from 'node:path'
import { fileURLToPath } from 'node:url'
import { afterEach, beforeEach, describe, expect, it } from 'vitest'
import { changeFile } from '../../../electron/clients/change-file.ts'
import { recoverChanges } from '../../../electron/clients/recover-changes.ts'
import { newPrefs, oldPrefs, someChanges, someOptions, writeOldPrefs } from './some-change.ts'

const script = fileURLToPath(new URL('change-process.ts', import.meta.url))
const nobody = 65534

/** Why nothing can be mounted here, or null. */
function mountMissing(): string | null {
  if (process.platform !== 'linux') return 'tmpfs is for Linux'
  if (process.getuid?.() !== 0) return 'mounting takes root'
  const probe = mkdtempSync(path.join(tmpdir(), 'postern-mount-'))
  const error = failureOf('mount', '-t', 'tmpfs', 'none', probe)
  if (error === null) run('umount', probe)
  rmdirSync(probe)
  return error
}

/** How a process runs as another user than root: a command in front of it, or nothing if we are none; a reason if neither. */
function asPerson(): { prefix: string[] } | { missing: string } {
  if (process.platform === 'win32') return { missing: 'Windows has other rights' }
  if (process.getuid?.() !== 0) return { prefix: [] }
  const prefix = ['setpriv', `--reuid=${nobody}`, `--regid=${nobody}`, '--clear-groups', '--']
  const tried = spawnSync(prefix[0] ?? '', [...prefix.slice(1), process.execPath, '--version'])
  return tried.status === 0 ? { prefix } : { missing: 'another user cannot run this Node' }
}

function run(...command: [string, ...string[]]): void {
  const failure = failureOf(...command)
  if (failure !== null) throw new Error(`${command.join(' ')}: ${failure}`)
}

function failureOf(program: string, ...args: string[]): string | null {
  const { status, stderr, error } = spawnSync(program, args, { encoding: 'utf8' })
  return status === 0 ? null : (error?.message ?? stderr.trim())
}

const noMount = mountMissing()
const person = asPerson()
const noPerson = 'missing' in person ? person.missing : null

let folder: string
let profile: string
let file: string
const mounted: string[] = []
beforeEach(async () => {
  folder = await mkdtemp(path.join(tmpdir(), 'postern-conditions-'))
  profile = path.join(folder, 'profile')
  await mkdir(profile)
  file = path.join(profile, 'prefs.js')
  await writeOldPrefs(file)
})
afterEach(async () => {
  for (const where of mounted.splice(0).reverse()) run('umount', where)
  await rm(folder, { recursive: true })
})

function mountTmpfs(where: string, size: string): void {
  run('mount', '-t', 'tmpfs', '-o', `size=${size}`, 'none', where)
  mounted.push(where)
}

/** Fills the file system up, then gives `freeBytes` of it back. */
async function fillUp(where: string, freeBytes: number): Promise<void> {
  const filler = path.join(where, 'filler')
  try {
    for (;;) await writeFile(filler, Buffer.alloc(4096), { flag: 'a' })
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code !== 'ENOSPC') throw error
  }
  const { size } = await stat(filler)
  run('truncate', '-s', String(size - freeBytes), filler)
}

const plan = () => ({ file, changes: someChanges })

describe.skipIf(noMount !== null)(
  `a change on a full disk${noMount === null ? '' : ` (skipped: ${noMount})`}`,
  () => {
    it.each([0, 4096, 8192])('keeps the old file whole with %d bytes left beside it', async (freeBytes) => {
      mountTmpfs(profile, '128k')
      await writeOldPrefs(file)
      await fillUp(profile, freeBytes)
      const options = someOptions(folder)
      expect(await changeFile(plan(), options)).toEqual({ ok: false, error: { kind: 'disk-full', file } })
      expect(await readFile(file)).toEqual(oldPrefs)
      expect((await readdir(profile)).sort()).toEqual(['filler', 'prefs.js'])
      expect(await readdir(options.folder)).toEqual([])
      await rm(path.join(profile, 'filler'))
      expect(await changeFile(plan(), options)).toMatchObject({ ok: true })
      expect(await readFile(file)).toEqual(newPrefs)
    })

    it.each([0, 4096, 8192, 12_288, 16_384, 20_480])(
      'keeps the old file whole with %d bytes left in Postern’s folder, or makes the change',
      async (freeBytes) => {
        const options = someOptions(folder)
        await mkdir(options.folder, { recursive: true })
        mountTmpfs(options.folder, '64k')
        await fillUp(options.folder, freeBytes)
        const changed = await changeFile(plan(), options)
        if (changed.ok) expect(await readFile(file)).toEqual(newPrefs)
        else {
          expect(changed.error).toEqual({ kind: 'disk-full', file: options.folder })
          expect(await readFile(file)).toEqual(oldPrefs)
          expect(await readdir(profile)).toEqual(['prefs.js'])
        }
        await rm(path.join(options.folder, 'filler'))
        expect(await recoverChanges(options)).toMatchObject({ ok: true })
        expect((await readdir(options.folder)).sort()).toEqual(changed.ok ? ['1'] : [])
      },
    )

    it('tells of a file system that may not be written', async () => {
      mountTmpfs(profile, '128k')
      await writeOldPrefs(file)
      run('mount', '-o', 'remount,ro', profile)
      expect(await changeFile(plan(), someOptions(folder))).toEqual({
        ok: false,
        error: { kind: 'read-only', file, code: 'EROFS' },
      })
      expect(await readFile(file)).toEqual(oldPrefs)
    })

    it('waits with the settling until the disk with the profile is there', async () => {
      const options = someOptions(folder)
      await changeFile(plan(), options)
      const entry = path.join(options.folder, '1', 'change.json')
      const text = await readFile(entry, 'utf8')
      await writeFile(entry, text.replace('"done"', '"renaming"'))
      await rm(profile, { recursive: true })
      expect(await recoverChanges(options)).toEqual({ ok: true, value: [] })
      await mkdir(profile)
      await writeFile(file, newPrefs)
      expect(await recoverChanges(options)).toEqual({
        ok: true,
        value: [{ id: 1, file, outcome: 'finished' }],
      })
    })
  },
)

describe.skipIf(noPerson !== null || noMount !== null)(
  `a change by somebody who is not root${noPerson === null && noMount === null ? '' : ` (skipped: ${noPerson ?? noMount ?? ''})`}`,
  () => {
    function changeAsPerson(): unknown {
      const prefix = 'prefix' in person ? person.prefix : []
      const command = [...prefix, process.execPath, script, folder, file, 'change']
      const { stdout, stderr } = spawnSync(command[0] ?? '', command.slice(1), {
        encoding: 'utf8',
        input: '',
      })
      const [, line] = stdout.split('\n')
      if (line === undefined || line === '') throw new Error(stderr)
      return JSON.parse(line)
    }

    beforeEach(async () => {
      for (const name of [folder, profile, file]) await chown(name, nobody, nobody)
    })

    it('works where everything is theirs', async () => {
      expect(changeAsPerson()).toMatchObject({ ok: true })
      expect(await readFile(file)).toEqual(newPrefs)
    })

    it('is told of a file that may not be read', async () => {
      await chmod(file, 0)
      expect(changeAsPerson()).toEqual({
        ok: false,
        error: { kind: 'file-not-readable', file, code: 'EACCES' },
      })
    })

    it.each([
      ['a file that may not be written', () => chmod(file, 0o444), 'EACCES'],
      ['a folder that may not be written', () => chmod(profile, 0o555), 'EACCES'],
      [
        'a file of somebody else, which would become theirs',
        () => chown(file, 0, 0).then(() => chmod(file, 0o666)),
        'EPERM',
      ],
    ])('is told of %s', async (_, take, code) => {
      await take()
      expect(changeAsPerson()).toEqual({ ok: false, error: { kind: 'read-only', file, code } })
      expect(await readFile(file)).toEqual(oldPrefs)
      expect(await readdir(profile)).toEqual(['prefs.js'])
    })

    it('leaves a file that root changes to its owner', async () => {
      await chmod(file, 0o640)
      expect(await changeFile(plan(), someOptions(folder))).toMatchObject({ ok: true })
      const { uid, gid, mode } = await stat(file)
      expect([uid, gid, mode & 0o7777]).toEqual([nobody, nobody, 0o640])
    })
  },
)
