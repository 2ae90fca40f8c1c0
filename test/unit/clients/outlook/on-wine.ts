import { mkdtemp, rm } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import path from 'node:path'
import { afterAll, beforeAll, beforeEach, describe, onTestFinished } from 'vitest'
import type { AccountOptions } from '../../../../electron/clients/outlook/change-account.ts'
import type { RunReg } from '../../../../electron/clients/outlook/registry.ts'
import { someOptions } from './some-outlook.ts'
import { startWine, type Wine, wineMissing } from '../../../fakes/wine.ts'
import { dumpKey, halfImporting, putAccount, type SomeAccount } from './wine-accounts.ts'

/** What a test on real hives needs; folder and options are each test's own. */
export type WineScene = {
  readonly wine: Wine
  readonly folder: string
  readonly options: AccountOptions
  /** A profile of its own with one account that sends through port 25, and its key as it is exported now. */
  newAccount(more?: string): Promise<SomeAccount>
  dump(key: string): Promise<Buffer>
  /** Imports the first value alone of what shall be imported. */
  halfImport: RunReg
}

/** Tests on hives of Wine's, all in one prefix. */
export function describeOnWine(title: string, tests: (scene: WineScene) => void): void {
  const reason = wineMissing()
  const skipped = reason === null ? '' : ` (skipped: ${reason})`
  // Each reg.exe is a new process, and a machine may be busy.
  describe.skipIf(reason !== null)(title + skipped, { timeout: 60_000 }, () => {
    let wine: Wine
    let folder: string
    let options: AccountOptions
    let profiles = 0
    beforeAll(async () => {
      wine = await startWine()
    }, 120_000)
    afterAll(() => wine.stop(), 60_000)
    beforeEach(async () => {
      folder = await mkdtemp(path.join(tmpdir(), 'postern-outlook-'))
      options = someOptions(folder, wine.run)
      // After all that a test has begun has ended.
      onTestFinished(() => rm(folder, { recursive: true }))
    })

    tests({
      get wine() {
        return wine
      },
      get folder() {
        return folder
      },
      get options() {
        return options
      },
      dump: (key) => dumpKey(wine, key),
      newAccount: (more) => putAccount(wine, `山田 ${(profiles += 1)}`, more),
      halfImport: (args, cwd) => halfImporting(wine)(args, cwd),
    })
  })
}
