import { appendFile, lstat, mkdir, mkdtemp, readdir, readFile, rm, stat, writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import path from 'node:path'
import process from 'node:process'
import { afterEach, beforeEach, describe, expect, it } from 'vitest'
import { appendHistory, readHistory } from '../../../electron/history/history-file.ts'
import { systemClock } from '../../../electron/net/clock.ts'
import { oddFiles } from '../../fakes/odd-files.ts'
import { someEntry } from './some-entry.ts'

const now = Date.UTC(2026, 6, 31)
const dayMs = 86_400_000
const daysAgo = (days: number) => new Date(now - days * dayMs)

let folder: string
let file: string
beforeEach(async () => {
  folder = await mkdtemp(path.join(tmpdir(), 'postern-history-'))
  file = path.join(folder, 'config', 'history.jsonl')
})
afterEach(() => rm(folder, { recursive: true }))

const append = (at: Date, id: string | null = 'home') =>
  appendHistory(someEntry(at, id), { file, clock: systemClock, wallClock: () => now })
const read = async (since = daysAgo(90)) => {
  const result = await readHistory({ since }, { file })
  if (!result.ok) throw new Error(result.error.kind)
  return result.value
}

describe('history', () => {
  it('keeps each check as one line, for this user alone', async () => {
    expect(await read()).toEqual([])
    expect(await append(daysAgo(2), 'home')).toEqual({ ok: true, value: undefined })
    await append(daysAgo(1), null)
    expect(await read()).toEqual([someEntry(daysAgo(2), 'home'), someEntry(daysAgo(1), null)])
    expect(await readFile(file, 'utf8')).toMatch(/^(\{[^\n]*\}\n){2}$/)
    expect((await stat(file)).mode & 0o777).toBe(0o600)
    expect((await stat(path.dirname(file))).mode & 0o777).toBe(0o700)
    expect(await readdir(path.dirname(file))).toEqual(['history.jsonl'])
  })

  it('gives what was since then, oldest first, whatever the order of the lines', async () => {
    for (const days of [1, 5, 3]) await append(daysAgo(days))
    expect((await read(daysAgo(4))).map(({ at }) => at)).toEqual(
      [3, 1].map((days) => daysAgo(days).toISOString()),
    )
  })

  it.each([
    ['a torn last line', (line: string) => line.slice(0, -20)],
    ['a line without its end', (line: string) => line.slice(0, -1)],
    ['a torn line that bytes of nothing follow', (line: string) => `${line.slice(0, 30)}\0\0\0\0`],
    ['something else', () => 'not a line of ours'],
  ])('goes on after %s', async (_, damage) => {
    await append(daysAgo(3))
    const whole = await readFile(file, 'utf8')
    await writeFile(file, whole + damage(whole.replace(/home/, 'torn')))
    const seen = await read()
    expect(seen[0]).toEqual(someEntry(daysAgo(3)))
    await append(daysAgo(2))
    await append(daysAgo(1))
    const ids = (await read()).map(({ networkId }) => networkId).filter((id) => id !== 'torn')
    expect(ids).toEqual(['home', 'home', 'home'])
  })

  it('skips what a newer Postern wrote, and does not throw it away', async () => {
    await append(daysAgo(120))
    const newer = `${JSON.stringify({ ...someEntry(daysAgo(1), 'newer'), mood: 'fine' })}\n`
    await appendFile(file, newer)
    await append(daysAgo(0))
    expect((await read()).map(({ networkId }) => networkId)).toEqual(['home'])
    const text = await readFile(file, 'utf8')
    expect(text).toContain(newer)
    expect(text.split('\n')).toHaveLength(3)
  })

  it('forgets what is older than 90 days, a day late at most', async () => {
    for (const days of [120, 92, 91.5, 89]) await append(daysAgo(days))
    expect(await read(daysAgo(365))).toEqual([someEntry(daysAgo(89))])
    await append(daysAgo(90.5))
    await append(daysAgo(1))
    expect(await read(daysAgo(365))).toHaveLength(3)
  })

  it('forgets what is old behind a first line that cannot be read, too', async () => {
    await append(daysAgo(120))
    await writeFile(file, `\0\0\0\0\n${await readFile(file, 'utf8')}`)
    await append(daysAgo(1))
    expect(await readFile(file, 'utf8')).toBe(`${JSON.stringify(someEntry(daysAgo(1)))}\n`)
  })

  it('stays below 5 MB and keeps the newest', async () => {
    const line = `${JSON.stringify(someEntry(daysAgo(10), 'old'))}\n`
    await mkdir(path.dirname(file))
    await writeFile(file, line.repeat(Math.ceil(5_000_000 / line.length)), { mode: 0o600 })
    await append(daysAgo(1), 'new')
    const { size, mode } = await stat(file)
    expect(size).toBeGreaterThan(3_900_000)
    expect(size).toBeLessThanOrEqual(4_000_000)
    expect(mode & 0o777).toBe(0o600)
    const entries = await read()
    expect(entries.at(-1)).toEqual(someEntry(daysAgo(1), 'new'))
    expect(await readdir(path.dirname(file))).toEqual(['history.jsonl'])
  })

  it('is busy, and fails with that, while another process holds it', async () => {
    await append(daysAgo(1))
    await writeFile(`${file}.lock`, `${process.ppid} other\n`)
    expect(await append(daysAgo(0))).toEqual({ ok: false, error: { kind: 'settings-busy', file } })
    expect(await read()).toHaveLength(1)
  })

  it('fails as a value where it cannot be written or read', async () => {
    await writeFile(path.join(folder, 'config'), 'not a folder')
    expect(await append(daysAgo(0))).toMatchObject({ ok: false, error: { kind: 'settings-failed' } })
    expect(await readHistory({ since: daysAgo(1) }, { file })).toMatchObject({
      ok: false,
      error: { kind: 'settings-failed', code: 'ENOTDIR' },
    })
    await rm(path.join(folder, 'config'))
  })

  it.each(oddFiles(16 * 1024 * 1024))(
    'refuses %s in the place of the file, and leaves it',
    async (_, put, code) => {
      await mkdir(path.dirname(file))
      await put(file)
      const { ino, size, mtimeMs } = await lstat(file)
      const failure = { ok: false, error: { kind: 'settings-failed', file, code } }
      expect(await readHistory({ since: daysAgo(90) }, { file })).toEqual(failure)
      expect(await append(daysAgo(0))).toEqual(failure)
      expect(await lstat(file)).toMatchObject({ ino, size, mtimeMs })
      expect(await readdir(path.dirname(file))).toEqual(['history.jsonl'])
    },
  )
})
