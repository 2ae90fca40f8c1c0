import { constants, type Stats } from 'node:fs'
import { type FileHandle, open } from 'node:fs/promises'

const chunkBytes = 256 * 1024

/**
 * Reads a file that may be anything: a pipe, a device that never ends, far too big. What is refused rejects with a
 * code of the system, as what cannot be opened does: EISDIR, ENXIO for what is no file, EFBIG.
 */
export async function readLimited(
  file: string,
  mostBytes: number,
): Promise<{ bytes: Buffer<ArrayBuffer>; stats: Stats }> {
  const { handle, stats } = await openRegular(file, constants.O_RDONLY)
  try {
    if (stats.size > mostBytes) throw refused(file, 'EFBIG')
    // It may have grown since, or not have told its size.
    const bytes = await readUpTo(handle, mostBytes + 1)
    if (bytes.length > mostBytes) throw refused(file, 'EFBIG')
    return { bytes, stats }
  } finally {
    await handle.close()
  }
}

/** The first bytes of a file, however big it is. */
export async function readStart(file: string, mostBytes: number): Promise<Buffer> {
  const { handle } = await openRegular(file, constants.O_RDONLY)
  try {
    return await readUpTo(handle, mostBytes)
  } finally {
    await handle.close()
  }
}

/** Whether a file could be read, without reading it; rejects as the others do where not. */
export async function assertReadable(file: string): Promise<void> {
  const { handle } = await openRegular(file, constants.O_RDONLY)
  await handle.close()
}

/** Opens what is a file, or a link to one, and nothing else; it does not wait for the other end of a pipe. */
export async function openRegular(
  file: string,
  flags: number,
  mode?: number,
): Promise<{ handle: FileHandle; stats: Stats }> {
  const handle = await open(file, flags | (process.platform === 'win32' ? 0 : constants.O_NONBLOCK), mode)
  try {
    const stats = await handle.stat()
    if (stats.isDirectory()) throw refused(file, 'EISDIR')
    if (!stats.isFile()) throw refused(file, 'ENXIO')
    return { handle, stats }
  } catch (error) {
    await handle.close()
    throw error
  }
}

/** The error for a file that is not read, in the shape of the system's own. */
export function refused(file: string, code: 'EISDIR' | 'ENXIO' | 'EFBIG'): Error {
  return Object.assign(new Error(`${code}: not read, '${file}'`), { code, syscall: 'read', path: file })
}

async function readUpTo(handle: FileHandle, mostBytes: number): Promise<Buffer<ArrayBuffer>> {
  const chunks: Buffer[] = []
  for (let left = mostBytes; left > 0;) {
    const chunk = Buffer.allocUnsafe(Math.min(left, chunkBytes))
    const { bytesRead } = await handle.read(chunk)
    if (bytesRead === 0) break
    chunks.push(chunk.subarray(0, bytesRead))
    left -= bytesRead
  }
  return Buffer.concat(chunks)
}
