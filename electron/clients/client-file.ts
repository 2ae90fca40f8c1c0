import type { Stats } from 'node:fs'
import { lstat, realpath } from 'node:fs/promises'
import path from 'node:path'
import type { ClientFailure } from '../contract/client-failures.ts'
import { failed, ok, type Result } from '../contract/result.ts'
import { errnoOf } from '../files/errno.ts'
import { readLimited } from '../files/read-limited.ts'

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
    const content = await readLimited(target, mostBytes).catch((error: unknown) => {
      if (errnoOf(error) === 'ENOENT') return null
      throw error
    })
    return ok({ target, content })
  } catch (error) {
    return failed(
      errnoOf(error) === 'EFBIG'
        ? { kind: 'too-big', file, megabytes: Math.floor(mostBytes / 1024 / 1024) }
        : readFailure(error, file),
    )
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
    case 'ENXIO': // a socket, a pipe, a device
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
