import { constants } from 'node:fs'
import { access, realpath } from 'node:fs/promises'
import path from 'node:path'
import { errnoOf } from '../../files/errno.ts'
import { readStart } from '../../files/read-limited.ts'
import type { Machine } from './find.ts'

/** The script that calls Snap is shorter. */
const scriptBytes = 64 * 1024

/**
 * The program of the Thunderbird that is installed, whose profiles are in the usual place; null where there is none.
 * Flatpak, Snap and the Microsoft Store keep theirs elsewhere, and their programs are not meant.
 */
export async function findProgram(machine: Machine): Promise<string | null> {
  for (const file of candidates(machine)) {
    if (await isProgram(file, machine.platform)) return file
  }
  return null
}

function candidates({ platform, env, home }: Machine): string[] {
  switch (platform) {
    case 'win32':
      return [env['ProgramW6432'], env['ProgramFiles'], env['ProgramFiles(x86)']].flatMap((folder) =>
        folder === undefined ? [] : [path.join(folder, 'Mozilla Thunderbird', 'thunderbird.exe')],
      )
    case 'darwin':
      return ['/Applications', path.join(home, 'Applications')].map((folder) =>
        path.join(folder, 'Thunderbird.app', 'Contents', 'MacOS', 'thunderbird'),
      )
    default:
      return (env['PATH'] ?? '')
        .split(':')
        .filter((folder) => path.isAbsolute(folder))
        .map((folder) => path.join(folder, 'thunderbird'))
  }
}

async function isProgram(file: string, platform: NodeJS.Platform): Promise<boolean> {
  try {
    await access(file, constants.X_OK)
    return platform !== 'linux' || !(await leadsToSnap(file))
  } catch (error) {
    if (errnoOf(error) === null) throw error
    return false
  }
}

/** Snap puts a link to itself on the PATH, and Ubuntu's package of that name is a script that calls it. */
async function leadsToSnap(file: string): Promise<boolean> {
  if (path.basename(await realpath(file)) === 'snap') return true
  const program = await readStart(file, scriptBytes)
  return program.subarray(0, 2).toString('latin1') === '#!' && program.includes('/snap/bin/')
}
