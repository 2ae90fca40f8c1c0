import { noMemory, type NotificationMemory } from '../../contract/notification.ts'
import { clientOn25 } from '../../state/client-on-25.ts'
import { momentOf } from '../../state/moment.ts'
import { notificationFor } from '../../state/notification.ts'
import type { MessageKey } from '../../text/message-key.ts'
import type { DeskContext } from './context.ts'

/** What would have disturbed is said later, if it is still so then. */
const lookAgainMs = 60_000
/** By then the mail programs have been looked at, or that has failed. */
const clientsLimitMs = 30_000

/** Says it when a change of network changes something for this person's mail. Runs until the program ends. */
export async function giveNotice(context: DeskContext): Promise<void> {
  const { services, desktop, store, t, quit } = context
  const { clock } = services.network
  let wake = new AbortController()
  const isOver = () => quit.aborted

  const begun = clock.now()
  /** Whether a mail program is in trouble here is not known before they have been looked at. */
  const knowsClients = () =>
    store.current().clients.lookedAt !== null || clock.now() - begun >= clientsLimitMs

  const momentNow = (presenting: boolean) => {
    const state = store.current()
    return momentOf(state, {
      now: services.wallClock(),
      presenting,
      sinceLoginMs: desktop.sinceLoginMs(),
      clientOn25: ({ address }) => {
        const client = clientOn25(state.clients.profiles, address)
        return client === null ? null : t()(`client.name.${client}`)
      },
    })
  }

  const look = async (memory: NotificationMemory): Promise<NotificationMemory> => {
    if (!knowsClients()) return memory
    const found = notificationFor(memory, momentNow(false))
    if (found.show === null) return found.memory
    // Asking starts a program on some systems: only when there is something to say.
    const presenting = desktop.isLocked() || (await services.isPresenting(quit))
    if (isOver()) return memory
    const { show, memory: next } = notificationFor(memory, momentNow(presenting))
    if (show !== null) {
      const { title, body, opens } = show
      desktop.notify({
        title: t()(title.key as MessageKey, title.params),
        body: t()(body.key as MessageKey, body.params),
        // The remedy is there.
        action: opens === 'clients' ? t()('notify.repair') : null,
        opens,
      })
    }
    return next
  }

  const end = store.onChange(() => wake.abort())
  const onQuit = () => wake.abort()
  quit.addEventListener('abort', onQuit)
  try {
    const kept = await services.told.read()
    let memory = kept.ok ? kept.value : noMemory
    while (!isOver()) {
      wake = new AbortController()
      const next = await look(memory)
      // A memory that cannot be written is one until the program ends.
      if (JSON.stringify(next) !== JSON.stringify(memory)) await services.told.update(() => next)
      memory = next
      await clock.wait(lookAgainMs, isOver() ? quit : wake.signal)
    }
  } finally {
    end()
    quit.removeEventListener('abort', onQuit)
  }
}
