import { mkdir, readdir, writeFile } from 'node:fs/promises'
import path from 'node:path'
import { failed, ok, type Result } from '../contract/result.ts'
import { errnoOf } from '../files/errno.ts'

/** A file with its path in the folder, parted by "/". */
export type WrittenFile = { path: string; content: string | Buffer }

export type WriteFailure =
  /** There is something in the folder already: nothing was written. */
  { kind: 'folder-not-empty'; folder: string } | { kind: 'not-written'; file: string; code: string }

/** Writes the files into a folder that is new or empty. */
export async function writeSite(
  folder: string,
  files: readonly WrittenFile[],
): Promise<Result<void, WriteFailure>> {
  let file = folder
  try {
    await mkdir(folder, { recursive: true })
    if ((await readdir(folder)).length > 0) return failed({ kind: 'folder-not-empty', folder })
    for (const one of files) {
      file = path.join(folder, ...one.path.split('/'))
      await mkdir(path.dirname(file), { recursive: true })
      await writeFile(file, one.content, { flag: 'wx' })
    }
    return ok(undefined)
  } catch (error) {
    const code = errnoOf(error)
    if (code === null) throw error
    return failed({ kind: 'not-written', file, code })
  }
}
