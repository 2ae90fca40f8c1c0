import { randomUUID } from 'node:crypto'
import { readFileSync } from 'node:fs'
import process from 'node:process'
import { pathToFileURL } from 'node:url'
import { pack, unpack } from '../ipc/clone.ts'
import { bridgeEnd } from './bridge.ts'
import { prepareMainWorld } from './main-world.ts'
import { runPreload } from './preload-world.ts'

/** Names that a preload's world and the main process agree on. */
export const preloadWorld = 'Electron Isolated Context'
export const binding = '__standIn'

/** The two scripts that a page gets before its own, in this order. */
export function pageScripts(preload: string): { mainWorld: string; preloadWorld: string } {
  // Nobody but these two scripts knows the event's name, and it is used up before the page's scripts run.
  const token = JSON.stringify(randomUUID())
  const processInfo = JSON.stringify({
    platform: process.platform,
    arch: process.arch,
    versions: process.versions,
    env: {},
    type: 'renderer',
    sandboxed: true,
    contextIsolated: true,
  })
  const source = readFileSync(preload, 'utf8')
  return {
    mainWorld: `(${String(prepareMainWorld)})(${token}, ${String(bridgeEnd)});`,
    preloadWorld: `(${String(runPreload)})(${token}, '${binding}', ${String(bridgeEnd)}, ${String(pack)}, ${String(unpack)}, ${processInfo}, function (require, module, exports, process, global) {
${source}
});
//# sourceURL=${pathToFileURL(preload).href}`,
  }
}
