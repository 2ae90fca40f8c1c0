import { describe, expect, it } from 'vitest'
import { settingsFolder } from '../../../electron/accounts/settings-folder.ts'

describe('settingsFolder', () => {
  it.each<[NodeJS.Platform, NodeJS.ProcessEnv, string, string]>([
    [
      'win32',
      { APPDATA: 'C:\\Users\\花子\\AppData\\Roaming' },
      'C:\\Users\\花子',
      'C:\\Users\\花子\\AppData\\Roaming\\Postern',
    ],
    [
      'win32',
      { APPDATA: '\\\\server\\profiles\\hanako' },
      'C:\\Users\\hanako',
      '\\\\server\\profiles\\hanako\\Postern',
    ],
    ['win32', {}, 'C:\\Users\\hanako', 'C:\\Users\\hanako\\AppData\\Roaming\\Postern'],
    ['win32', { APPDATA: '' }, 'C:\\Users\\hanako', 'C:\\Users\\hanako\\AppData\\Roaming\\Postern'],
    ['darwin', {}, '/Users/hanako', '/Users/hanako/Library/Application Support/Postern'],
    [
      'darwin',
      { XDG_CONFIG_HOME: '/elsewhere' },
      '/Users/hanako',
      '/Users/hanako/Library/Application Support/Postern',
    ],
    ['linux', {}, '/home/hanako', '/home/hanako/.config/postern'],
    ['linux', { XDG_CONFIG_HOME: '/home/hanako/settings' }, '/home/hanako', '/home/hanako/settings/postern'],
    ['linux', { XDG_CONFIG_HOME: '' }, '/home/hanako', '/home/hanako/.config/postern'],
    ['linux', { XDG_CONFIG_HOME: 'relative' }, '/home/hanako', '/home/hanako/.config/postern'],
    ['freebsd', {}, '/home/hanako', '/home/hanako/.config/postern'],
  ])('%s %j', (platform, env, home, expected) => {
    expect(settingsFolder(platform, env, home)).toBe(expected)
  })
})
