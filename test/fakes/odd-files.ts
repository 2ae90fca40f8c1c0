import { spawnSync } from 'node:child_process'
import { mkdir, symlink, truncate, writeFile } from 'node:fs/promises'
import process from 'node:process'

type OddFile = [name: string, put: (file: string) => Promise<unknown>, code: string]

/** What may stand in a file's place and never end, or not be a file; and the code with which it is refused. */
export function oddFiles(mostBytes: number): OddFile[] {
  const everywhere: OddFile[] = [
    ['a folder', (file) => mkdir(file), 'EISDIR'],
    [
      'a file that is too big',
      (file) => writeFile(file, '').then(() => truncate(file, mostBytes + 1)),
      'EFBIG',
    ],
  ]
  const unix: OddFile[] = [
    ['a pipe', putPipe, 'ENXIO'],
    ['a link to what never ends', (file) => symlink('/dev/zero', file), 'ENXIO'],
  ]
  return process.platform === 'win32' ? everywhere : [...everywhere, ...unix]
}

/** A pipe that nobody writes into. */
export function putPipe(file: string): Promise<void> {
  const { status, stderr } = spawnSync('mkfifo', [file])
  return status === 0 ? Promise.resolve() : Promise.reject(new Error(String(stderr)))
}
