import { execFile } from 'node:child_process'
import os from 'node:os'
import path from 'node:path'
import process from 'node:process'
import type { Clock } from '../../net/clock.ts'
import type { ProgramUse } from '../change-file.ts'

const pollMs = 500

/** What `tasklist /fo csv /nh` prints; of one person's processes alone, or of everybody's; '' where it fails. */
export type ListProcesses = (user: string | null) => Promise<string>

/**
 * Whether this person has a classic Outlook running: it writes its accounts again when it ends. Another one who is
 * signed in to this computer has a registry of their own. Not verified on Windows.
 */
export async function outlookUse(
  list: ListProcesses = windowsProcesses,
  self: { pid: number; user: string } = { pid: process.pid, user: os.userInfo().username },
): Promise<ProgramUse> {
  const all = processesIn(await list(null))
  if (all.length === 0) return 'unknown'
  if (!all.some(isOutlook)) return 'closed'
  const own = processesIn(await list(self.user))
  // Without this very process in it, the list is not what was asked for.
  const isOwn = own.some(({ pid }) => pid === self.pid)
  return isOwn && !own.some(isOutlook) ? 'closed' : 'running'
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

type Process = { name: string; pid: number }

/** Each line begins with the program's file and the number of the process; what else is printed is in words. */
function processesIn(list: string): Process[] {
  return [...list.matchAll(/^"([^"]+)","(\d+)",/gm)].map(([, name = '', pid]) => ({ name, pid: Number(pid) }))
}

/** The new Outlook is olk.exe, and has no part in these accounts. */
function isOutlook({ name }: Process): boolean {
  return name.toLowerCase() === 'outlook.exe'
}

/** Its letters outside ASCII are the console's; the names that count have none. */
const windowsProcesses: ListProcesses = (user) =>
  new Promise((resolve) => {
    const program = path.win32.join(process.env['SystemRoot'] ?? 'C:\\Windows', 'System32', 'tasklist.exe')
    const args = ['/fo', 'csv', '/nh', ...(user === null ? [] : ['/fi', `USERNAME eq ${user}`])]
    const options = { timeout: 10_000, windowsHide: true, maxBuffer: 8 * 1024 * 1024 } as const
    execFile(program, args, options, (error, stdout) => resolve(error === null ? stdout : ''))
  })
