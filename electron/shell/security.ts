import { app, type Session } from 'electron'
import { isOwn } from './app-files.ts'

/** What no page of this program may do, whatever it shows. Each page is denied it before it loads anything. */
export function denyPages(): void {
  app.on('web-contents-created', (_event, contents) => {
    contents.setWindowOpenHandler(() => ({ action: 'deny' }))
    contents.on('will-navigate', (event) => event.preventDefault())
    contents.on('will-frame-navigate', (event) => event.preventDefault())
    contents.on('will-redirect', (event) => event.preventDefault())
    contents.on('will-attach-webview', (event) => event.preventDefault())
  })
}

/** No permission, no device, no dictionary from elsewhere, and no request but for the program's own files. */
export function denySession(session: Session): void {
  session.setPermissionRequestHandler((_contents, _permission, callback) => callback(false))
  session.setPermissionCheckHandler(() => false)
  session.setDevicePermissionHandler(() => false)
  session.setSpellCheckerEnabled(false)
  session.webRequest.onBeforeRequest(({ url }, callback) =>
    callback({ cancel: !isOwn(url) && !url.startsWith('devtools://') }),
  )
}
