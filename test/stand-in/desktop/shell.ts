import { existsSync } from 'node:fs'
import type * as Electron from 'electron'
import { guardModule } from '../not-covered.ts'

/** Nothing is opened: a spec's probe records what was asked for. */
export const shell = guardModule('Shell', {
  openExternal: () => Promise.resolve(),
  openPath: (file: string) => Promise.resolve(existsSync(file) ? '' : 'No such file or directory'),
  showItemInFolder() {
    // There is no file manager to show it.
  },
  beep() {
    // There is nobody to hear it.
  },
} satisfies Partial<Electron.Shell>)
