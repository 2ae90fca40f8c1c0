import { constants, type Stats } from 'node:fs'
import { lstat, open, realpath } from 'node:fs/promises'
import path from 'node:path'
import type { ClientFailure } from '../contract/client-failures.ts'
import { failed, ok, type Result } from '../contract/result.ts'
import { errnoOf } from '../files/errno.ts'

/** A program's file, behind all symlinks. */
export type ClientFile = {
  /** Where it really is: this is what is replaced, and the links stay. */
  target: string
  /** Null when there is no such file yet. */
  content: { bytes: Uint8Array; stats: Stats } | null
}

/** Reads a file that may be anything: a symlink, a folder, a pipe, far too big. */
export async function readClientFile(
  file: string,
  mostBytes: number,
): Promise<Result<ClientFile, ClientFailure>> {
  try {
    const target = await targetOf(file)
    if (target === null) return failed({ kind: 'file-missing', file })
    // Pipes would block otherwise.
    const flags = constants.O_RDONLY | (process.platform === 'win32' ? 0 : constants.O_NONBLOCK)
    const handle = await open(target, flags).catch((error: unknown) => {
      if (errnoOf(error) === 'ENOENT') return null
      throw error
    })
    if (handle === null) return ok({ target, content: null })
    try {
      const stats = await handle.stat()
      if (stats.isDirectory()) return failed({ kind: 'is-a-directory', file })
      if (!stats.isFile()) return failed({ kind: 'not-a-file', file })
      if (stats.size > mostBytes) {
        return failed({ kind: 'too-big', file, megabytes: Math.floor(mostBytes / 1024 / 1024) })
      }
      return ok({ target, content: { bytes: await handle.readFile(), stats } })
    } finally {
      await handle.close()
    }
  } catch (error) {
    return failed(readFailure(error, file))
  }
}

/** Null when the folder is missing, or a link leads nowhere. */
async function targetOf(file: string): Promise<string | null> {
  try {
    return await realpath(file)
  } catch (error) {
    if (errnoOf(error) !== 'ENOENT') throw error
  }
  try {
    await lstat(file)
    return null
  } catch (error) {
    if (errnoOf(error) !== 'ENOENT') throw error
  }
  try {
    return path.join(await realpath(path.dirname(file)), path.basename(file))
  } catch (error) {
    if (errnoOf(error) !== 'ENOENT') throw error
    return null
  }
}

/** Errors of the file system become failures; everything else is a bug and passes. */
export function readFailure(error: unknown, file: string): ClientFailure {
  const code = errnoOf(error)
  switch (code) {
    case 'EACCES':
    case 'EPERM':
      return { kind: 'file-not-readable', file, code }
    case 'ENXIO': // a socket
      return { kind: 'not-a-file', file }
    default:
      return fileFailure(error, file)
  }
}

export function writeFailure(error: unknown, file: string): ClientFailure {
  const code = errnoOf(error)
  switch (code) {
    case 'EACCES':
    case 'EPERM':
    case 'EROFS':
      return { kind: 'read-only', file, code }
    case 'ENOSPC':
    case 'EDQUOT':
      return { kind: 'disk-full', file }
    default:
      return fileFailure(error, file)
  }
}

function fileFailure(error: unknown, file: string): ClientFailure {
  const code = errnoOf(error)
  switch (code) {
    case null:
      throw error
    case 'ENOENT':
    case 'ENOTDIR':
      return { kind: 'file-missing', file }
    case 'EISDIR':
      return { kind: 'is-a-directory', file }
    case 'ELOOP':
      return { kind: 'symlink-loop', file }
    default:
      return { kind: 'file-failed', file, code }
  }
}
