import { lstat, mkdir, mkdtemp, readFile, readdir, rm, stat, writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import path from 'node:path'
import { afterEach, beforeEach, describe, expect, it } from 'vitest'
import { loadSalt } from '../../../electron/network/salt.ts'
import { systemClock } from '../../../electron/net/clock.ts'
import { oddFiles } from '../../fakes/odd-files.ts'

let folder: string
let file: string
beforeEach(async () => {
  folder = await mkdtemp(path.join(tmpdir(), 'postern-salt-'))
  file = path.join(folder, 'config', 'network-salt')
})
afterEach(() => rm(folder, { recursive: true }))

describe('loadSalt', () => {
  it('makes 16 random bytes for this user alone, and gives the same ever after', async () => {
    const salt = await loadSalt(file, systemClock)
    expect(salt).toHaveLength(16)
    expect(await readFile(file)).toEqual(salt)
    expect((await stat(file)).mode & 0o777).toBe(0o600)
    expect((await stat(path.dirname(file))).mode & 0o777).toBe(0o700)
    expect(await loadSalt(file, systemClock)).toEqual(salt)
    expect(await readdir(path.dirname(file))).toEqual(['network-salt'])
  })

  it('is one for many that ask at once', async () => {
    const salts = await Promise.all(Array.from({ length: 10 }, () => loadSalt(file, systemClock)))
    expect(new Set(salts.map((salt) => Buffer.from(salt).toString('hex'))).size).toBe(1)
  })

  it('replaces a damaged one', async () => {
    await mkdir(path.dirname(file))
    await writeFile(file, 'short')
    const salt = await loadSalt(file, systemClock)
    expect(await readFile(file)).toEqual(salt)
  })

  it.each(oddFiles(4_096))('is a passing one for %s in its place, which is left', async (_, put) => {
    await mkdir(path.dirname(file))
    await put(file)
    const { ino } = await lstat(file)
    expect(await loadSalt(file, systemClock)).toHaveLength(16)
    expect((await lstat(file)).ino).toBe(ino)
  })

  it('is a passing one where nothing can be kept', async () => {
    await writeFile(path.join(folder, 'config'), 'not a folder')
    const salt = await loadSalt(file, systemClock)
    expect(salt).toHaveLength(16)
    expect(await loadSalt(file, systemClock)).not.toEqual(salt)
  })
})
