import type { AppState } from '../../contract/state.ts'
import type { Handlers } from '../../ipc/serve.ts'
import type { ClientsDesk } from './clients-desk.ts'
import type { DeskContext } from './context.ts'

type ClientsHandlers = Pick<Handlers, Extract<keyof Handlers, `clients.${string}`>>

/**
 * The mail programs of this computer: how they are set, and their repair. They are looked at when it is known what this
 * network does to mail, whenever that changes, and when the window shows them; nothing of it is loaded before.
 */
export function createClients(context: DeskContext): { handlers: ClientsHandlers } {
  const { store, quit, background } = context
  let loading: Promise<ClientsDesk> | null = null
  const desk = () =>
    (loading ??= import('./clients-desk.ts').then(({ createClientsDesk }) => createClientsDesk(context)))

  store.onChange((state, before) => {
    if (quit.aborted) return
    const isElsewhere = networkKey(state) !== networkKey(before)
    if (loading !== null && isElsewhere) background(loading.then(({ networkChanged }) => networkChanged()))
    const isKnown = state.checked !== null && !state.remembered && state.checked !== before.checked
    if (isKnown) background(desk().then(({ look }) => look()))
  })

  return {
    handlers: {
      'clients.watch': async (inView) => (await desk()).watch(inView),
      'clients.look': async () => (await desk()).lookAgain(),
      'clients.repair': async (id) => (await desk()).repair(id),
      'clients.stop': async (id) => (await desk()).stop(id),
      'clients.undo': async ({ change }) => (await desk()).undo(change),
      'clients.stop-undo': async () => (await desk()).stopUndo(),
      'clients.create': async (wanted) => (await desk()).create(wanted),
      'clients.stop-create': async () => (await desk()).stopCreate(),
    },
  }
}

function networkKey({ network }: AppState): string {
  return JSON.stringify([network?.id, network?.gateway, network?.kind])
}
