import { mkdtemp, rm, stat, utimes } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import path from 'node:path'
import { expect, onTestFinished, test, vi } from 'vitest'
import { journalLock } from '../../../electron/clients/journal.ts'
import { withJournal } from '../../../electron/clients/journal-lock.ts'
import { ok } from '../../../electron/contract/result.ts'
import { systemClock } from '../../../electron/net/clock.ts'

test('the lock does not grow old while a long change is made', async () => {
  vi.useFakeTimers({ toFake: ['setInterval', 'clearInterval'] })
  onTestFinished(() => void vi.useRealTimers())
  const folder = await mkdtemp(path.join(tmpdir(), 'postern-journal-'))
  onTestFinished(() => rm(folder, { recursive: true }))
  const lock = journalLock(folder)
  const done = await withJournal({ folder, clock: systemClock }, async () => {
    await utimes(lock, 0, 0)
    // One that is a minute old is taken over.
    vi.advanceTimersByTime(30_000)
    await expect.poll(async () => (await stat(lock)).mtimeMs).toBeGreaterThan(0)
    return ok('made')
  })
  expect(done).toEqual(ok('made'))
  expect(vi.getTimerCount()).toBe(0)
  await expect(stat(lock)).rejects.toThrow('ENOENT')
})
