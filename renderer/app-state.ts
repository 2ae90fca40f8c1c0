import { createContext } from 'preact'
import { useContext } from 'preact/hooks'
import type { AppState, Screen } from '../electron/contract/state.ts'
import type { Client } from '../electron/ipc/client.ts'
import type { Translate } from '../electron/text/translate.ts'

export type App = {
  state: AppState
  call: Client['call']
  t: Translate
  /** Goes to a screen of the main window. */
  show: (screen: Screen) => void
}

export const AppContext = createContext<App | null>(null)

export function useApp(): App {
  const app = useContext(AppContext)
  if (app === null) throw new Error('useApp outside of the app')
  return app
}

/** The same inside the wizard, with the setup that it shows. */
export function useSetup(): App & { setup: NonNullable<AppState['setup']> } {
  const app = useApp()
  const { setup } = app.state
  if (setup === null) throw new Error('useSetup outside of the wizard')
  return { ...app, setup }
}

/**
 * Hears of each state once. It listens before it asks, so that nothing is missed between the two, and an older revision
 * that comes late is left out. Gives the function that ends it.
 */
export function watchState(client: Client, onState: (state: AppState) => void): () => void {
  let newest = -1
  const take = (state: AppState) => {
    if (state.revision <= newest) return
    newest = state.revision
    onState(state)
  }
  const stop = client.on('state', take)
  void client.call('state.read').then((reply) => {
    if (reply.ok) take(reply.value)
  })
  return stop
}
