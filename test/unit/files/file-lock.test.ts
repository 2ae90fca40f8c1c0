import { spawnSync } from 'node:child_process'
import { mkdtemp, readFile, readdir, rm, utimes, writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import path from 'node:path'
import { afterEach, beforeEach, describe, expect, it } from 'vitest'
import { takeLock } from '../../../electron/files/file-lock.ts'
import type { Clock } from '../../../electron/net/clock.ts'
import { oddFiles } from '../../fakes/odd-files.ts'

/** Time that passes only by waiting. */
function countingClock(): Clock & { waits: number } {
  let time = 0
  return {
    waits: 0,
    now: () => time,
    wait(ms) {
      time += ms
      this.waits += 1
      return Promise.resolve()
    },
  }
}

const deadPid = spawnSync(process.execPath, ['--version']).pid
let folder: string
let file: string
beforeEach(async () => {
  folder = await mkdtemp(path.join(tmpdir(), 'postern-lock-'))
  file = path.join(folder, 'settings.json.lock')
})
afterEach(() => rm(folder, { recursive: true }))

async function age(name: string, seconds: number): Promise<void> {
  const then = new Date(Date.now() - seconds * 1_000)
  await utimes(name, then, then)
}

describe('takeLock', () => {
  it('holds the lock with its pid, and leaves nothing after the release', async () => {
    const lock = await takeLock(file, countingClock(), 1_000)
    expect(Number.parseInt(await readFile(file, 'utf8'), 10)).toBe(process.pid)
    await lock?.release()
    expect(await readdir(folder)).toEqual([])
  })

  it('waits for a living process no longer than allowed', async () => {
    await writeFile(file, `${process.ppid} other\n`)
    const clock = countingClock()
    expect(await takeLock(file, clock, 1_000)).toBeNull()
    expect(clock.now()).toBeGreaterThanOrEqual(1_000)
    expect(clock.now()).toBeLessThan(1_100)
    expect(await readFile(file, 'utf8')).toBe(`${process.ppid} other\n`)
    expect(await readdir(folder)).toEqual(['settings.json.lock'])
  })

  it.each([
    ['of a dead process', `${deadPid} other\n`, 0],
    ['that a crash left long ago, its pid in use again', `${process.ppid} other\n`, 61],
    ['that a crash left empty', '', 3],
  ])('takes over a lock %s', async (_, content, seconds) => {
    await writeFile(file, content)
    await age(file, seconds)
    const lock = await takeLock(file, countingClock(), 1_000)
    expect(Number.parseInt(await readFile(file, 'utf8'), 10)).toBe(process.pid)
    await lock?.release()
    expect(await readdir(folder)).toEqual([])
  })

  it('takes over a lock whose taker died too', async () => {
    await writeFile(file, `${deadPid} other\n`)
    await writeFile(`${file}.takeover`, `${deadPid} another\n`)
    const lock = await takeLock(file, countingClock(), 1_000)
    expect(lock).not.toBeNull()
    await lock?.release()
    expect(await readdir(folder)).toEqual([])
  })

  it.each(oddFiles(4_096))('does not wait for %s in its place', async (_, put, code) => {
    await put(file)
    await expect(takeLock(file, countingClock(), 1_000)).rejects.toMatchObject({ code })
    expect(await readdir(folder)).toEqual(['settings.json.lock'])
  })

  it('waits for a lock that is just being written', async () => {
    await writeFile(file, '')
    expect(await takeLock(file, countingClock(), 200)).toBeNull()
  })

  it('does not release a lock that was taken over in the meantime', async () => {
    const lock = await takeLock(file, countingClock(), 1_000)
    await writeFile(file, `${process.ppid} other\n`)
    await lock?.release()
    expect(await readFile(file, 'utf8')).toBe(`${process.ppid} other\n`)
  })
})
