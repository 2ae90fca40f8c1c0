import { readdir, stat } from 'node:fs/promises'
import path from 'node:path'
import type { OtherOutlook } from '../../contract/clients.ts'
import { errnoOf } from '../../files/errno.ts'

/** Whose Outlooks: `process.platform`, `process.env` and the home folder of the person. */
type Machine = { platform: NodeJS.Platform; env: NodeJS.ProcessEnv; home: string }

/** Not verified on Windows and macOS. */
export async function findOtherOutlooks(
  { platform, env, home }: Machine,
  applications = '/Applications',
): Promise<OtherOutlook[]> {
  switch (platform) {
    case 'win32': {
      const local = env['LOCALAPPDATA'] ?? path.join(home, 'AppData', 'Local')
      const packages = await namesIn(path.join(local, 'Packages'))
      return packages.some((name) => /^Microsoft\.OutlookForWindows_/i.test(name)) ? ['new-windows'] : []
    }
    case 'darwin': {
      const places = [applications, path.join(home, 'Applications')]
      const found = await Promise.all(
        places.map((place) => isThere(path.join(place, 'Microsoft Outlook.app'))),
      )
      return found.includes(true) ? ['mac'] : []
    }
    default:
      return []
  }
}

async function namesIn(folder: string): Promise<string[]> {
  try {
    return await readdir(folder)
  } catch (error) {
    if (errnoOf(error) === null) throw error
    return []
  }
}

async function isThere(file: string): Promise<boolean> {
  try {
    await stat(file)
    return true
  } catch (error) {
    if (errnoOf(error) === null) throw error
    return false
  }
}
