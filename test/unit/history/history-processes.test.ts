import { mkdtemp, readdir, rm } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import path from 'node:path'
import { afterEach, beforeEach, describe, expect, it } from 'vitest'
import { appendHistory, readHistory } from '../../../electron/history/history-file.ts'
import { systemClock } from '../../../electron/net/clock.ts'
import { makeOld, someEntry } from './some-entry.ts'
import { type ConfirmingProcess, startConfirming } from '../../fakes/confirming-process.ts'

let folder: string
let file: string
const started: ConfirmingProcess[] = []
beforeEach(async () => {
  folder = await mkdtemp(path.join(tmpdir(), 'postern-history-'))
  file = path.join(folder, 'history.jsonl')
})
afterEach(async () => {
  for (const { child, ended } of started.splice(0)) {
    child.kill('SIGKILL')
    await ended
  }
  await rm(folder, { recursive: true })
})

function startWriter(prefix: string, count: number): ConfirmingProcess {
  const process = startConfirming(new URL('history-process.ts', import.meta.url), [
    file,
    prefix,
    String(count),
  ])
  started.push(process)
  return process
}

async function storedIds(): Promise<(string | null)[]> {
  const read = await readHistory({ since: new Date(0) }, { file })
  if (!read.ok) throw new Error(read.error.kind)
  return read.value.map(({ networkId }) => networkId)
}

/** A dozen processes on a busy machine. */
const patience = { timeout: 60_000 }

describe('a history of several processes', patience, () => {
  it('loses no check of eight that write and compact at once', async () => {
    const writers = Array.from({ length: 8 }, (_, i) => startWriter(`process${i}`, 12))
    await Promise.all(writers.map(({ ended }) => ended))
    const confirmed = writers.flatMap(({ lines }) => lines)
    expect(confirmed).toHaveLength(8 * 12)
    expect((await storedIds()).filter((id) => id !== 'ancient').sort()).toEqual(confirmed.sort())
    expect(await readdir(folder)).toEqual(['history.jsonl'])
  })

  it('loses nothing that was confirmed when processes are killed in the middle', async () => {
    for (let round = 0; round < 4; round += 1) {
      const writers = Array.from({ length: 3 }, (_, i) => startWriter(`round${round}-process${i}`, 10_000))
      await Promise.race(writers.map((writer) => writer.confirmed(12)))
      for (const { child } of writers) child.kill('SIGKILL')
      await Promise.all(writers.map(({ ended }) => ended))
    }
    await makeOld(file)
    const last = someEntry(new Date(), 'last')
    const appended = await appendHistory(last, { file, clock: systemClock, wallClock: Date.now })
    expect(appended).toMatchObject({ ok: true })
    const confirmed = started.flatMap(({ lines }) => lines)
    expect(confirmed.length).toBeGreaterThanOrEqual(4 * 12)
    const stored = await storedIds()
    expect(stored).toEqual(expect.arrayContaining([...confirmed, 'last']))
    expect(stored).not.toContain('ancient')
    expect(await readdir(folder)).toEqual(['history.jsonl'])
  })
})
