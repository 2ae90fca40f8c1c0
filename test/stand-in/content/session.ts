import { EventEmitter } from 'node:events'
import type * as Electron from 'electron'
import { guardClass, guardModule } from '../not-covered.ts'
import { app } from '../process/app.ts'
import type { PermissionHandlers } from './permissions.ts'
import { protocol } from './protocol.ts'
import { WebRequest } from './web-request.ts'

/** What the app allows its pages, which all have the default one. */
class Session
  extends EventEmitter
  implements
    Pick<
      Electron.Session,
      | 'setPermissionRequestHandler'
      | 'setPermissionCheckHandler'
      | 'setDevicePermissionHandler'
      | 'setSpellCheckerEnabled'
      | 'isPersistent'
    >
{
  readonly protocol = protocol
  readonly webRequest = new WebRequest(() => this.emit('stand-in-web-request'))
  readonly permissionHandlers: PermissionHandlers = { check: null, request: null }
  readonly #isPersistent: boolean

  constructor(isPersistent: boolean) {
    super()
    this.#isPersistent = isPersistent
  }

  setPermissionRequestHandler(handler: PermissionHandlers['request']): void {
    this.permissionHandlers.request = handler
  }

  setPermissionCheckHandler(handler: PermissionHandlers['check']): void {
    this.permissionHandlers.check = handler
  }

  setDevicePermissionHandler(): void {
    // Without a desktop nobody can choose a device, so no page gets one.
  }

  setSpellCheckerEnabled(): void {
    // Headless Chromium checks no spelling.
  }

  isPersistent(): boolean {
    return this.#isPersistent
  }
}

guardClass('Session', Session)
export const defaultSession = new Session(true)
const partitions = new Map<string, Session>()

function fromPartition(partition: string): Session {
  if (!app.isReady()) throw new Error('Session can only be received when app is ready')
  const known = partition === '' ? defaultSession : partitions.get(partition)
  if (known) return known
  const made = new Session(partition.startsWith('persist:'))
  partitions.set(partition, made)
  return made
}

export const session = guardModule('Session', {
  get defaultSession(): Session {
    if (!app.isReady()) throw new Error('Session can only be received when app is ready')
    return defaultSession
  },
  fromPartition,
})
