import { type Handlers, notNow } from '../../ipc/serve.ts'
import type { DeskContext } from './context.ts'

type ClientsHandlers = Pick<Handlers, Extract<keyof Handlers, `clients.${string}`>>

/** The mail programs of this computer: how they are set, and their repair. */
export function createClients(_context: DeskContext): { handlers: ClientsHandlers } {
  const later = () => notNow
  return {
    handlers: {
      'clients.watch': later,
      'clients.look': later,
      'clients.repair': later,
      'clients.stop': later,
      'clients.undo': later,
      'clients.stop-undo': later,
      'clients.create': later,
    },
  }
}
