import type { Services } from '../../electron/app/compose.ts'
import { noRegistry } from '../../electron/clients/outlook/registry.ts'

/** A computer on which no mail program has ever been started. */
export const noMailPrograms: Services['mailPrograms'] = {
  machine: { platform: 'linux', env: {}, home: '/nowhere' },
  changesFolder: '/nowhere/changes',
  registry: noRegistry,
  outlookUse: () => Promise.resolve('closed'),
}
