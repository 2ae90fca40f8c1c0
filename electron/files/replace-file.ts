import { writeFileSync } from 'node:fs'
import { readdir, unlink } from 'node:fs/promises'
import path from 'node:path'
import writeFileAtomic from 'write-file-atomic'

/**
 * Replaces the file as a whole, or leaves the old one and nothing else; readable for this user only. The caller holds
 * the file's lock.
 */
export async function replaceFile(file: string, content: string | Uint8Array): Promise<void> {
  await removeLeftovers(file)
  await writeFileAtomic(file, Buffer.from(content), {
    mode: 0o600,
    // write-file-atomic does not look at how much one write(2) took: on a disk that fills up it would put a cut
    // file in place. Written here first, in full, its own write finds the room.
    tmpfileCreated: (temporary) => writeFileSync(temporary, content),
  })
}

/** write-file-atomic's temporary files of processes that were killed. Nobody else writes now: the lock is ours. */
async function removeLeftovers(file: string): Promise<void> {
  const { dir, base } = path.parse(file)
  const names = await readdir(dir)
  const isLeftover = (name: string) =>
    name.startsWith(`${base}.`) && /^\d+$/.test(name.slice(base.length + 1))
  await Promise.all(names.filter(isLeftover).map((name) => unlink(path.join(dir, name))))
}
