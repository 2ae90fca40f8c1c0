import { mkdtemp, readFile, rm, writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import path from 'node:path'
import process from 'node:process'
import { type RunReg, runWindowsReg } from '../../electron/clients/outlook/registry.ts'
import { office } from '../unit/clients/outlook/some-outlook.ts'

/**
 * Windows' own reg.exe, on a key of the tests' own in place of Office's: what it is told and what it writes is the same
 * but for that name, and nothing of a real Outlook is read or changed.
 */

export const newOwnKey = () => `HKEY_CURRENT_USER\\Software\\Postern-test-${process.pid}`

export async function removeOwnKey(ownKey: string): Promise<void> {
  await runWindowsReg(['delete', ownKey, '/f'], tmpdir())
}

/** `onStart` is called as soon as a process that changes something runs. */
export function ownKeyReg(
  ownKey: string,
  onStart: () => void = () => undefined,
  run: RunReg = runWindowsReg,
): RunReg {
  const ownOffice = `${ownKey}\\Office`
  return async ([action = '', name = '', ...rest], cwd) => {
    switch (action) {
      case 'query':
        if (rest.length > 0) throw new Error(`Not for a test: query ${name} ${rest.join(' ')}`)
        return run([action, name === 'HKEY_CURRENT_USER' ? name : renamed(name, office, ownOffice)], cwd)
      case 'export': {
        const code = await run([action, renamed(name, office, ownOffice), ...rest], cwd)
        if (code === 0) await rewrite(path.join(cwd, rest[0] ?? ''), ownOffice, office)
        return code
      }
      case 'import': {
        const folder = await mkdtemp(path.join(tmpdir(), 'postern-own-key-'))
        try {
          const text = await readFile(path.join(cwd, name), 'utf16le')
          const lines = text.split('\r\n').map((line) => {
            const [, start = '', key] = /^(\[-?)(.*)$/.exec(line) ?? []
            return key === undefined ? line : start + renamed(key, office, ownOffice)
          })
          await writeFile(path.join(folder, 'own.reg'), lines.join('\r\n'), 'utf16le')
          const ending = run([action, 'own.reg'], folder)
          onStart()
          return await ending
        } finally {
          await rm(folder, { recursive: true })
        }
      }
      default:
        throw new Error(`Not for a test: ${action} ${name}`)
    }
  }
}

function renamed(key: string, from: string, to: string): string {
  if (!`${key}\\`.startsWith(`${from}\\`) && !key.startsWith(`${from}]`))
    throw new Error(`Not for a test: ${key}`)
  return to + key.slice(from.length)
}

/** The lines that name keys. */
async function rewrite(file: string, from: string, to: string): Promise<void> {
  const text = await readFile(file, 'utf16le')
  await writeFile(file, text.replaceAll(`\r\n[${from}`, `\r\n[${to}`), 'utf16le')
}
