import path from 'node:path'
import process from 'node:process'
import { Notification } from 'electron'
import type { Desktop } from '../app/desk/context.ts'
import type { Screen } from '../contract/state.ts'
import type { Log } from './log.ts'
import { bundled } from './paths.ts'

/** Shows a few words through the system, one notification at a time; a click or its button opens the window where it leads. */
export function createNotifier(log: Log, open: (screen: Screen) => void): Desktop['notify'] {
  // Without a reference it would be collected, and its click with it.
  let shown: Notification | null = null
  return ({ title, body, action, opens }) => {
    if (!Notification.isSupported()) return
    shown?.close()
    const icon = path.join(bundled.icons, 'app', '128x128.png')
    shown = new Notification({
      title,
      body,
      // Not every system has buttons there.
      actions: action === null ? [] : [{ type: 'button', text: action }],
      ...(process.platform === 'linux' ? { icon } : {}),
    })
    shown.on('click', () => open(opens))
    shown.on('action', () => open(opens))
    shown.on('failed', (_event, error) => log.error('Notification', error))
    shown.show()
  }
}
