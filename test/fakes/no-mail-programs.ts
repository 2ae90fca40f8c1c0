import type { Services } from '../../electron/app/compose.ts'

/** A computer on which no mail program has ever been started. */
export const noMailPrograms: Services['mailPrograms'] = {
  machine: { platform: 'linux', env: {}, home: '/nowhere' },
  changesFolder: '/nowhere/changes',
}
