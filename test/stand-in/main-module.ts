import { notCovered } from './not-covered.ts'

/** What `electron` gives the main process. */
export { crashReporter } from './process/crash-reporter.ts'
export { app } from './process/app.ts'
export { clipboard } from './desktop/clipboard.ts'
export { dialog } from './desktop/dialog.ts'
export { Menu, MenuItem } from './desktop/menu.ts'
export { NativeImage as nativeImage } from './desktop/native-image.ts'
export { nativeTheme } from './desktop/native-theme.ts'
export { Notification } from './desktop/notification.ts'
export { powerMonitor } from './desktop/power-monitor.ts'
export { screen } from './desktop/screen.ts'
export { shell } from './desktop/shell.ts'
export { systemPreferences } from './desktop/system-preferences.ts'
export { Tray } from './desktop/tray.ts'
export { ipcMain } from './ipc/ipc-main.ts'
export { net } from './content/net.ts'
export { protocol } from './content/protocol.ts'
export { session } from './content/session.ts'
export { BrowserWindow } from './window/browser-window.ts'
export { WebContents as webContents } from './window/web-contents.ts'

// An import of these succeeds, as in Electron; using them says that they are not here.
export const autoUpdater = notCovered('autoUpdater')
export const BaseWindow = notCovered('BaseWindow')
export const BrowserView = notCovered('BrowserView')
export const contentTracing = notCovered('contentTracing')
export const desktopCapturer = notCovered('desktopCapturer')
export const globalShortcut = notCovered('globalShortcut')
export const ImageView = notCovered('ImageView')
export const inAppPurchase = notCovered('inAppPurchase')
export const MessageChannelMain = notCovered('MessageChannelMain')
export const netLog = notCovered('netLog')
export const powerSaveBlocker = notCovered('powerSaveBlocker')
export const pushNotifications = notCovered('pushNotifications')
export const safeStorage = notCovered('safeStorage')
export const ShareMenu = notCovered('ShareMenu')
export const TouchBar = notCovered('TouchBar')
export const utilityProcess = notCovered('utilityProcess')
export const View = notCovered('View')
export const webFrameMain = notCovered('webFrameMain')
export const WebContentsView = notCovered('WebContentsView')
