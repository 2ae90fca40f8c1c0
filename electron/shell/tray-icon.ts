import path from 'node:path'
import type { Mark } from '../contract/checked.ts'

export type IconSurroundings = {
  platform: NodeJS.Platform
  /** Taskbar or panel are dark, as far as the system tells. */
  dark: boolean
  /** `XDG_CURRENT_DESKTOP` */
  desktop: string | undefined
}

/** The picture of a mark. Beside it stand the same for other scale factors, which Electron finds by their names. */
export function trayIconFile(
  folder: string,
  mark: Mark,
  { platform, dark, desktop }: IconSurroundings,
): string {
  const file = (name: string) => path.join(folder, 'tray', `${name}.png`)
  switch (platform) {
    case 'darwin':
      return file(`${mark}Template`)
    case 'win32':
      return file(`${mark}-${dark ? 'dark' : 'light'}`)
    default:
      return file(`${mark}-${dark || hasDarkPanel(desktop) ? 'dark' : 'light'}-panel`)
  }
}

/** GNOME's top bar is dark in both of its themes, and it does not tell. */
function hasDarkPanel(desktop: string | undefined): boolean {
  return desktop?.split(':').some((name) => name === 'GNOME' || name === 'Unity') ?? false
}
