import { mkdtemp, readFile, rm, writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import path from 'node:path'
import { afterAll, beforeAll, beforeEach, describe, onTestFinished } from 'vitest'
import type { AccountOptions } from '../../../../electron/clients/outlook/change-account.ts'
import type { RunReg } from '../../../../electron/clients/outlook/registry.ts'
import { accountsOf, imapAccount, regHeader, someOptions } from './some-outlook.ts'
import { startWine, type Wine, wineMissing } from './wine.ts'

export type SomeAccount = { key: string; start: Buffer }

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

    async function dump(key: string): Promise<Buffer> {
      const bytes = await wine.dump(key)
      if (bytes === null) throw new Error(`No key ${key}`)
      return bytes
    }

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
      dump,
      newAccount: async (more = '"SMTP Port"=dword:00000019') => {
        const key = `${accountsOf('16.0', `山田 ${(profiles += 1)}`)}\\00000002`
        await wine.put(`${regHeader}${imapAccount(key, 'taro@tanaka.example', more)}`)
        return { key, start: await dump(key) }
      },
      halfImport: async ([, name = ''], cwd) => {
        const file = path.join(cwd, name)
        const lines = (await readFile(file, 'utf16le')).split('\r\n')
        await writeFile(file, `${lines.slice(0, 4).join('\r\n')}\r\n`, 'utf16le')
        return wine.run(['import', name], cwd)
      },
    })
  })
}
