import type * as Electron from 'electron'
import { guardModule } from '../not-covered.ts'

let held = ''

/** A clipboard of this process alone. */
export const clipboard = guardModule('Clipboard', {
  readText: () => Promise.resolve(held),
  writeText(text: string) {
    held = text
    return Promise.resolve()
  },
  clear() {
    held = ''
  },
} satisfies Partial<Electron.Clipboard>)
