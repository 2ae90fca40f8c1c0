import { constants } from 'node:fs'
import { mkdir, type FileHandle } from 'node:fs/promises'
import path from 'node:path'
import type { SettingsFailure } from '../contract/failures.ts'
import { HistoryEntry } from '../contract/history.ts'
import { failed, ok, type Result } from '../contract/result.ts'
import { errnoOf } from '../files/errno.ts'
import { withFileFailures } from '../files/file-failure.ts'
import { takeLock } from '../files/file-lock.ts'
import { openRegular, readLimited, refused } from '../files/read-limited.ts'
import { replaceFile } from '../files/replace-file.ts'
import type { Clock } from '../net/clock.ts'
import { compacted, parseHistory } from './history-lines.ts'

const dayMs = 86_400_000
const historyDays = 90
const mostBytes = 5_000_000
/** One that is even bigger was not written by Postern, and is left alone. */
const mostReadBytes = 16 * 1024 * 1024
/** What a file that has grown too big is cut to, so that the next line does not cut it again. */
const keptBytes = 4_000_000
/** A check does not wait longer than this for another Postern. */
const lockWaitMs = 1_000
/** Enough for the date that every line starts with. */
const dateBytes = 64

type HistoryOptions = { file: string; clock: Clock; wallClock: () => number }

/**
 * Adds one check as one line. Whoever writes holds the lock, so that no line is lost to another process's compaction;
 * who is killed in the middle leaves a torn line that readers skip.
 */
export async function appendHistory(
  entry: HistoryEntry,
  { file, clock, wallClock }: HistoryOptions,
): Promise<Result<void, SettingsFailure>> {
  return withFileFailures(file, async () => {
    await mkdir(path.dirname(file), { recursive: true, mode: 0o700 })
    const lock = await takeLock(`${file}.lock`, clock, lockWaitMs)
    if (lock === null) return failed({ kind: 'settings-busy', file })
    try {
      const since = wallClock() - historyDays * dayMs
      if (await appendLine(file, JSON.stringify(HistoryEntry.parse(entry)), since)) {
        await replaceFile(file, compacted(await readIfThere(file), since, keptBytes))
      }
      return ok(undefined)
    } finally {
      await lock.release()
    }
  })
}

/** The checks from `since` on, oldest first; none when there is no file yet. */
export async function readHistory(
  { since }: { since: Date },
  { file }: Pick<HistoryOptions, 'file'>,
): Promise<Result<HistoryEntry[], SettingsFailure>> {
  return withFileFailures(file, async () => {
    const entries = parseHistory(await readIfThere(file))
    const wanted = entries.filter(({ at }) => Date.parse(at) >= since.getTime())
    return ok(wanted.sort((a, b) => Date.parse(a.at) - Date.parse(b.at)))
  })
}

/** Whether the file needs compaction after it: too big, or its first line a day too old, or not one that tells. */
async function appendLine(file: string, line: string, since: number): Promise<boolean> {
  const flags = constants.O_RDWR | constants.O_APPEND | constants.O_CREAT
  const { handle, stats } = await openRegular(file, flags, 0o600)
  try {
    const { size } = stats
    if (size > mostReadBytes) throw refused(file, 'EFBIG')
    const isTorn = size > 0 && (await textAt(handle, size - 1, 1)) !== '\n'
    await handle.appendFile(`${isTorn ? '\n' : ''}${line}\n`)
    if (size + line.length > mostBytes) return true
    const [, oldest = ''] = /^\{"at":"([^"]*)"/.exec(await textAt(handle, 0, dateBytes)) ?? []
    return !(Date.parse(oldest) >= since - dayMs)
  } finally {
    await handle.close()
  }
}

async function textAt(handle: FileHandle, position: number, bytes: number): Promise<string> {
  const { buffer, bytesRead } = await handle.read(Buffer.alloc(bytes), 0, bytes, position)
  return buffer.toString('utf8', 0, bytesRead)
}

async function readIfThere(file: string): Promise<string> {
  try {
    return (await readLimited(file, mostReadBytes)).bytes.toString()
  } catch (error) {
    if (errnoOf(error) === 'ENOENT') return ''
    throw error
  }
}
