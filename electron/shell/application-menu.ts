import process from 'node:process'
import { Menu, type MenuItemConstructorOptions } from 'electron'
import type { Translate } from '../text/translate.ts'

/** macOS shows it at the top of the screen. Elsewhere it is not seen, and its keys work: copy, zoom, close. */
export function setApplicationMenu(t: Translate): void {
  Menu.setApplicationMenu(Menu.buildFromTemplate(menus(t)))
}

function menus(t: Translate): MenuItemConstructorOptions[] {
  const separator = { type: 'separator' } as const
  const application: MenuItemConstructorOptions = {
    label: 'Postern',
    submenu: [
      { role: 'about', label: t('menu.about') },
      separator,
      { role: 'hide', label: t('menu.hide') },
      { role: 'hideOthers', label: t('menu.hide-others') },
      { role: 'unhide', label: t('menu.show-all') },
      separator,
      { role: 'quit', label: t('tray.quit') },
    ],
  }
  return [
    ...(process.platform === 'darwin' ? [application] : []),
    {
      label: t('menu.edit'),
      submenu: [
        { role: 'undo', label: t('menu.undo') },
        { role: 'redo', label: t('menu.redo') },
        separator,
        { role: 'cut', label: t('menu.cut') },
        { role: 'copy', label: t('menu.copy') },
        { role: 'paste', label: t('menu.paste') },
        { role: 'selectAll', label: t('menu.select-all') },
      ],
    },
    {
      label: t('menu.view'),
      submenu: [
        { role: 'zoomIn', label: t('menu.zoom-in') },
        // The plus sign is a shifted equals sign on many keyboards.
        { role: 'zoomIn', label: t('menu.zoom-in'), accelerator: 'CommandOrControl+=', visible: false },
        { role: 'zoomOut', label: t('menu.zoom-out') },
        { role: 'resetZoom', label: t('menu.actual-size') },
      ],
    },
    {
      label: t('menu.window'),
      submenu: [
        { role: 'minimize', label: t('menu.minimize') },
        { role: 'close', label: t('menu.close') },
      ],
    },
  ]
}
