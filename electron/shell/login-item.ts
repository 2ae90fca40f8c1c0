import { existsSync, mkdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs'
import path from 'node:path'
import type { App } from 'electron'
import { desktopEntry, isEntryOn, programOf } from './desktop-entry.ts'

export type LoginItem = { read: () => boolean | null; set: (on: boolean) => void }

/** Said by the system when it starts the program at login: no window is opened then. */
export const hiddenArgument = '--hidden'

export type LoginItemSystem = {
  platform: NodeJS.Platform
  env: NodeJS.ProcessEnv
  home: string
  /** The program and its arguments. */
  command: readonly [string, ...string[]]
  app: Pick<App, 'getLoginItemSettings' | 'setLoginItemSettings' | 'getName'>
}

/** Start at login, as each system keeps it. What cannot be written throws. */
export function createLoginItem({ platform, env, home, command, app }: LoginItemSystem): LoginItem {
  const [program, ...given] = command
  const args = [...given, hiddenArgument]
  switch (platform) {
    case 'win32':
      return {
        read: () => app.getLoginItemSettings({ path: program, args }).openAtLogin,
        set: (openAtLogin) => app.setLoginItemSettings({ openAtLogin, path: program, args }),
      }
    case 'darwin':
      return {
        read: () => app.getLoginItemSettings().openAtLogin,
        set: (openAtLogin) => app.setLoginItemSettings({ openAtLogin }),
      }
    default:
      return xdgAutostart(autostartFile(env, home), desktopEntry(app.getName(), [program, ...args]))
  }
}

/** Autostart 0.5: `$XDG_CONFIG_HOME/autostart`, and a relative path there is as good as none. */
function autostartFile(env: NodeJS.ProcessEnv, home: string): string {
  const config = env['XDG_CONFIG_HOME']
  const folder = config !== undefined && path.isAbsolute(config) ? config : path.join(home, '.config')
  return path.join(folder, 'autostart', 'postern.desktop')
}

function xdgAutostart(file: string, entry: string): LoginItem {
  return {
    read: () => {
      try {
        const text = readFileSync(file, 'utf8')
        if (!isEntryOn(text)) return false
        const program = programOf(text)
        // With its version, an AppImage changes its name. A name without a path is a person's own, and found in PATH.
        if (program !== null && path.isAbsolute(program) && !existsSync(program)) writeFileSync(file, entry)
        return true
      } catch {
        return false
      }
    },
    set: (on) => {
      if (!on) {
        rmSync(file, { force: true })
        return
      }
      mkdirSync(path.dirname(file), { recursive: true, mode: 0o700 })
      writeFileSync(file, entry)
    },
  }
}
