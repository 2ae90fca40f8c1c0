import { randomUUID } from 'node:crypto'
import { closeSync, openSync, readFileSync, rmSync, writeSync } from 'node:fs'
import { rm } from 'node:fs/promises'
import type { Clock } from '../net/clock.ts'
import { errnoOf } from './errno.ts'
import { isRunning } from './is-running.ts'
import { readLimited } from './read-limited.ts'

/** Between two looks at a lock that another process holds. */
const pollMs = 20
/** The work under a lock takes milliseconds. An older lock was left by a crash, even if its pid lives again. */
const abandonedAfterMs = 60_000
/** The pid is written at once. Who is killed before leaves a lock without one. */
const emptyAfterMs = 2_000
/** A pid and a UUID are far less. */
const mostBytes = 4_096

export type FileLock = { release(): Promise<void> }

/**
 * Takes the lock `file`: created by one process alone, with its pid in it. A lock whose process is dead is taken
 * over. Null when others hold it for `waitMs`. Rejects with the error of the file system when the lock cannot
 * be written.
 */
export async function takeLock(file: string, clock: Clock, waitMs: number): Promise<FileLock | null> {
  const content = `${process.pid} ${randomUUID()}\n`
  const giveUpAt = clock.now() + waitMs
  while (!createLock(file, content)) {
    await removeAbandoned(file, content)
    if (clock.now() >= giveUpAt) return null
    await clock.wait(pollMs)
  }
  return {
    release: async () => {
      // Not ours any more if it was held too long and then taken over.
      if ((await contentOf(file)) === content) await rm(file, { force: true })
    },
  }
}

/** Whether the lock is ours now. A process that stalls before its pid is written may have lost it to another. */
function createLock(file: string, content: string): boolean {
  let lock: number
  try {
    lock = openSync(file, 'wx', 0o600)
  } catch (error) {
    if (errnoOf(error) === 'EEXIST') return false
    throw error
  }
  try {
    writeSync(lock, content)
  } catch (error) {
    rmSync(file)
    throw error
  } finally {
    closeSync(lock)
  }
  try {
    return readFileSync(file, 'utf8') === content
  } catch (error) {
    if (errnoOf(error) === 'ENOENT') return false
    throw error
  }
}

/**
 * Two processes may find the same abandoned lock, and the slower must not remove the new lock of the faster:
 * only who holds the lock's own lock looks again and removes.
 */
async function removeAbandoned(file: string, content: string): Promise<void> {
  if (!(await isAbandoned(file))) return
  const takeover = `${file}.takeover`
  if (!createLock(takeover, content)) {
    await removeAbandoned(takeover, content)
    return
  }
  try {
    if (await isAbandoned(file)) await rm(file, { force: true })
  } finally {
    await rm(takeover, { force: true })
  }
}

async function isAbandoned(file: string): Promise<boolean> {
  try {
    const { bytes, stats } = await readLimited(file, mostBytes)
    // The file system's time, so the system's clock.
    const ageMs = Date.now() - stats.mtimeMs
    if (ageMs > abandonedAfterMs) return true
    const pid = Number.parseInt(bytes.toString(), 10)
    return pid > 0 ? !isRunning(pid) : ageMs > emptyAfterMs
  } catch (error) {
    if (errnoOf(error) === 'ENOENT') return false
    throw error
  }
}

async function contentOf(file: string): Promise<string | null> {
  try {
    return (await readLimited(file, mostBytes)).bytes.toString()
  } catch (error) {
    if (errnoOf(error) === 'ENOENT') return null
    throw error
  }
}
