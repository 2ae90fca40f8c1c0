import type { AppState } from '../../contract/state.ts'
import type { DeskContext } from './context.ts'

const firstLookMs = 3_000
/** A network that leads nowhere is tried more and more rarely. */
const mostLookMs = 60_000

/**
 * While the wizard waits for a network, looks whether there is one: it may be back before anybody noticed that it was
 * gone, and is no change of network then. `onBack` is called when there is one.
 */
export function watchOffline({ services, store, quit, background }: DeskContext, onBack: () => void): void {
  let looking = false
  const look = async () => {
    for (let ms = firstLookMs; isOffline(store.current()); ms = Math.min(2 * ms, mostLookMs)) {
      await services.network.clock.wait(ms, quit)
      if (quit.aborted) return
      const network = await services.readNetwork(quit)
      const { setup } = store.current()
      if (network.kind !== null && setup?.checking === null && isOffline({ setup })) onBack()
    }
  }
  store.onChange((state) => {
    if (looking || quit.aborted || !isOffline(state)) return
    looking = true
    background(look().finally(() => (looking = false)))
  })
}

function isOffline({ setup }: Pick<AppState, 'setup'>): boolean {
  const { lookup, checked } = setup ?? {}
  const isLookedUp = lookup?.kind === 'failed' && lookup.reason === 'offline'
  return isLookedUp || checked?.report.outbound25.verdict === 'offline'
}
