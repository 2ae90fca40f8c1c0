import { execFile, spawnSync } from 'node:child_process'
import { homedir } from 'node:os'
import path from 'node:path'
import process from 'node:process'
import { promisify } from 'node:util'
import { describe, expect, onTestFinished, test } from 'vitest'
import { settingsFolder } from '../../electron/accounts/settings-folder.ts'
import { dial } from '../../electron/net/dial.ts'
import { only } from './only-on.ts'

/** What the system itself says. */
const folders: Partial<Record<NodeJS.Platform, [string, ...string[]]>> = {
  win32: [
    'powershell.exe',
    '-NoProfile',
    '-Command',
    "[Console]::OutputEncoding = [Text.Encoding]::UTF8; [Environment]::GetFolderPath('ApplicationData')",
  ],
  darwin: ['osascript', '-e', 'POSIX path of (path to application support from user domain)'],
}
const folder = folders[process.platform]

test.skipIf(folder === undefined)(
  'settings are where this system keeps them (skipped on Linux, whose rules are variables)',
  { timeout: 30_000 },
  async () => {
    const [program = '', ...args] = folder ?? []
    const { stdout } = await promisify(execFile)(program, args)
    const own = settingsFolder(process.platform, process.env, homedir())
    expect(own).toBe(path.join(stdout.trim(), 'Postern'))
  },
)

const [notWindows, onWindows] = only('win32', 'the firewall of Windows')
describe.skipIf(notWindows)(onWindows, () => {
  test('makes a connection unreachable when it forbids it', { timeout: 60_000 }, async () => {
    const name = `Postern test ${process.pid}`
    const rule = (...words: string[]) => spawnSync('netsh', ['advfirewall', 'firewall', ...words]).status
    const what = ['dir=out', 'action=block', 'protocol=TCP', 'remoteip=192.0.2.1', 'remoteport=25']
    expect(rule('add', 'rule', `name=${name}`, ...what)).toBe(0)
    onTestFinished(() => expect(rule('delete', 'rule', `name=${name}`)).toBe(0))
    const to = { address: '192.0.2.1', family: 4, port: 25 } as const
    const result = await dial(to, AbortSignal.timeout(30_000))
    expect(result).toMatchObject({ kind: 'unreachable', code: 'EACCES' })
  })
})
