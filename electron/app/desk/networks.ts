import { type Handlers, notNow } from '../../ipc/serve.ts'
import type { DeskContext } from './context.ts'

type NetworksHandlers = Pick<Handlers, 'history.read' | 'history.export' | 'network.rename'>

/** Where this computer has been, and what it was to mail. */
export function createNetworks(_context: DeskContext): { handlers: NetworksHandlers } {
  const later = () => notNow
  return { handlers: { 'history.read': later, 'history.export': later, 'network.rename': later } }
}
