import { spawnSync } from 'node:child_process'
import { mkdtempSync, rmdirSync } from 'node:fs'
import { chmod, chown, mkdir, mkdtemp, readFile, readdir, rm, stat, writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import path from 'node:path'
import { fileURLToPath } from 'node:url'
import { afterEach, beforeEach, describe, expect, it } from 'vitest'
import { createAccountStore } from '../../../electron/accounts/account-store.ts'
import type { Settings } from '../../../electron/contract/settings.ts'
import { exampleAccount } from './example-account.ts'

const script = fileURLToPath(new URL('account-process.ts', import.meta.url))

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
  const prefix = ['setpriv', '--reuid=65534', '--regid=65534', '--clear-groups', '--']
  const tried = spawnSync(prefix[0] ?? '', [
    ...prefix.slice(1),
    process.execPath,
    script,
    '/nonexistent/x',
    'x',
    '0',
  ])
  return tried.status === 0 ? { prefix } : { missing: 'another user cannot run this Node' }
}

const noMount = mountMissing()
const person = asPerson()
const noPerson = 'missing' in person ? person.missing : null

let folder: string
let file: string
const mounted: string[] = []
beforeEach(async () => {
  folder = await mkdtemp(path.join(tmpdir(), 'postern-conditions-'))
  file = path.join(folder, 'settings.json')
})
afterEach(async () => {
  for (const where of mounted.splice(0).reverse()) run('umount', where)
  await rm(folder, { recursive: true })
})

function run(...command: [string, ...string[]]): void {
  const failure = failureOf(...command)
  if (failure !== null) throw new Error(`${command.join(' ')}: ${failure}`)
}

function failureOf(program: string, ...args: string[]): string | null {
  const { status, stderr, error } = spawnSync(program, args, { encoding: 'utf8' })
  return status === 0 ? null : (error?.message ?? stderr.trim())
}

function mountTmpfs(options: string): void {
  run('mount', '-t', 'tmpfs', '-o', options, 'none', folder)
  mounted.push(folder)
}

/** Fills the file system up, then gives `freeBytes` of it back. */
async function fillUp(freeBytes: number): Promise<void> {
  const filler = path.join(folder, 'filler')
  const chunk = Buffer.alloc(4096)
  try {
    for (;;) await writeFile(filler, chunk, { flag: 'a' })
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code !== 'ENOSPC') throw error
  }
  const { size } = await stat(filler)
  run('truncate', '-s', String(size - freeBytes), filler)
}

const grow = (settings: Settings): Settings => ({
  ...settings,
  accounts: [...settings.accounts, exampleAccount('taro', 30_000)],
})

describe.skipIf(noMount !== null)(
  `settings on a full disk${noMount === null ? '' : ` (skipped: ${noMount})`}`,
  () => {
    const full = () => ({ ok: false, error: { kind: 'settings-disk-full', file } })

    it.each([0, 4096, 8192, 16_384, 28_672])(
      'keep the old file whole with %d bytes left',
      async (freeBytes) => {
        mountTmpfs('size=256k')
        const store = createAccountStore({ file })
        await store.update((settings) => ({ ...settings, accounts: [exampleAccount('hanako', 10_000)] }))
        const before = await readFile(file)
        await fillUp(freeBytes)
        expect(await store.update(grow)).toEqual(full())
        expect(await readFile(file)).toEqual(before)
        expect((await readdir(folder)).sort()).toEqual(['filler', 'settings.json'])
        await rm(path.join(folder, 'filler'))
        expect(await store.update(grow)).toMatchObject({ ok: true })
      },
    )

    it('keep a damaged file whole where it is, until there is room to set it aside', async () => {
      mountTmpfs('size=256k')
      const damaged = Buffer.alloc(30_000, 'damaged ')
      await writeFile(file, damaged)
      await fillUp(16_384)
      const store = createAccountStore({ file })
      expect(await store.load()).toEqual(full())
      expect(await readFile(file)).toEqual(damaged)
      expect((await readdir(folder)).sort()).toEqual(['filler', 'settings.json'])
      await rm(path.join(folder, 'filler'))
      const loaded = await store.load()
      expect(loaded).toMatchObject({ ok: true, value: { settings: { accounts: [] } } })
      expect(await readFile(loaded.ok ? (loaded.value.setAside ?? '') : '')).toEqual(damaged)
    })

    it('keep the old file whole where no more files can be made', async () => {
      mountTmpfs('size=256k,nr_inodes=4')
      const store = createAccountStore({ file })
      await store.update(grow)
      const before = await readFile(file)
      // Room for the lock, not for the new file.
      await writeFile(path.join(folder, 'another'), '')
      expect(await store.update(grow)).toEqual(full())
      expect(await readFile(file)).toEqual(before)
      expect((await readdir(folder)).sort()).toEqual(['another', 'settings.json'])
    })
  },
)

describe.skipIf(noMount !== null)(
  `settings on a read-only file system${noMount === null ? '' : ` (skipped: ${noMount})`}`,
  () => {
    it('are read, and refuse to be written', async () => {
      mountTmpfs('size=256k')
      const store = createAccountStore({ file })
      await store.update(grow)
      const before = await readFile(file)
      run('mount', '-o', 'remount,ro', folder)
      expect(await store.load()).toMatchObject({ ok: true, value: { setAside: null } })
      expect(await store.update(grow)).toEqual({
        ok: false,
        error: { kind: 'settings-denied', file, code: 'EROFS' },
      })
      expect(await readFile(file)).toEqual(before)
    })
  },
)

describe.skipIf(noPerson !== null)(
  `settings that this user may not touch${noPerson === null ? '' : ` (skipped: ${noPerson})`}`,
  () => {
    const prefix = 'prefix' in person ? person.prefix : []
    /** What an update by somebody who is not root says. */
    function updateAsPerson(): unknown {
      const [program, ...args] = [...prefix, process.execPath, script, file, 'taro', '1'] as const
      const { stdout } = spawnSync(program, args, { encoding: 'utf8' })
      const said = stdout.split('\n')[1] ?? ''
      return said.startsWith('{') ? (JSON.parse(said) as unknown) : said
    }
    const denied = () => ({ kind: 'settings-denied', file, code: 'EACCES' })
    beforeEach(async () => {
      if (prefix.length > 0) await chown(folder, 65534, 65534)
    })
    afterEach(() => chmod(folder, 0o700))

    it('are written where they may be', () => {
      expect(updateAsPerson()).toBe('taro-0')
    })

    it('stay as they are in a folder that may not be written', async () => {
      expect(updateAsPerson()).toBe('taro-0')
      const before = await readFile(file)
      await chmod(folder, 0o500)
      expect(updateAsPerson()).toEqual(denied())
      await chmod(folder, 0o700)
      expect(await readFile(file)).toEqual(before)
      expect(await readdir(folder)).toEqual(['settings.json'])
    })

    it('stay as they are when the file may not be read', async () => {
      expect(updateAsPerson()).toBe('taro-0')
      const before = await readFile(file)
      await chmod(file, 0)
      expect(updateAsPerson()).toEqual(denied())
      await chmod(file, 0o600)
      expect(await readFile(file)).toEqual(before)
      expect(await readdir(folder)).toEqual(['settings.json'])
    })

    it('are denied where the folder cannot be made', async () => {
      const closed = path.join(folder, 'closed')
      await mkdir(closed, { mode: 0o500 })
      if (prefix.length > 0) await chown(closed, 65534, 65534)
      file = path.join(closed, 'postern', 'settings.json')
      expect(updateAsPerson()).toEqual(denied())
      expect(await readdir(closed)).toEqual([])
    })
  },
)
