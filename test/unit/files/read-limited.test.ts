import { appendFile, mkdtemp, rm, symlink, writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import path from 'node:path'
import process from 'node:process'
import { afterEach, beforeEach, describe, expect, it } from 'vitest'
import { errnoOf } from '../../../electron/files/errno.ts'
import { readLimited, readStart } from '../../../electron/files/read-limited.ts'
import { oddFiles } from '../../fakes/odd-files.ts'

let folder: string
let file: string
beforeEach(async () => {
  folder = await mkdtemp(path.join(tmpdir(), 'postern-read-'))
  file = path.join(folder, 'file')
})
afterEach(() => rm(folder, { recursive: true }))

const codeOf = (read: Promise<unknown>) =>
  read.then(
    () => null,
    (error: unknown) => errnoOf(error),
  )

describe('readLimited', () => {
  it.each([0, 1, 999_999, 1_000_000])('reads a file of %d bytes whole, also through links', async (size) => {
    const bytes = Buffer.alloc(size, 'あ')
    await writeFile(file, bytes)
    const read = await readLimited(file, 1_000_000)
    expect(read.bytes.equals(bytes)).toBe(true)
    expect(read.stats.size).toBe(size)
    await symlink('file', path.join(folder, 'link'))
    expect((await readLimited(path.join(folder, 'link'), 1_000_000)).bytes.equals(bytes)).toBe(true)
  })

  it.each(oddFiles(1_000))('refuses %s', async (_, put, code) => {
    await put(file)
    expect(await codeOf(readLimited(file, 1_000))).toBe(code)
  })

  it('says that there is none as the system does', async () => {
    expect(await codeOf(readLimited(file, 1_000))).toBe('ENOENT')
  })

  // The files there say that they are empty.
  it.runIf(process.platform === 'linux')('counts what it reads, whatever size the file told', async () => {
    expect((await readLimited('/proc/self/status', 100_000)).bytes.length).toBeGreaterThan(100)
    expect(await codeOf(readLimited('/proc/self/status', 100))).toBe('EFBIG')
  })
})

describe('readStart', () => {
  it('reads no more than it is asked for', async () => {
    await writeFile(file, '#!/bin/sh')
    expect((await readStart(file, 2)).toString()).toBe('#!')
    expect((await readStart(file, 100)).toString()).toBe('#!/bin/sh')
    await appendFile(file, Buffer.alloc(1_000_000))
    expect(await readStart(file, 500_000)).toHaveLength(500_000)
  })

  it.each(oddFiles(1_000).filter(([, , code]) => code !== 'EFBIG'))('refuses %s', async (_, put, code) => {
    await put(file)
    expect(await codeOf(readStart(file, 2))).toBe(code)
  })
})
