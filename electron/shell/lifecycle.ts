import process from 'node:process'
import { app } from 'electron'
import { hiddenArgument } from './login-item.ts'

/** How long quitting waits for what is under way. */
const patienceMs = 2_000

/** The window is opened by a second start, and by a click on the Dock; the tray stays when it is closed. */
export function stayInTray(open: () => void): void {
  app.on('second-instance', (_event, argv) => {
    if (!argv.includes(hiddenArgument)) open()
  })
  app.on('activate', open)
  // Without a listener Electron would quit.
  app.on('window-all-closed', () => app.dock?.hide())
}

/** Whether the system started the program at login, rather than a person. */
export function isStartedHidden(): boolean {
  return (
    process.argv.includes(hiddenArgument) ||
    (process.platform === 'darwin' && app.getLoginItemSettings().wasOpenedAtLogin)
  )
}

/**
 * Quitting ends what is under way, and waits a little for it; then comes what is left to do. `isStuck`: a call to the
 * keychain holds a thread, for which the process would wait for ever.
 */
export function endOnQuit(
  quit: AbortController,
  running: Promise<void>,
  beforeLeaving: () => Promise<void>,
  isStuck: () => boolean,
): void {
  let isLeaving = false
  const leave = async () => {
    isLeaving = true
    await beforeLeaving()
    if (isStuck()) process.kill(process.pid, 'SIGKILL')
    else app.exit(0)
  }
  app.on('before-quit', (event) => {
    // Squirrel quits once more, on macOS.
    if (isLeaving) return
    event.preventDefault()
    if (quit.signal.aborted) return
    quit.abort()
    const impatience = new Promise((resolve) => setTimeout(resolve, patienceMs))
    void Promise.race([running, impatience]).then(leave, leave)
  })
}
