import path from 'node:path'

/** The folder for Postern's settings, as each system wants it (Known Folders, Apple's guidelines, XDG Base Directory 0.8). */
export function settingsFolder(platform: NodeJS.Platform, env: NodeJS.ProcessEnv, home: string): string {
  switch (platform) {
    case 'win32': {
      const roaming = env['APPDATA']
      const known = roaming !== undefined && path.win32.isAbsolute(roaming)
      return path.win32.join(known ? roaming : path.win32.join(home, 'AppData', 'Roaming'), 'Postern')
    }
    case 'darwin':
      return path.posix.join(home, 'Library', 'Application Support', 'Postern')
    default: {
      const config = env['XDG_CONFIG_HOME']
      // "If an implementation encounters a relative path … it should consider the path invalid and ignore it."
      const known = config !== undefined && path.posix.isAbsolute(config)
      return path.posix.join(known ? config : path.posix.join(home, '.config'), 'postern')
    }
  }
}
