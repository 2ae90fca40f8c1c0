import { readFile, writeFile } from 'node:fs/promises'
import path from 'node:path'
import { type AccountOptions, changeAccount } from '../../../../electron/clients/outlook/change-account.ts'
import { createRegistry, type RunReg } from '../../../../electron/clients/outlook/registry.ts'
import { accountsOf, imapAccount, regHeader, someChanges } from './some-outlook.ts'
import type { Wine } from '../../../fakes/wine.ts'

/** An account's key, and how it is exported before anything is done to it. */
export type SomeAccount = { key: string; start: Buffer }

/** A profile of its own with one account, which sends through port 25 if nothing else is said. */
export async function putAccount(
  wine: Wine,
  profile: string,
  more = '"SMTP Port"=dword:00000019',
): Promise<SomeAccount> {
  const key = `${accountsOf('16.0', profile)}\\00000002`
  await wine.put(`${regHeader}${imapAccount(key, 'taro@tanaka.example', more)}`)
  return { key, start: await dumpKey(wine, key) }
}

export async function dumpKey(wine: Wine, key: string): Promise<Buffer> {
  const bytes = await wine.dump(key)
  if (bytes === null) throw new Error(`No key ${key}`)
  return bytes
}

/** reg.exe that imports the first value alone of what shall be imported. */
export function halfImporting(wine: Wine): RunReg {
  return async ([, name = ''], cwd) => {
    const file = path.join(cwd, name)
    const lines = (await readFile(file, 'utf16le')).split('\r\n')
    await writeFile(file, `${lines.slice(0, 4).join('\r\n')}\r\n`, 'utf16le')
    return wine.run(['import', name], cwd)
  }
}

/** Makes a change that stops at its first value, and that cannot be taken back at once. */
export async function leaveHalf(
  wine: Wine,
  key: string,
  options: AccountOptions,
  changes = someChanges,
): Promise<void> {
  let imports = 0
  const registry = createRegistry(options.folder, (args, cwd) => {
    if (args[0] !== 'import') return wine.run(args, cwd)
    return (imports += 1) === 1 ? halfImporting(wine)(args, cwd) : Promise.resolve(1)
  })
  const made = await changeAccount({ key, changes }, { ...options, registry })
  if (made.ok || made.error.kind !== 'not-restored') throw new Error('Not half changed')
}
