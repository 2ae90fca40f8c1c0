import { mkdir, stat, writeFile } from 'node:fs/promises'
import path from 'node:path'
import { expect, test } from 'vitest'
import { madeChanges, recover, undo, writeChanges } from '../../../../electron/app/clients/changes.ts'
import { journalLock } from '../../../../electron/clients/journal.ts'
import { takeLock } from '../../../../electron/files/file-lock.ts'
import { noLocks } from '../../../fakes/held-lock.ts'
import { createClientsWorld } from './clients-world.ts'

const toPort587 = (file: string) => ({
  client: 'thunderbird' as const,
  file,
  changes: [{ name: 'mail.smtpserver.smtp1.port', before: 25, after: 587 }],
})
const skipped = noLocks === null ? '' : ` (skipped: ${noLocks})`

test.skipIf(noLocks !== null)(
  `Thunderbird that is started between the check and the write is waited for${skipped}`,
  async () => {
    const { services, prefsFile, prefs, startThunderbird } = await createClientsWorld()
    const { changesFolder } = services.mailPrograms
    // Another Postern is busy, until Thunderbird is there.
    await mkdir(changesFolder)
    const lock = await takeLock(journalLock(changesFolder), services.network.clock, 1_000)
    const said: string[] = []
    const first = Promise.withResolvers<string>()
    let close: () => Promise<void> = () => Promise.resolve()
    const made = writeChanges(toPort587(prefsFile), services, {
      signal: AbortSignal.timeout(30_000),
      onWriting: () => {
        said.push('writing')
        first.resolve('')
      },
      onWaiting: () => {
        said.push('waiting')
        void close()
      },
    })
    await first.promise
    close = await startThunderbird()
    await lock?.release()
    expect(await made).toMatchObject({ ok: true })
    expect(said).toEqual(['writing', 'waiting', 'writing'])
    expect(await prefs()).toMatchObject({ 'mail.smtpserver.smtp1.port': 587 })
  },
)

test('newest first, and the undoing of a change is none of its own', async () => {
  const { services, prefsFile } = await createClientsWorld()
  const patience = {
    signal: AbortSignal.timeout(30_000),
    onWaiting: () => undefined,
    onWriting: () => undefined,
  }
  await writeChanges(toPort587(prefsFile), services, patience)
  await undo(1, services, patience)
  await writeChanges(toPort587(prefsFile), services, patience)
  expect(await madeChanges(services)).toMatchObject({
    value: [
      { id: 3, undoneBy: null },
      { id: 1, undoneBy: 2 },
    ],
  })
})

test('a journal that cannot be read is told', async () => {
  const { services, prefsFile } = await createClientsWorld()
  const { changesFolder: file } = services.mailPrograms
  await writeFile(file, 'not a folder')
  const missing = { ok: false, error: { kind: 'file-missing', file } }
  expect(await madeChanges(services)).toEqual(missing)
  const patience = {
    signal: AbortSignal.timeout(30_000),
    onWaiting: () => undefined,
    onWriting: () => undefined,
  }
  expect(await undo(1, services, patience)).toEqual(missing)
  expect(await writeChanges(toPort587(prefsFile), services, patience)).toMatchObject({ ok: false })
})

test('an entry that cannot be read is told', async () => {
  const { services } = await createClientsWorld()
  const { changesFolder: file } = services.mailPrograms
  await mkdir(path.join(file, '1', 'change.json'), { recursive: true })
  expect(await madeChanges(services)).toEqual({ ok: false, error: { kind: 'is-a-directory', file } })
})

test('where nothing was ever changed, nothing is put on the disk', async () => {
  const { services } = await createClientsWorld()
  expect(await recover(services)).toEqual({ ok: true, value: [] })
  expect(await madeChanges(services)).toEqual({ ok: true, value: [] })
  await expect(stat(services.mailPrograms.changesFolder)).rejects.toThrow('ENOENT')
})
