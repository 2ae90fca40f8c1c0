import { homedir, tmpdir } from 'node:os'
import path from 'node:path'
import process from 'node:process'

/** Electron's folders on Linux, as app.getPath names them. */
export function defaultPath(name: string, appName: string, userDataSwitch: string): string {
  const home = homedir()
  const appData = process.env['XDG_CONFIG_HOME'] ?? path.join(home, '.config')
  const userData = userDataSwitch || path.join(appData, appName)
  switch (name) {
    case 'home':
      return home
    case 'appData':
      return appData
    case 'userData':
    case 'sessionData':
      return userData
    case 'logs':
      return path.join(userData, 'logs')
    case 'crashDumps':
      return path.join(userData, 'Crashpad')
    case 'temp':
      return tmpdir()
    case 'exe':
    case 'module':
      return process.execPath
    case 'desktop':
    case 'documents':
    case 'downloads':
    case 'music':
    case 'pictures':
    case 'videos':
      return path.join(home, `${name.charAt(0).toUpperCase()}${name.slice(1)}`)
    default:
      throw new Error(`Failed to get '${name}' path`)
  }
}
