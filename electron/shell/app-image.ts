import { realpathSync } from 'node:fs'
import path from 'node:path'

/**
 * The file of the AppImage that `program` runs out of. What an AppImage sets goes down to every program that is started
 * from it: in a terminal that is one, Postern is told of the terminal's file, which is not Postern's to replace or start.
 */
export function appImageOf(env: NodeJS.ProcessEnv, program: string): string | undefined {
  const { APPIMAGE: file = '', APPDIR: folder = '' } = env
  if (!path.isAbsolute(file) || !path.isAbsolute(folder)) return undefined
  try {
    return realpathSync(program).startsWith(realpathSync(folder) + path.sep) ? file : undefined
  } catch {
    // A folder that is gone has no program in it.
    return undefined
  }
}
