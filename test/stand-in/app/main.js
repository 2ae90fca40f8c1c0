import path from 'node:path'
import { pathToFileURL } from 'node:url'
import {
  BrowserWindow,
  Menu,
  Notification,
  Tray,
  app,
  ipcMain,
  nativeImage,
  net,
  powerMonitor,
  protocol,
  session,
  shell,
} from 'electron'

// A tray app in one file, with what a tray app uses: the specs of the stand-in run on it, here and on Electron.
const folder = import.meta.dirname
const policy =
  "default-src 'none'; script-src 'self'; style-src 'self'; img-src 'self' data:; connect-src 'self'; base-uri 'none'; form-action 'none'; frame-ancestors 'none'"
const icon = nativeImage.createFromDataURL(
  'data:image/png;base64,iVBORw0KGgoAAAANSUhEUgAAAAEAAAABCAYAAAAfFcSJAAAADUlEQVR42mNk+M9QDwADhgGAWjR9awAAAABJRU5ErkJggg==',
)
protocol.registerSchemesAsPrivileged([
  { scheme: 'app', privileges: { standard: true, secure: true, supportFetchAPI: true } },
])

let window
let tray
let count = 0

function openWindow() {
  if (window) {
    window.show()
    return
  }
  window = new BrowserWindow({
    width: 420,
    height: 640,
    show: false,
    webPreferences: { preload: path.join(folder, 'preload.cjs') },
  })
  window.webContents.setWindowOpenHandler(({ url }) => {
    if (url.startsWith('https://')) void shell.openExternal(url)
    return { action: 'deny' }
  })
  window.webContents.on('will-navigate', (event) => {
    if (!event.url.startsWith('app://bundle/')) event.preventDefault()
  })
  window.webContents.on('render-process-gone', () => window?.reload())
  window.on('closed', () => {
    window = undefined
  })
  window.once('ready-to-show', () => window?.show())
  void window.loadURL('app://bundle/index.html')
}

function notify() {
  const notification = new Notification({ title: 'New message', body: 'Hello' })
  notification.on('click', openWindow)
  notification.show()
}

async function answer(request) {
  const { host, pathname } = new URL(request.url)
  const file = path.normalize(path.join(folder, decodeURIComponent(pathname)))
  if (host !== 'bundle' || !file.startsWith(folder + path.sep)) return new Response('bad', { status: 400 })
  const found = await net
    .fetch(pathToFileURL(file).href)
    .catch(() => new Response('not found', { status: 404 }))
  const headers = new Headers(found.headers)
  headers.set('Content-Security-Policy', policy)
  return new Response(found.body, { status: found.status, headers })
}

if (app.requestSingleInstanceLock({ from: 'second' })) {
  app.on('second-instance', openWindow)
  app.on('window-all-closed', () => {
    // It stays in the tray.
  })
  ipcMain.handle('greet', (event, name) => {
    if (event.senderFrame?.origin !== 'app://bundle') throw new Error('not allowed')
    return `Hello, ${name}!`
  })
  ipcMain.handle('echo', (_event, value) => value)
  ipcMain.handle('fail', () => {
    throw new RangeError('no such account')
  })
  await app.whenReady()
  session.defaultSession.setPermissionRequestHandler((_contents, _permission, callback) => callback(false))
  session.defaultSession.setPermissionCheckHandler(() => false)
  protocol.handle('app', answer)
  tray = new Tray(icon)
  tray.setToolTip('The stand-in app')
  tray.setContextMenu(
    Menu.buildFromTemplate([
      { id: 'open', label: 'Open', click: openWindow },
      { id: 'notify', label: 'Notify', click: notify },
      {
        id: 'count',
        label: 'Count',
        click: () => {
          count += 1
          window?.webContents.send('count', count, new Date(0))
        },
      },
      { type: 'separator' },
      { id: 'quit', role: 'quit' },
    ]),
  )
  tray.on('click', openWindow)
  powerMonitor.on('resume', notify)
} else app.quit()
