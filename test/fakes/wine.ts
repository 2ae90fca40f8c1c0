import { spawn, spawnSync } from 'node:child_process'
import { mkdir, mkdtemp, readFile, rm, writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import path from 'node:path'
import type { RunReg } from '../../electron/clients/outlook/registry.ts'
import { newOwnKey, ownKeyReg, removeOwnKey } from './own-key.ts'

/**
 * Wine's reg.exe on hives of its own: the one part of Windows that these changes are made of. On Windows it is the real
 * one, on a key of the tests' own, and that key's name is the prefix.
 */
const onWindows = process.platform === 'win32'

/** How a process ends that was killed, as Node tells it: Windows has no signals. */
export const killedEnding = onWindows ? [1, null] : [null, 'SIGKILL']

/** Why there is no Wine here, or null. */
export function wineMissing(): string | null {
  if (onWindows) return null
  if (process.platform !== 'linux') return 'Wine is for Linux'
  return spawnSync('wine', ['--version']).status === 0 ? null : 'not installed: wine'
}

export type Wine = {
  prefix: string
  /** Where files are made that reg.exe is told of. */
  folder: string
  run: RunReg
  /** Imports a .reg file with this text. */
  put(text: string): Promise<void>
  /** A key as reg.exe exports it, to the byte; null where there is none. */
  dump(key: string): Promise<Buffer | null>
  stop(): Promise<void>
}

function wineEnv(prefix: string): NodeJS.ProcessEnv {
  return {
    ...process.env,
    WINEPREFIX: prefix,
    WINEDEBUG: '-all',
    // Neither installers that ask nor entries in menus.
    WINEDLLOVERRIDES: 'mscoree,mshtml=;winemenubuilder.exe=d',
    LC_ALL: 'C.UTF-8',
  }
}

/** By its whole path: else Wine starts it through another program, which takes twice as long. */
const reg = String.raw`C:\windows\system32\reg.exe`

/** `onStart` is called as soon as the process runs. */
export function wineReg(prefix: string, onStart: () => void = () => undefined): RunReg {
  if (onWindows) return ownKeyReg(prefix, onStart)
  const once: RunReg = async (args, cwd) => {
    const ending = program('wine', [reg, ...args], wineEnv(prefix), cwd)
    onStart()
    return ending
  }
  return async (args, cwd) => {
    const code = await once(args, cwd)
    // About once in 500 times, Wine fails in silence before reg.exe has begun.
    return code === 1 ? once(args, cwd) : code
  }
}

/** reg.exe with strace on it. */
export function tracedReg(prefix: string, strace: readonly string[]): RunReg {
  return (args, cwd) => program('strace', [...strace, 'wine', reg, ...args], wineEnv(prefix), cwd)
}

export async function startWine(): Promise<Wine> {
  const home = await mkdtemp(path.join(tmpdir(), 'postern-wine-'))
  const prefix = onWindows ? newOwnKey() : path.join(home, 'prefix')
  const folder = path.join(home, 'files')
  await mkdir(folder)
  const env = wineEnv(prefix)
  // First, so that it stays between two calls: it would take a second to come back. Nobody has to end it if the tests
  // are killed.
  if (!onWindows) {
    await program('wineserver', ['-p60'], env, folder)
    await program('wineboot', ['--init'], env, folder)
  }
  const run = wineReg(prefix)
  let files = 0
  const newFile = () => `${(files += 1)}.reg`
  return {
    prefix,
    folder,
    run,
    put: async (text) => {
      const file = newFile()
      await writeFile(path.join(folder, file), `\uFEFF${text.replaceAll('\n', '\r\n')}`, 'utf16le')
      const code = await run(['import', file], folder)
      if (code !== 0) throw new Error(`reg import: ${code}`)
    },
    dump: async (key) => {
      const file = newFile()
      const code = await run(['export', key, file, '/y'], folder)
      return code === 0 ? readFile(path.join(folder, file)) : null
    },
    stop: async () => {
      if (onWindows) await removeOwnKey(prefix)
      else {
        await program('wineserver', ['-k'], env, home)
        await program('wineserver', ['-w'], env, home)
      }
      await rm(home, { recursive: true, force: true })
    },
  }
}

/** Its exit code. Nothing is read from it, for Wine's services would hold the pipes open. */
function program(
  name: string,
  args: readonly string[],
  env: NodeJS.ProcessEnv,
  cwd: string,
): Promise<number | string> {
  return new Promise((resolve) => {
    const child = spawn(name, args, { env, cwd, stdio: 'ignore' })
    child.on('error', (error) => resolve(error.message))
    child.on('exit', (code, signal) => resolve(code ?? signal ?? ''))
  })
}
