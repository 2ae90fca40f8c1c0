import { execFile } from 'node:child_process'
import type { Stats } from 'node:fs'
import { open, readdir, readFile, stat } from 'node:fs/promises'
import path from 'node:path'
import { errnoOf } from '../../files/errno.ts'
import type { Clock } from '../../net/clock.ts'
import type { ProgramUse } from '../change-file.ts'

const pollMs = 300

/** Where the system tells who has a file. */
const witnesses = { locks: '/proc/locks', lsof: '/usr/sbin/lsof' }

/**
 * Whether a Thunderbird has the profile open. It tells by the lock that Thunderbird takes before it reads the profile:
 * the `lock` beside it stays behind after a clean quit, and a process list does not tell which profile. A Thunderbird
 * on another computer, with the profile on a shared disk, is not seen.
 */
export async function profileUse(
  profile: string,
  platform: NodeJS.Platform = process.platform,
  { locks, lsof } = witnesses,
): Promise<ProgramUse> {
  switch (platform) {
    case 'win32':
      return windowsUse(path.join(profile, 'parent.lock'))
    case 'darwin':
      return macosUse(path.join(profile, '.parentlock'), lsof)
    default:
      return linuxUse(path.join(profile, '.parentlock'), locks)
  }
}

/** Waits while a Thunderbird has the profile open, if that can be told. False when the signal came first. */
export async function waitUntilClosed(profile: string, clock: Clock, signal: AbortSignal): Promise<boolean> {
  while (!signal.aborted) {
    if ((await profileUse(profile)) !== 'running') return true
    await clock.wait(pollMs, signal)
  }
  return false
}

/** A fcntl() lock: /proc/locks names its process, and the file by device and inode. Some containers have none. */
async function linuxUse(file: string, locksFile: string): Promise<ProgramUse> {
  const found = await statsOf(file)
  if (typeof found === 'string') return found
  const { dev, ino } = found
  const lines = await readFile(locksFile, 'utf8').catch((error: unknown) => {
    if (errnoOf(error) === null) throw error
    return null
  })
  if (lines === null) return 'unknown'
  const locks = lines.split('\n').flatMap((line) => {
    const [, pid, device, inode] =
      /\bPOSIX\s+\S+\s+WRITE\s+(-?\d+)\s+([\da-f]+:[\da-f]+):(\d+)\s/.exec(line) ?? []
    return inode === String(ino) ? [{ pid: Number(pid), device }] : []
  })
  if (locks.some(({ device }) => device === deviceName(dev))) return 'running'
  // Some file systems (btrfs, overlays) tell stat() another device than the kernel's own: ask the process.
  for (const { pid } of locks) if (await hasOpen(pid, dev, ino)) return 'running'
  return 'closed'
}

/** Without the lock's file no Thunderbird has ever had the profile open. */
async function statsOf(file: string): Promise<Stats | 'closed' | 'unknown'> {
  try {
    return await stat(file)
  } catch (error) {
    const code = errnoOf(error)
    if (code === null) throw error
    return code === 'ENOENT' || code === 'ENOTDIR' ? 'closed' : 'unknown'
  }
}

/** As /proc/locks writes it: major and minor number (gnu_dev_major(3)), in hexadecimal digits. */
function deviceName(dev: number): string {
  const number = BigInt(dev)
  const major = ((number >> 8n) & 0xfffn) | ((number >> 32n) & 0xfffff000n)
  const minor = (number & 0xffn) | ((number >> 12n) & 0xffffff00n)
  return [major, minor].map((part) => part.toString(16).padStart(2, '0')).join(':')
}

/** True also when the process does not let us look: better to ask the person once too often. */
async function hasOpen(pid: number, dev: number, ino: number): Promise<boolean> {
  try {
    const folder = `/proc/${pid}/fd`
    for (const name of await readdir(folder)) {
      const stats = await stat(path.join(folder, name)).catch(() => null)
      if (stats?.dev === dev && stats.ino === ino) return true
    }
    return false
  } catch (error) {
    return errnoOf(error) !== 'ENOENT'
  }
}

/** Not verified on macOS: Thunderbird holds .parentlock open as long as it runs, and lsof tells who does. */
async function macosUse(file: string, lsof: string): Promise<ProgramUse> {
  const found = await statsOf(file)
  if (typeof found === 'string') return found
  return new Promise((resolve) => {
    execFile(lsof, ['-t', '--', file], { timeout: 10_000 }, (error, stdout) => {
      if (stdout.trim() !== '') resolve('running')
      // It ends with 1 when nobody has the file open; where it is missing, nothing is known.
      else resolve(error === null || error.code === 1 ? 'closed' : 'unknown')
    })
  })
}

/** Not verified on Windows: parent.lock is never deleted, but opened without sharing as long as Thunderbird runs. */
async function windowsUse(file: string): Promise<ProgramUse> {
  try {
    await (await open(file, 'r+')).close()
    return 'closed'
  } catch (error) {
    switch (errnoOf(error)) {
      case null:
        throw error
      case 'ENOENT':
        return 'closed'
      case 'EBUSY':
      case 'EPERM':
      case 'EACCES':
        return 'running'
      default:
        return 'unknown'
    }
  }
}
