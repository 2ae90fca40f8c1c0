import { app } from '../process/app.ts'
import type { BrowserWindow } from '../window/browser-window.ts'

type Role = { label: string; run(window: BrowserWindow | null): void }

const editing = (label: string): Role => ({
  label,
  run: () => {
    throw new Error(`The menu role "${label}" is not in the stand-in: press its keys instead`)
  },
})

/** The menu roles that do something here; all others throw when they are clicked. */
const roles: Record<string, Role> = {
  quit: { label: 'Quit', run: () => app.quit() },
  close: { label: 'Close Window', run: (window) => window?.close() },
  minimize: { label: 'Minimize', run: (window) => window?.minimize() },
  reload: { label: 'Reload', run: (window) => window?.reload() },
  forcereload: { label: 'Force Reload', run: (window) => window?.reload() },
  resetzoom: { label: 'Actual Size', run: (window) => window?.webContents.setZoomFactor(1) },
  zoomin: { label: 'Zoom In', run: (window) => window && zoomBy(window, 0.5) },
  zoomout: { label: 'Zoom Out', run: (window) => window && zoomBy(window, -0.5) },
}

function zoomBy({ webContents }: BrowserWindow, levels: number): void {
  webContents.setZoomLevel(webContents.getZoomLevel() + levels)
}

export function menuRole(role: string): Role {
  return roles[role.toLowerCase()] ?? editing(role)
}
