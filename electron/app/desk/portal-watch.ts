import type { AppState } from '../../contract/state.ts'
import { askPortal } from '../../net/portal.ts'
import { builtInPortalUrl } from '../../probe/targets.ts'
import type { DeskContext } from './context.ts'

/** As often as systems themselves ask while their sign-in window is open. */
const askEveryMs = 5_000

/**
 * While a network wants a sign-in, asks whether it still does: signing in changes neither address nor router, so that
 * nothing else would tell. `onOpen` is called when it lets go.
 */
export function watchPortal({ services, store, quit, background }: DeskContext, onOpen: () => void): void {
  const { network } = services
  let asking = false
  const ask = async () => {
    while (!quit.aborted && isHeld(store.current())) {
      await network.clock.wait(askEveryMs, quit)
      if (!isHeld(store.current())) return
      const answer = await askPortal(builtInPortalUrl, network, quit)
      if (answer === 'no-content' && isHeld(store.current())) onOpen()
    }
  }
  store.onChange((state) => {
    if (asking || quit.aborted || !isHeld(state)) return
    asking = true
    background(ask().finally(() => (asking = false)))
  })
}

/** A check that runs will tell by itself. */
function isHeld({ checking, checked, setup }: AppState): boolean {
  return [{ checking, checked }, setup].some(
    (one) => one?.checking === null && one.checked?.report.outbound25.verdict === 'captive-portal',
  )
}
