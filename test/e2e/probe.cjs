// Loaded with `electron -r` before the app, on Electron and on the stand-in alike: what no page shows, a spec reads here.
const { Notification, Tray, app, clipboard, crashReporter, dialog, shell } = require('electron')

const probe = {
  trays: [],
  notifications: [],
  opened: [],
  shownInFolder: [],
  copied: [],
  dialogs: [],
  loginItems: [],
  crashReporterStarts: 0,
}
globalThis.probe = probe

function trayOf(tray) {
  const known = probe.trays.find((entry) => entry.tray === tray)
  if (known) return known
  const entry = { tray, menu: null, toolTip: '', title: '', image: null }
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

before(Tray.prototype, 'setContextMenu', (tray, menu) => {
  trayOf(tray).menu = menu
})
before(Tray.prototype, 'setToolTip', (tray, text) => {
  trayOf(tray).toolTip = text
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
