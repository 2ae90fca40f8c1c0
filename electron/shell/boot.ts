import { mkdirSync } from 'node:fs'
import { app } from 'electron'
import { registerAppScheme } from './app-protocol.ts'
import { stayInTray } from './lifecycle.ts'
import { written } from './paths.ts'
import { failToStart, type MakeServices, startShell } from './start.ts'

/** Starts the app with these services, or hands over to the one that runs already. */
export function boot(makeServices: MakeServices): void {
  // Windows shows notifications and taskbar buttons under this name.
  app.setAppUserModelId('app.postern.Postern')
  mkdirSync(written().window, { recursive: true, mode: 0o700 })
  app.setPath('userData', written().window)
  app.enableSandbox()
  registerAppScheme()

  if (app.requestSingleInstanceLock()) {
    // Electron is not ready before the main script has run, so that waiting there would be for ever.
    const started = app.whenReady().then(() => startShell(makeServices))
    stayInTray(() => void started.then(({ open }) => open()))
    started.catch(failToStart)
  } else app.quit()
}
