import { existsSync, readFileSync, statSync } from 'node:fs'
import { createRequire } from 'node:module'
import path from 'node:path'
import process from 'node:process'
import { setTimeout as wait } from 'node:timers/promises'
import { pathToFileURL } from 'node:url'
import { readArguments } from './arguments.ts'
import { startChromium } from './chromium/start-chromium.ts'
import { app } from './process/app.ts'
import { connectTargets } from './window/targets.ts'

/** What Electron does from the start of its process to the app's `ready`. */

type Manifest = { name?: string; productName?: string; version?: string; main?: string }

const require = createRequire(import.meta.url)
const { version: electronVersion } = require('electron/package.json') as { version: string }

function setVersion(name: string, value: string): void {
  Object.defineProperty(process.versions, name, { value, enumerable: true, configurable: true })
}

setVersion('electron', electronVersion)
setVersion('chrome', '')
Object.assign(process, {
  type: 'browser',
  defaultApp: true,
  resourcesPath: path.join(import.meta.dirname, 'resources'),
})
// As the app knows it: the executable, then the arguments.
process.execPath = path.join(import.meta.dirname, 'electron')
process.argv.splice(0, 2, process.execPath)
const { modules, target, debuggingPort } = readArguments(process.argv.slice(1))

const entry = path.resolve(target)
const isFolder = statSync(entry).isDirectory()
const appPath = isFolder ? entry : path.dirname(entry)
const manifestFile = path.join(appPath, 'package.json')
const manifest = existsSync(manifestFile) ? (JSON.parse(readFileSync(manifestFile, 'utf8')) as Manifest) : {}
const main = isFolder ? path.join(entry, manifest.main ?? 'index.js') : entry

app.prepare(appPath, manifest)
process.on('uncaughtException', (error) => {
  // Electron shows a dialog and goes on; an app's own listener comes instead of it.
  if (process.listenerCount('uncaughtException') > 1) return
  console.error('A JavaScript error occurred in the main process', error)
  process.exit(1)
})
process.on('unhandledRejection', (reason) => {
  if (process.listenerCount('unhandledRejection') > 1) return
  console.error('(unhandled rejection)', reason)
})
for (const signal of ['SIGINT', 'SIGTERM', 'SIGHUP'] as const) process.on(signal, () => app.quit())

for (const module of modules) createRequire(main)(path.resolve(module))
// `ready` comes when the main script has run; one that waits for it at its top level must not hold it up.
const loaded = import(pathToFileURL(main).href) as Promise<unknown>
await Promise.race([loaded, wait(500)])

const chromium = await startChromium({
  userData: app.getPath('userData'),
  switches: new Map([
    ...app.commandLine.appended,
    ...['force-device-scale-factor', 'lang']
      .filter((name) => app.commandLine.hasSwitch(name))
      .map((name) => [name, app.commandLine.getSwitchValue(name)] as const),
  ]),
  debuggingPort,
})
setVersion('chrome', chromium.version)
await connectTargets(chromium.connection)
app.becomeReady(() => chromium.stop())
await loaded
