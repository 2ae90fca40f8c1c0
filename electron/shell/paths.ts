import path from 'node:path'
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
