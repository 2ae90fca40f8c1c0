import { createHash } from 'node:crypto'
import { constants, createReadStream } from 'node:fs'
import { chmod, copyFile, open, rename, rm } from 'node:fs/promises'
import { pipeline } from 'node:stream/promises'

/**
 * Puts `fresh` in the place of an AppImage. The copy beside it is what is checked, and takes its name in one step: until
 * then the old program is there, whatever happens. It keeps its name, which menus and the start at login know.
 */
export async function replaceAppImage(appImage: string, fresh: string, sha512: string): Promise<void> {
  const copy = `${appImage}.new`
  try {
    await copyFile(fresh, copy, constants.COPYFILE_FICLONE)
    if ((await sha512Of(copy)) !== sha512) throw new Error('The newer version is not what was loaded')
    await chmod(copy, 0o755)
    await flush(copy)
    await rename(copy, appImage)
  } catch (error) {
    await rm(copy, { force: true })
    throw error
  }
  await rm(fresh, { force: true })
}

export async function sha512Of(file: string): Promise<string> {
  const hash = createHash('sha512')
  await pipeline(createReadStream(file), hash)
  return hash.digest('base64')
}

async function flush(file: string): Promise<void> {
  const handle = await open(file, 'r+')
  try {
    await handle.sync()
  } finally {
    await handle.close()
  }
}
