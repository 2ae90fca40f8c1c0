import { mkdtemp, readFile, readdir, rm } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import path from 'node:path'
import { afterEach, beforeEach, describe, expect, it } from 'vitest'
import { createAccountStore } from '../../../electron/accounts/account-store.ts'
import { parseSettings } from '../../../electron/accounts/parse-settings.ts'
import { type ConfirmingProcess, startConfirming } from '../../fakes/confirming-process.ts'

let folder: string
let file: string
const started: ConfirmingProcess[] = []
beforeEach(async () => {
  folder = await mkdtemp(path.join(tmpdir(), 'postern-processes-'))
  file = path.join(folder, 'settings.json')
})
afterEach(async () => {
  for (const { child, ended } of started.splice(0)) {
    child.kill('SIGKILL')
    await ended
  }
  await rm(folder, { recursive: true })
})

function startUpdater(prefix: string, count: number): ConfirmingProcess {
  const process = startConfirming(new URL('account-process.ts', import.meta.url), [
    file,
    prefix,
    String(count),
  ])
  started.push(process)
  return process
}

async function storedIds(): Promise<string[]> {
  const parsed = parseSettings(await readFile(file))
  if (parsed.kind !== 'whole') throw new Error(`the file is ${parsed.kind}`)
  return parsed.settings.accounts.map(({ id }) => id)
}

describe('settings of several processes', () => {
  it('lose no update of eight that write at once, and are whole at every moment', async () => {
    const updaters = Array.from({ length: 8 }, (_, i) => startUpdater(`process${i}`, 8))
    const watch = { looks: 0, over: false }
    const ended = Promise.all(updaters.map((updater) => updater.ended)).then(() => {
      watch.over = true
    })
    await updaters[0]?.confirmed(1)
    for (; !watch.over; watch.looks += 1) await storedIds()
    await ended
    expect(watch.looks).toBeGreaterThan(10)
    const expected = updaters.flatMap((_, i) => Array.from({ length: 8 }, (_, k) => `process${i}-${k}`))
    expect(updaters.flatMap(({ lines }) => lines).sort()).toEqual(expected.sort())
    expect((await storedIds()).sort()).toEqual(expected)
    expect(await readdir(folder)).toEqual(['settings.json'])
  })

  it('lose nothing that was confirmed when processes are killed in the middle', async () => {
    for (let round = 0; round < 5; round += 1) {
      const updaters = Array.from({ length: 3 }, (_, i) => startUpdater(`round${round}-process${i}`, 1_000))
      await Promise.race(updaters.map((updater) => updater.confirmed(3)))
      for (const { child } of updaters) child.kill('SIGKILL')
      await Promise.all(updaters.map(({ ended }) => ended))
    }
    const confirmed = started.flatMap(({ lines }) => lines)
    expect(await storedIds()).toEqual(expect.arrayContaining(confirmed))
    const updated = await createAccountStore({ file }).update((settings) => settings)
    expect(updated).toMatchObject({ ok: true })
    expect(await readdir(folder)).toEqual(['settings.json'])
  })
})
