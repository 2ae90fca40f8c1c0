import type { Desktop } from '../../electron/app/desk/context.ts'
import type { Updater } from '../../electron/app/desk/updater.ts'
import { ok } from '../../electron/contract/result.ts'

/** As in a copy that was built without an address for updates. */
const noUpdater: Updater = {
  off: 'no-source',
  look: () => Promise.resolve(ok(null)),
  quit: () => undefined,
  install: () => Promise.resolve(),
}

/** A desktop where nothing that the app asks for has any effect; a test puts in what it looks at. */
export function quietDesktop(changes: Partial<Desktop> = {}): Desktop {
  return {
    version: '1.0.0',
    platform: 'linux',
    systemLanguages: ['en'],
    copy: () => undefined,
    openPage: () => Promise.resolve(),
    saveFile: () => Promise.resolve(null),
    openFile: () => Promise.resolve(true),
    notify: () => undefined,
    isLocked: () => false,
    sinceLoginMs: () => Infinity,
    loginItem: { read: () => null, set: () => undefined },
    updater: noUpdater,
    ...changes,
  }
}
