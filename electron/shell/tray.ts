import process from 'node:process'
import { Menu, nativeImage, nativeTheme, Tray } from 'electron'
import type { Mark } from '../contract/checked.ts'
import type { AppState } from '../contract/state.ts'
import { trayView } from '../state/tray-view.ts'
import { createTranslator } from '../text/translator.ts'
import { bundled } from './paths.ts'
import { trayIconFile } from './tray-icon.ts'
import { trayMenu, trayToolTip, type TrayActions } from './tray-menu.ts'

/**
 * The icon beside the clock. `show` is called with every state; what has not changed is not drawn again. `onNear` hears
 * when the menu is about to be seen.
 */
export function createTray(
  first: AppState,
  actions: TrayActions,
  onNear: () => void,
): { show: (state: AppState) => void } {
  let state = first
  let shown = ''
  const tray = new Tray(iconOf(trayView(first).mark))

  const draw = () => {
    const t = createTranslator(state.language)
    const again: TrayActions = {
      ...actions,
      setStartAtLogin: async (on) => {
        await actions.setStartAtLogin(on)
        // The system has ticked the entry by itself, whatever came of it.
        draw()
      },
    }
    tray.setImage(iconOf(trayView(state).mark))
    tray.setToolTip(trayToolTip(state, t))
    const menu = Menu.buildFromTemplate(trayMenu(state, t, again, new Date()))
    menu.on('menu-will-show', onNear)
    tray.setContextMenu(menu)
  }
  const show = (next: AppState) => {
    state = next
    const look = JSON.stringify([trayView(next), next.language, next.accounts.map(accountLook)])
    if (look === shown) return
    shown = look
    draw()
  }

  show(first)
  nativeTheme.on('updated', () => tray.setImage(iconOf(trayView(state).mark)))
  // Not every system tells of its menu before it is there.
  tray.on('mouse-enter', onNear)
  // On macOS a click opens the menu.
  if (process.platform !== 'darwin') tray.on('click', actions.open)
  return { show }
}

function accountLook({ id, address, testMail }: AppState['accounts'][number]): unknown {
  return [id, address, testMail.kind === 'under-way']
}

function iconOf(mark: Mark): Electron.NativeImage {
  return nativeImage.createFromPath(
    trayIconFile(bundled.icons, mark, {
      platform: process.platform,
      dark: nativeTheme.shouldUseDarkColorsForSystemIntegratedUI,
      desktop: process.env['XDG_CURRENT_DESKTOP'],
    }),
  )
}
