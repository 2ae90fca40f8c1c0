// Loaded with `electron -r` before the app, on Electron and on the stand-in alike: what no page shows, a spec reads here.
const {
  Notification,
  Tray,
  app,
  clipboard,
  crashReporter,
  dialog,
  ipcMain,
  nativeImage,
  shell,
} = require('electron')

const probe = {
  trays: [],
  notifications: [],
  opened: [],
  shownInFolder: [],
  copied: [],
  dialogs: [],
  loginItems: [],
  handlers: {},
  crashReporterStarts: 0,
}
globalThis.probe = probe

function trayOf(tray) {
  const known = probe.trays.find((entry) => entry.tray === tray)
  if (known) return known
  const entry = { tray, menu: null, toolTip: '', title: '', image: null, looks: [] }
  probe.trays.push(entry)
  return entry
}

function before(target, method, record) {
  const original = target[method]
  target[method] = function (...args) {
    record(this, ...args)
    return original.apply(this, args)
  }
}

function instead(target, method, replacement) {
  target[method] = replacement
}

/** Where pictures come from. */
const files = new WeakMap()
const { createFromPath } = nativeImage
nativeImage.createFromPath = (file) => {
  const image = createFromPath.call(nativeImage, file)
  files.set(image, file)
  return image
}
before(Tray.prototype, 'setContextMenu', (tray, menu) => {
  trayOf(tray).menu = menu
})
before(Tray.prototype, 'setToolTip', (tray, text) => {
  const entry = trayOf(tray)
  entry.toolTip = text
  entry.looks.push({ file: files.get(entry.image) ?? '', toolTip: text })
})
before(Tray.prototype, 'setTitle', (tray, title) => {
  trayOf(tray).title = title
})
before(Tray.prototype, 'setImage', (tray, image) => {
  trayOf(tray).image = image
})
before(Notification.prototype, 'show', (notification) => probe.notifications.push(notification))
before(crashReporter, 'start', () => {
  probe.crashReporterStarts += 1
})
before(app, 'setLoginItemSettings', (_app, settings) => probe.loginItems.push(settings))
before(ipcMain, 'handle', (_ipcMain, channel, handler) => {
  probe.handlers[channel] = handler
})
before(clipboard, 'writeText', (_clipboard, text) => probe.copied.push(text))
// Nothing leaves the specs: no browser, no file manager, no box that waits for somebody.
instead(shell, 'openExternal', async (url) => {
  probe.opened.push(url)
})
instead(shell, 'showItemInFolder', (file) => {
  probe.shownInFolder.push(file)
})
instead(dialog, 'showErrorBox', (title, content) => {
  probe.dialogs.push({ title, content })
})
