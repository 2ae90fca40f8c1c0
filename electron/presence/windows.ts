import path from 'node:path'
import process from 'node:process'
import { runCommand } from '../system/run-command.ts'

/** SHQueryUserNotificationState of shellapi.h: what Windows itself asks before it shows a notification. */
const script = `
$ErrorActionPreference = 'Stop'
$shell = Add-Type -Name Shell -Namespace Postern -PassThru -MemberDefinition '[DllImport("shell32.dll")] public static extern int SHQueryUserNotificationState(out int state);'
$state = 0
if ($shell::SHQueryUserNotificationState([ref]$state) -eq 0) { $state }
`

/** Whether a talk, a game or another full-screen program has the screen, or nobody is at it. */
export async function isPresentingOnWindows(signal: AbortSignal): Promise<boolean> {
  const system = process.env['SystemRoot'] ?? 'C:\\Windows'
  const powershell = path.win32.join(system, 'System32', 'WindowsPowerShell', 'v1.0', 'powershell.exe')
  const args = ['-NoLogo', '-NoProfile', '-NonInteractive', '-Command', script]
  return isOccupied(await runCommand(powershell, args, signal))
}

/** QUERY_USER_NOTIFICATION_STATE: 1 nobody is there, 2 busy, 3 a game, 4 a talk; 5 to 7 take notifications. */
export function isOccupied(output: string): boolean {
  return /^\s*[1-4]\s*$/.test(output)
}
