import { randomBytes } from 'node:crypto'
import { mkdir } from 'node:fs/promises'
import path from 'node:path'
import { errnoOf } from '../files/errno.ts'
import { takeLock } from '../files/file-lock.ts'
import { readLimited } from '../files/read-limited.ts'
import { replaceFile } from '../files/replace-file.ts'
import type { Clock } from '../net/clock.ts'

const saltBytes = 16
const lockWaitMs = 500
/** More than that is no damaged salt but another's file. */
const mostBytes = 4_096

/**
 * The salt of this user's network names: made at the first call, then always the same. Where it cannot be kept (a
 * read-only disk), one that lasts as long as the process: networks can still be told apart, only not remembered.
 */
export async function loadSalt(file: string, clock: Clock): Promise<Uint8Array> {
  try {
    const kept = await readSalt(file)
    if (kept !== null) return kept
    await mkdir(path.dirname(file), { recursive: true, mode: 0o700 })
    const lock = await takeLock(`${file}.lock`, clock, lockWaitMs)
    if (lock === null) return (await readSalt(file)) ?? randomBytes(saltBytes)
    try {
      // Another process may have been faster.
      const other = await readSalt(file)
      if (other !== null) return other
      const salt = randomBytes(saltBytes)
      await replaceFile(file, salt)
      return salt
    } finally {
      await lock.release()
    }
  } catch (error) {
    if (errnoOf(error) === null) throw error
    return randomBytes(saltBytes)
  }
}

async function readSalt(file: string): Promise<Uint8Array | null> {
  try {
    const { bytes } = await readLimited(file, mostBytes)
    return bytes.length === saltBytes ? bytes : null
  } catch (error) {
    if (errnoOf(error) === 'ENOENT') return null
    throw error
  }
}
