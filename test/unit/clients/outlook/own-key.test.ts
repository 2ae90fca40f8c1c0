import { mkdtemp, readdir, rm } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import path from 'node:path'
import { afterAll, beforeAll, describe, expect, onTestFinished, test } from 'vitest'
import { changeAccount } from '../../../../electron/clients/outlook/change-account.ts'
import { readOutlook } from '../../../../electron/clients/outlook/read-profiles.ts'
import { undoAccount } from '../../../../electron/clients/outlook/undo-account.ts'
import { newOwnKey, ownKeyReg } from '../../../fakes/own-key.ts'
import { accountsOf, office, recordedRegistry, someChanges, someHives, someOptions } from './some-outlook.ts'
import { startWine, type Wine, wineMissing } from '../../../fakes/wine.ts'

// On Windows all tests are on such a key. Here Wine shows that it is told apart from Office's.
const reason = process.platform === 'win32' ? 'no Wine' : wineMissing()

describe.skipIf(reason !== null)(
  `the tests’ own key${reason === null ? '' : ` (skipped: ${reason})`}`,
  () => {
    let wine: Wine
    beforeAll(async () => {
      wine = await startWine()
    }, 120_000)
    afterAll(() => wine.stop(), 60_000)

    test('stands in for Office’s, which nobody touches', { timeout: 120_000 }, async () => {
      const folder = await mkdtemp(path.join(tmpdir(), 'postern-outlook-'))
      onTestFinished(() => rm(folder, { recursive: true }))
      const ownKey = newOwnKey()
      const run = ownKeyReg(ownKey, undefined, wine.run)
      const file = `Windows Registry Editor Version 5.00`
      expect(someHives.startsWith(file)).toBe(true)
      await wine.put(someHives.replaceAll(`[${office}`, `[${ownKey}\\Office`))
      const options = someOptions(folder, run)

      const read = await readOutlook(options.registry)
      const recorded = await readOutlook(recordedRegistry(someHives))
      const names = (found: typeof read) =>
        found.ok ? found.value.map(({ key }) => key).sort() : found.error
      expect(names(read)).toEqual(names(recorded))

      const before = await wine.dump(ownKey)
      const key = `${accountsOf('16.0', '見込み客 [本社]')}\\00000002`
      const changes = someChanges.map((change) => ({ ...change, before: null }))
      expect(await changeAccount({ key, changes }, options)).toMatchObject({ ok: true })
      expect(await wine.dump(ownKey)).not.toEqual(before)
      expect(await undoAccount(1, options)).toMatchObject({ ok: true, value: { kept: [] } })
      expect(await wine.dump(ownKey)).toEqual(before)
      expect(await wine.dump(office)).toBeNull()
      expect((await readdir(options.folder)).filter((name) => name.endsWith('.reg'))).toEqual([])
    })

    test('is all that may be named', async () => {
      const run = ownKeyReg(newOwnKey(), undefined, () => Promise.reject(new Error('It ran')))
      for (const args of [
        ['export', 'HKEY_CURRENT_USER\\Software\\Microsoft\\OfficeX', 'x.reg', '/y'],
        ['export', 'HKEY_CURRENT_USER\\Software', 'x.reg', '/y'],
        ['query', 'HKEY_LOCAL_MACHINE'],
        ['delete', office],
      ])
        await expect(run(args, tmpdir())).rejects.toThrow('Not for a test')
    })
  },
)
