import { execFileSync } from 'node:child_process'
import { chmod } from 'node:fs/promises'
import process from 'node:process'

/** Makes a folder one that nobody can write into, root included. Gives what takes that back. */
export async function makeReadOnly(folder: string): Promise<() => Promise<void>> {
  if (process.getuid?.() !== 0) {
    await chmod(folder, 0o555)
    return () => chmod(folder, 0o755)
  }
  execFileSync('mount', ['--bind', folder, folder])
  execFileSync('mount', ['-o', 'remount,ro,bind', folder])
  return () => {
    execFileSync('umount', [folder])
    return Promise.resolve()
  }
}
