import { app } from 'electron'
import type { Screen } from '../contract/state.ts'
import type { Handlers } from '../ipc/serve.ts'
import type { TrayActions } from './tray-menu.ts'

/** What the tray's menu does: the same as the window's buttons. */
export function trayActions(
  handlers: Handlers,
  open: (screen?: Screen) => void,
  onBug: (error: unknown, where: string) => void,
): TrayActions {
  const carryOut = async (where: string, action: () => unknown) => {
    try {
      await action()
    } catch (error) {
      onBug(error, where)
    }
  }
  return {
    open: () => open(),
    check: () => void carryOut('check.start', () => handlers['check.start'](undefined)),
    sendTest: (id) => {
      void carryOut('account.send-test', () => handlers['account.send-test']({ id }))
      // There one sees it leave and arrive.
      open('status')
    },
    clients: () => open('clients'),
    setStartAtLogin: (on) => carryOut('login-item.set', () => handlers['login-item.set'](on)),
    quit: () => app.quit(),
  }
}
