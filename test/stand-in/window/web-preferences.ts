import type * as Electron from 'electron'

/** Windows that would be unsafe in Electron are refused, on purpose. */
export function safePreferences(preferences: Electron.WebPreferences): Electron.WebPreferences {
  const { nodeIntegration, nodeIntegrationInSubFrames, nodeIntegrationInWorker } = preferences
  const { contextIsolation, sandbox, webSecurity } = preferences
  if (
    [nodeIntegration, nodeIntegrationInSubFrames, nodeIntegrationInWorker].includes(true) ||
    [contextIsolation, sandbox, webSecurity].includes(false)
  )
    throw new Error('A window without sandbox, context isolation or web security is not in the stand-in')
  return { contextIsolation: true, sandbox: true, nodeIntegration: false, webSecurity: true, ...preferences }
}
