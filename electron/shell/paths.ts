import { homedir } from 'node:os'
import path from 'node:path'
import process from 'node:process'
import { ownFolder } from '../app/own-folder.ts'

/** The same place seen from the sources, from out/main, and inside of a package. */
const root = path.join(import.meta.dirname, '..', '..')

/** What the program brings along. */
export const bundled = {
  renderer: path.join(root, 'out', 'renderer'),
  preload: path.join(root, 'out', 'preload', 'preload.cjs'),
  icons: path.join(root, 'out', 'icons'),
  locales: path.join(root, 'assets', 'locales'),
}

/** What it writes, beside the settings; Chromium's own files have a folder of theirs, so that nothing mixes. */
export function written(): { window: string; log: string } {
  const folder = ownFolder()
  return { window: path.join(folder, 'window'), log: path.join(folder, 'logs', 'postern.log') }
}

/** Where each system wants what may be lost: a newer version, until it is in place. */
export function caches(): string {
  const { env, platform } = process
  const known = platform === 'win32' ? env['LOCALAPPDATA'] : env['XDG_CACHE_HOME']
  if (platform !== 'darwin' && known !== undefined && path.isAbsolute(known)) return known
  const usual: Partial<Record<NodeJS.Platform, string>> = { win32: 'AppData/Local', darwin: 'Library/Caches' }
  return path.join(homedir(), usual[platform] ?? '.cache')
}
