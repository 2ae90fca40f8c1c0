import { lstat, mkdir, mkdtemp, readFile, readdir, rm, stat, symlink, writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import path from 'node:path'
import fc from 'fast-check'
import { afterEach, beforeEach, describe, expect, it } from 'vitest'
import { createAccountStore } from '../../../electron/accounts/account-store.ts'
import type { Settings } from '../../../electron/contract/settings.ts'
import { oddFiles } from '../../fakes/odd-files.ts'
import { exampleAccount } from './example-account.ts'

const now = () => new Date('2026-11-24T04:05:06.789Z')
const asideName = 'settings.damaged-2026-11-24T04-05-06Z.json'
const add = (id: string) => (settings: Settings) => ({
  ...settings,
  accounts: [...settings.accounts, exampleAccount(id)],
})

let home: string
let folder: string
let file: string
const store = () => createAccountStore({ file, now })
beforeEach(async () => {
  home = await mkdtemp(path.join(tmpdir(), 'postern-accounts-'))
  folder = path.join(home, 'config', 'postern')
  file = path.join(folder, 'settings.json')
})
afterEach(() => rm(home, { recursive: true }))

async function put(content: string | Uint8Array): Promise<void> {
  await mkdir(folder, { recursive: true })
  await writeFile(file, content)
}
const content = (...ids: string[]) =>
  JSON.stringify({ version: 1, accounts: ids.map((id) => exampleAccount(id)) })

describe('account store', () => {
  it('has no accounts where there is no file, and makes none by looking', async () => {
    expect(await store().load()).toEqual({
      ok: true,
      value: { settings: { version: 1, accounts: [] }, setAside: null },
    })
    await expect(readdir(home)).resolves.toEqual([])
  })

  it('keeps what an update made, for this user alone', async () => {
    const updated = await store().update(add('hanako'))
    expect(updated).toEqual({ ok: true, value: { version: 1, accounts: [exampleAccount('hanako')] } })
    expect(await store().update(add('taro'))).toMatchObject({ ok: true })
    const loaded = await store().load()
    expect(loaded).toEqual({
      ok: true,
      value: {
        settings: { version: 1, accounts: [exampleAccount('hanako'), exampleAccount('taro')] },
        setAside: null,
      },
    })
    expect((await stat(folder)).mode & 0o777).toBe(0o700)
    expect((await stat(file)).mode & 0o777).toBe(0o600)
    expect(await readdir(folder)).toEqual(['settings.json'])
  })

  it('takes away the rights of others from a file that had them', async () => {
    await put(content('hanako'))
    expect((await stat(file)).mode & 0o077).not.toBe(0)
    await store().update(add('taro'))
    expect((await stat(file)).mode & 0o777).toBe(0o600)
  })

  it('writes to where a symbolic link points', async () => {
    await put(content('hanako'))
    const dotfiles = path.join(home, 'dotfiles.json')
    await writeFile(dotfiles, content('hanako'))
    await rm(file)
    await symlink(dotfiles, file)
    expect(await store().update(add('taro'))).toMatchObject({ ok: true })
    expect(await readFile(dotfiles, 'utf8')).toContain('taro')
  })

  it('reads a file that an editor saved with a byte order mark', async () => {
    await put(`\ufeff${content('hanako')}`)
    expect(await store().load()).toMatchObject({
      ok: true,
      value: { settings: { accounts: [exampleAccount('hanako')] }, setAside: null },
    })
  })

  it('lets updates of one process follow each other', async () => {
    const one = store()
    const other = store()
    const ids = Array.from({ length: 10 }, (_, i) => `account-${i}`)
    await Promise.all(ids.map((id, i) => (i % 2 === 0 ? one : other).update(add(id))))
    const loaded = await one.load()
    expect(loaded.ok && loaded.value.settings.accounts.map(({ id }) => id).sort()).toEqual(ids)
  })

  it('throws what is a bug in a change, and changes nothing', async () => {
    await store().update(add('hanako'))
    const before = await readFile(file)
    const bug = new Error('bug')
    await expect(
      store().update(() => {
        throw bug
      }),
    ).rejects.toBe(bug)
    await expect(store().update(() => ({ version: 1, accounts: [{}] }) as Settings)).rejects.toThrow()
    expect(await readFile(file)).toEqual(before)
    expect(await store().update(add('taro'))).toMatchObject({ ok: true })
  })

  it('removes what a killed process left half written, and nothing else', async () => {
    await put(content('hanako'))
    for (const name of [
      'settings.json.2916732412',
      'settings.json.bak',
      'settings.json.1.txt',
      'notes.json.123',
    ])
      await writeFile(path.join(folder, name), '{')
    await store().update(add('taro'))
    expect((await readdir(folder)).sort()).toEqual([
      'notes.json.123',
      'settings.json',
      'settings.json.1.txt',
      'settings.json.bak',
    ])
  })
})

describe('account store with a damaged file', () => {
  const whole = content('hanako', 'taro')
  it.each<[string, string | Uint8Array]>([
    ['empty', ''],
    ['cut', whole.slice(0, -20)],
    ['NULs', Buffer.alloc(4096)],
    ['NULs at its end', Buffer.concat([Buffer.from(whole.slice(0, 300)), Buffer.alloc(200)])],
    ['no JSON', 'version = 1'],
    ['not UTF-8', Buffer.from([0x7b, 0x22, 0xff, 0xfe, 0x22, 0x3a, 0x31, 0x7d])],
    ['null', 'null'],
    ['a list', '[]'],
    ['another document', '{"name":"postern"}'],
    ['accounts that are no list', '{"version":1,"accounts":{"a":1}}'],
    ['version 0', '{"version":0,"accounts":[]}'],
    ['a version that is no number', '{"version":"2","accounts":[]}'],
  ])('sets it aside under a name of its own: %s', async (_, bytes) => {
    await put(bytes)
    const aside = path.join(folder, asideName)
    const one = store()
    expect(await one.load()).toEqual({
      ok: true,
      value: { settings: { version: 1, accounts: [] }, setAside: aside },
    })
    expect(await readFile(aside)).toEqual(Buffer.from(bytes))
    expect((await stat(aside)).mode & 0o777).toBe(0o600)
    expect(await one.load()).toMatchObject({ ok: true, value: { setAside: null } })
    expect((await readdir(folder)).sort()).toEqual([asideName, 'settings.json'])
  })

  it('never overwrites what it set aside before', async () => {
    for (const damage of ['first', 'second', 'third']) {
      await put(damage)
      await store().load()
    }
    const kept = await Promise.all(
      ['', '-2', '-3'].map((count) =>
        readFile(path.join(folder, asideName.replace('.json', `${count}.json`)), 'utf8'),
      ),
    )
    expect(kept).toEqual(['first', 'second', 'third'])
  })

  it('keeps the accounts that are whole', async () => {
    const damaged = JSON.stringify({
      version: 1,
      accounts: [
        exampleAccount('hanako'),
        { ...exampleAccount('no-port'), submission: { host: 'mail.example.jp', port: 0, security: 'tls' } },
        null,
        { ...exampleAccount('extra'), colour: 'blue' },
        exampleAccount('taro'),
      ],
    })
    await put(damaged)
    const settings = { version: 1, accounts: [exampleAccount('hanako'), exampleAccount('taro')] }
    const aside = path.join(folder, asideName)
    expect(await store().load()).toEqual({ ok: true, value: { settings, setAside: aside } })
    expect(await readFile(aside, 'utf8')).toBe(damaged)
    expect(JSON.parse(await readFile(file, 'utf8'))).toEqual(settings)
  })

  it('sets aside what an update comes upon, and tells it at the next load', async () => {
    await put(JSON.stringify({ version: 1, accounts: [exampleAccount('hanako'), 7] }))
    const one = store()
    expect(await one.update(add('taro'))).toEqual({
      ok: true,
      value: { version: 1, accounts: [exampleAccount('hanako'), exampleAccount('taro')] },
    })
    expect(await one.load()).toMatchObject({ ok: true, value: { setAside: path.join(folder, asideName) } })
    expect(await one.load()).toMatchObject({ ok: true, value: { setAside: null } })
  })

  it('is set aside once by two that look at the same moment', async () => {
    await put('damaged')
    const loaded = await Promise.all([store().load(), store().load(), store().load()])
    const aside = loaded.map((result) => result.ok && result.value.setAside)
    expect(aside.filter((name) => name !== null)).toEqual([path.join(folder, asideName)])
    expect((await readdir(folder)).sort()).toEqual([asideName, 'settings.json'])
  })

  it('loses no byte of a file cut or changed anywhere', async () => {
    const bytes = Buffer.from(whole)
    const ids = ['hanako', 'taro']
    await fc.assert(
      fc.asyncProperty(
        fc.nat(bytes.length - 1),
        fc.nat(bytes.length),
        fc.integer({ min: 0, max: 255 }),
        async (at, length, value) => {
          await rm(folder, { recursive: true, force: true })
          const damaged = Buffer.from(bytes.subarray(0, Math.max(length, 1)))
          if (at < damaged.length) damaged[at] = value
          await put(damaged)
          const loaded = await store().load()
          if (!loaded.ok) {
            expect(loaded.error.kind).toBe('settings-newer')
            expect(await readFile(file)).toEqual(damaged)
            return
          }
          const { settings, setAside } = loaded.value
          expect(await readFile(setAside ?? file)).toEqual(damaged)
          if (setAside === null) return
          for (const account of settings.accounts) expect(ids).toContain(account.id)
        },
      ),
      { numRuns: 150 },
    )
  })
})

describe('account store with what it must not touch', () => {
  it.each([
    ['{"version":2,"accounts":[],"theme":"dark"}', 2],
    ['{"version":17,"people":{}}', 17],
    ['{"version":1.5}', 1.5],
  ])('refuses a newer file and leaves it as it is: %s', async (newer, version) => {
    await put(newer)
    const before = await stat(file)
    const failure = { ok: false, error: { kind: 'settings-newer', file, version } }
    expect(await store().load()).toEqual(failure)
    expect(await store().update(add('hanako'))).toEqual(failure)
    expect(await readFile(file, 'utf8')).toBe(newer)
    expect((await stat(file)).mtimeMs).toBe(before.mtimeMs)
    expect(await readdir(folder)).toEqual(['settings.json'])
  })

  it.each(oddFiles(4 * 1024 * 1024))(
    'refuses %s in the place of the file, and leaves it',
    async (_, put, code) => {
      await mkdir(folder, { recursive: true })
      await put(file)
      const { ino, size, mtimeMs } = await lstat(file)
      const failure = { ok: false, error: { kind: 'settings-failed', file, code } }
      expect(await store().load()).toEqual(failure)
      expect(await store().update(add('hanako'))).toEqual(failure)
      expect(await readdir(folder)).toEqual(['settings.json'])
      expect(await lstat(file)).toMatchObject({ ino, size, mtimeMs })
    },
  )

  it('refuses a file in the place of the folder', async () => {
    await mkdir(path.dirname(folder), { recursive: true })
    await writeFile(folder, '')
    expect(await store().load()).toEqual({
      ok: false,
      error: { kind: 'settings-failed', file, code: 'ENOTDIR' },
    })
    expect(await store().update(add('hanako'))).toEqual({
      ok: false,
      error: { kind: 'settings-failed', file, code: 'EEXIST' },
    })
  })
})
