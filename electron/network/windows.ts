import path from 'node:path'
import process from 'node:process'
import type { ReadLink } from './link.ts'
import { runCommand } from '../system/run-command.ts'
import { windowsLink, windowsScript } from './windows-output.ts'

export const readWindowsLink: ReadLink = async (name, family, signal) => {
  // By its whole path: Windows would look into the current folder first.
  const system = process.env['SystemRoot'] ?? 'C:\\Windows'
  const powershell = path.win32.join(system, 'System32', 'WindowsPowerShell', 'v1.0', 'powershell.exe')
  const args = ['-NoLogo', '-NoProfile', '-NonInteractive', '-Command', windowsScript]
  return windowsLink(await runCommand(powershell, args, signal), name, family)
}
