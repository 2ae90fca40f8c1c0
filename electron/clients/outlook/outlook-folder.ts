import { readdir } from 'node:fs/promises'
import path from 'node:path'
import { errnoOf } from '../../files/errno.ts'

/** Whose Outlook: `process.env` and the home folder of the person. */
type Machine = { env: NodeJS.ProcessEnv; home: string }

/**
 * Whether this person has started a classic Outlook at some time, as far as files tell: it then has its data files and
 * its own lists in these folders. Not verified on Windows.
 */
export async function hasOutlookFolder({ env, home }: Machine): Promise<boolean> {
  const local = env['LOCALAPPDATA'] ?? path.join(home, 'AppData', 'Local')
  const roaming = env['APPDATA'] ?? path.join(home, 'AppData', 'Roaming')
  const found = await Promise.all(
    [local, roaming].map((folder) => isInUse(path.join(folder, 'Microsoft', 'Outlook'))),
  )
  return found.includes(true)
}

async function isInUse(folder: string): Promise<boolean> {
  try {
    return (await readdir(folder)).length > 0
  } catch (error) {
    const code = errnoOf(error)
    if (code === null) throw error
    return code !== 'ENOENT' && code !== 'ENOTDIR'
  }
}
