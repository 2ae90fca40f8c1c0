import { open, unlink } from 'node:fs/promises'
import path from 'node:path'
import type { Settings } from '../contract/settings.ts'
import { errnoOf } from '../files/errno.ts'
import { readLimited } from '../files/read-limited.ts'
import { replaceFile } from '../files/replace-file.ts'

const mostBytes = 4 * 1024 * 1024

/** The file's bytes; null when there is none. */
export async function readSettingsFile(file: string): Promise<Uint8Array | null> {
  try {
    return (await readLimited(file, mostBytes)).bytes
  } catch (error) {
    if (errnoOf(error) === 'ENOENT') return null
    throw error
  }
}

/** Replaces the file as a whole, or leaves the old one and nothing else. The caller holds the lock. */
export async function writeSettingsFile(file: string, settings: Settings): Promise<void> {
  await replaceFile(file, `${JSON.stringify(settings, null, 2)}\n`)
}

/** Writes the bytes beside the settings under a name that tells the time and was free. Gives the path. */
export async function setAside(file: string, bytes: Uint8Array, now: Date): Promise<string> {
  const { dir, name, ext } = path.parse(file)
  const time = now
    .toISOString()
    .replace(/\.\d+Z$/, 'Z')
    .replaceAll(':', '-')
  for (let count = 1; ; count += 1) {
    const aside = path.join(dir, `${name}.damaged-${time}${count === 1 ? '' : `-${count}`}${ext}`)
    try {
      await writeNew(aside, bytes)
      return aside
    } catch (error) {
      if (errnoOf(error) !== 'EEXIST') throw error
    }
  }
}

async function writeNew(file: string, bytes: Uint8Array): Promise<void> {
  const handle = await open(file, 'wx', 0o600)
  try {
    await handle.writeFile(bytes)
    await handle.sync()
  } catch (error) {
    await unlink(file)
    throw error
  } finally {
    await handle.close()
  }
}
