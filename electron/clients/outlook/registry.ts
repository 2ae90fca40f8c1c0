import { execFile } from 'node:child_process'
import { mkdir, mkdtemp, readdir, readFile, rm, stat } from 'node:fs/promises'
import path from 'node:path'
import process from 'node:process'
import type { ClientFailure } from '../../contract/client-failures.ts'
import { failed, ok, type Result } from '../../contract/result.ts'
import { errnoOf } from '../../files/errno.ts'
import { isRunning } from '../../files/is-running.ts'
import { writeFailure } from '../client-file.ts'
import { parseRegFile, type RegKey } from './reg-file.ts'

/** Runs reg.exe in a folder, to which the files it is told are relative. Gives its exit code, or why there is none. */
export type RunReg = (args: readonly string[], folder: string) => Promise<number | string>

export type Registry = {
  /** A key with all that is below it; null when there is no such key. */
  read(key: string): Promise<Result<RegKey[] | null, ClientFailure>>
  /** Does what a .reg file says. How far that came is to be read. */
  importFile(file: string): Promise<Result<void, ClientFailure>>
}

/** Of a computer that has none. */
export const noRegistry: Registry = {
  read: () => Promise.resolve(ok(null)),
  importFile: (file) => Promise.resolve(refused(file, 'ENOENT')),
}

/** It takes milliseconds, and the journal's lock is taken over after a minute. */
const limitMs = 10_000

/**
 * The registry through reg.exe: its files are in Unicode, while what it prints is in the console's code page and loses
 * Japanese. `folder`: Postern's own, where a key is for a moment.
 */
export function createRegistry(folder: string, run: RunReg = runWindowsReg): Registry {
  async function exported(key: string): Promise<Result<RegKey[] | null, ClientFailure>> {
    await mkdir(folder, { recursive: true, mode: 0o700 })
    await removeLeftovers(folder)
    const own = await mkdtemp(path.join(folder, `export-${process.pid}-`))
    try {
      const code = await run(['export', key, 'key.reg', '/y'], own)
      if (code === 0) {
        const parsed = parseRegFile(await readFile(path.join(own, 'key.reg')))
        return parsed.ok
          ? parsed
          : failed({ kind: 'registry-refused', key, code: `line ${parsed.error.line}` })
      }
      return code === 1 && (await isMissing(key, own)) ? ok(null) : refused(key, code)
    } finally {
      await removeExport(own)
    }
  }
  /** An export that cannot write its file ends like one of a missing key, and so does what may not be read. */
  async function isMissing(key: string, own: string): Promise<boolean> {
    return (await run(['query', key], own)) === 1 && (await run(['query', 'HKEY_CURRENT_USER'], own)) === 0
  }
  return {
    read: async (key) => {
      try {
        return await exported(key)
      } catch (error) {
        // Also a file that another program took away, such as a virus scanner.
        return failed(writeFailure(error, folder))
      }
    },
    importFile: async (file) => {
      const code = await run(['import', path.basename(file)], path.dirname(file))
      return code === 0 ? ok(undefined) : refused(file, code)
    },
  }
}

/** What a crash has left: an exported key holds more than anybody needs to keep. */
async function removeLeftovers(folder: string): Promise<void> {
  for (const name of await readdir(folder)) {
    if (!name.startsWith('export-')) continue
    const left = path.join(folder, name)
    const pid = Number(/^export-([1-9]\d*)-/.exec(name)?.[1] ?? '0')
    const { mtimeMs } = await stat(left).catch(() => ({ mtimeMs: Infinity }))
    // Another Postern may be reading just now. An older one was left by a crash, even if its pid lives again.
    if (pid > 0 && isRunning(pid) && Date.now() - mtimeMs < 6 * limitMs) continue
    await removeExport(left)
  }
}

/** A virus scanner may be reading it just now. What cannot be removed is removed later. */
async function removeExport(own: string): Promise<void> {
  await rm(own, { recursive: true, force: true, maxRetries: 5 }).catch((error: unknown) => {
    if (errnoOf(error) === null) throw error
  })
}

function refused(key: string, code: number | string): Result<never, ClientFailure> {
  return failed({ kind: 'registry-refused', key, code: String(code) })
}

/** By its whole path: Windows would look into the current folder first. */
export const runWindowsReg: RunReg = (args, cwd) =>
  new Promise((resolve) => {
    const program = path.win32.join(process.env['SystemRoot'] ?? 'C:\\Windows', 'System32', 'reg.exe')
    execFile(program, args, { cwd, timeout: limitMs, windowsHide: true }, (error) => {
      if (error === null) resolve(0)
      else resolve(typeof error.code === 'number' ? error.code : (errnoOf(error) ?? 'timeout'))
    })
  })
