import { execFile } from 'node:child_process'
import path from 'node:path'
import process from 'node:process'
import type { Clock } from '../../net/clock.ts'
import type { ProgramUse } from '../change-file.ts'

const pollMs = 500

/** Whether a classic Outlook runs: it writes its accounts again when it ends. Not verified on Windows. */
export async function outlookUse(list: () => Promise<string> = windowsProcesses): Promise<ProgramUse> {
  return useFrom(await list())
}

/** Waits while Outlook runs, if that can be told. False when the signal came first. */
export async function waitUntilOutlookCloses(
  use: () => Promise<ProgramUse>,
  clock: Clock,
  signal: AbortSignal,
): Promise<boolean> {
  while (!signal.aborted) {
    if ((await use()) !== 'running') return true
    await clock.wait(pollMs, signal)
  }
  return false
}

/**
 * From `tasklist /fo csv /nh`, which begins each line with the program's file. The new Outlook is olk.exe, and has no
 * part in these accounts. A list of no processes at all is none.
 */
function useFrom(list: string): ProgramUse {
  const names = [...list.matchAll(/^"([^"]+)",/gm)].map(([, name]) => name?.toLowerCase())
  if (names.includes('outlook.exe')) return 'running'
  return names.length > 0 ? 'closed' : 'unknown'
}

/** Its letters outside ASCII are the console's; the names that count have none. */
function windowsProcesses(): Promise<string> {
  return new Promise((resolve) => {
    const program = path.win32.join(process.env['SystemRoot'] ?? 'C:\\Windows', 'System32', 'tasklist.exe')
    const options = { timeout: 10_000, windowsHide: true, maxBuffer: 8 * 1024 * 1024 } as const
    execFile(program, ['/fo', 'csv', '/nh'], options, (error, stdout) =>
      resolve(error === null ? stdout : ''),
    )
  })
}
