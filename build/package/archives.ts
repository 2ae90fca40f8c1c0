import { spawnSync } from 'node:child_process'
import { createHash } from 'node:crypto'
import { mkdir, readdir, readFile, readlink, lstat } from 'node:fs/promises'
import path from 'node:path'

/** Unpacks an archive with the system's own tar or unzip, as a person would; throws where that fails. */
export async function unpack(archive: string, folder: string): Promise<void> {
  await mkdir(folder, { recursive: true })
  const [program, ...args] = archive.endsWith('.zip')
    ? ['unzip', '-q', archive, '-d', folder]
    : ['tar', '-xzf', archive, '-C', folder]
  const { status, error } = spawnSync(program, args, { stdio: 'inherit' })
  if (status !== 0) throw new Error(`${program} does not unpack ${archive}`, { cause: error })
}

/** How two folders differ: names, what each is, rights, contents. */
export async function differences(expected: string, actual: string): Promise<string[]> {
  const [before, after] = [await entries(expected), await entries(actual)]
  const names = [...new Set([...before.keys(), ...after.keys()])].sort()
  return names
    .filter((name) => before.get(name) !== after.get(name))
    .map((name) => `${name} is ${after.get(name) ?? 'missing'}, and not ${before.get(name) ?? 'missing'}`)
}

async function entries(root: string): Promise<Map<string, string>> {
  const found = new Map<string, string>()
  for (const name of await readdir(root, { recursive: true }))
    found.set(name, await description(path.join(root, name)))
  return found
}

async function description(file: string): Promise<string> {
  const stats = await lstat(file)
  if (stats.isSymbolicLink()) return `a link to ${await readlink(file)}`
  const rights = (stats.mode & 0o7777).toString(8)
  if (stats.isDirectory()) return `a folder (${rights})`
  const hash = createHash('sha256').update(await readFile(file))
  return `a file (${rights}, ${hash.digest('hex').slice(0, 16)})`
}
