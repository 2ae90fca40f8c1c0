import { writeFileSync } from 'node:fs'
import path from 'node:path'
import { expect, root, test } from './fixtures.ts'

/** Tray, menus, images, power: what of the desktop the main process can see. */

test.use({ appOptions: { app: path.join(root, 'test/stand-in/app') } })

test('menu items have ids, check themselves, and are clicked as by a person', async ({ app }) => {
  const states = await app.evaluate(({ Menu }) => {
    const seen: string[] = []
    const menu = Menu.buildFromTemplate([
      {
        id: 'login',
        type: 'checkbox',
        label: 'Start at login',
        click: ({ checked }) => seen.push(`login ${checked}`),
      },
      { type: 'separator' },
      {
        label: 'Language',
        submenu: [
          { id: 'en', type: 'radio', label: 'English', checked: true },
          { id: 'ja', type: 'radio', label: '日本語' },
        ],
      },
      { id: 'off', label: 'Off', enabled: false, accelerator: 'CmdOrCtrl+O' },
      { id: 'leave', role: 'quit' },
    ])
    const item = (id: string): Electron.MenuItem => {
      const found = menu.getMenuItemById(id)
      if (!found) throw new Error(id)
      return found
    }
    // `click` is a bare Function in electron.d.ts.
    for (const id of ['login', 'ja']) (item(id).click as () => void)()
    return {
      seen,
      checked: ['login', 'en', 'ja'].map((id) => item(id).checked),
      off: [item('off').enabled, item('off').accelerator],
      leave: item('leave').label,
      types: menu.items.map(({ type }) => type),
      missing: menu.getMenuItemById('missing'),
    }
  })
  expect(states).toEqual({
    seen: ['login true'],
    checked: [true, false, true],
    off: [false, 'CmdOrCtrl+O'],
    leave: 'Quit',
    types: ['checkbox', 'separator', 'submenu', 'normal', 'normal'],
    missing: null,
  })
})

test('an image takes its larger representation from the file beside it', async ({
  app,
  profile,
  window: page,
}) => {
  const icon = path.join(profile, 'icon.png')
  const clip = { x: 0, y: 0, width: 16, height: 16 }
  await page.screenshot({ path: icon, clip })
  await page.screenshot({ path: path.join(profile, 'icon@2x.png'), clip: { ...clip, width: 32, height: 32 } })
  const broken = path.join(profile, 'broken.png')
  writeFileSync(broken, 'not an image')
  const seen = await app.evaluate(
    ({ nativeImage }, files) => {
      const image = nativeImage.createFromPath(files.icon)
      const other = nativeImage.createFromBuffer(image.toPNG())
      other.setTemplateImage(true)
      return {
        scales: image.getScaleFactors(),
        size: image.getSize(),
        large: nativeImage.createFromBuffer(image.toPNG({ scaleFactor: 2 })).getSize(),
        template: [image.isTemplateImage(), other.isTemplateImage()],
        empty: [files.broken, '/no/such.png'].map((file) => nativeImage.createFromPath(file).isEmpty()),
      }
    },
    { icon, broken },
  )
  expect(seen).toEqual({
    scales: [1, 2],
    size: { width: 16, height: 16 },
    large: { width: 32, height: 32 },
    template: [false, true],
    empty: [true, true],
  })
})

test('the clipboard keeps text, dialogs are dismissed, the crash reporter is off', async ({
  app,
  desktop,
}) => {
  const answers = await app.evaluate(async ({ clipboard, dialog, powerMonitor, nativeTheme }) => {
    await clipboard.writeText('copied')
    const box = await dialog.showMessageBox({ message: 'Really?', buttons: ['Yes', 'No'] })
    const save = await dialog.showSaveDialog({})
    return [
      await clipboard.readText(),
      box.response,
      save.canceled,
      powerMonitor.getSystemIdleState(60),
      nativeTheme.shouldUseDarkColorsForSystemIntegratedUI,
    ]
  })
  expect(answers).toEqual(['copied', 1, true, 'active', false])
  expect(await desktop.copied()).toEqual(['copied'])
  expect(await app.evaluate(() => probe.crashReporterStarts)).toBe(0)
  await desktop.setSystemDark(true)
  expect(await app.evaluate(({ nativeTheme }) => nativeTheme.shouldUseDarkColorsForSystemIntegratedUI)).toBe(
    true,
  )
})

test('an app can end with a code of its own', async ({ app }) => {
  const ended = new Promise<number | null>((resolve) => app.process().once('exit', resolve))
  await app.evaluate(({ app }) => {
    setImmediate(() => app.exit(3))
  })
  expect(await ended).toBe(3)
})
