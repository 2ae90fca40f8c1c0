import { execFile } from 'node:child_process'
import process from 'node:process'

const limitMs = 3_000
const mostBytes = 256 * 1_024

/**
 * The output of a program of the system, named by its whole path and run without a shell; empty when it is missing,
 * fails, says more than 256 KiB, takes longer than 3 s or is aborted.
 */
export function runCommand(program: string, args: readonly string[], signal: AbortSignal): Promise<string> {
  return new Promise((resolve) => {
    const options = {
      signal,
      timeout: limitMs,
      killSignal: 'SIGKILL',
      maxBuffer: mostBytes,
      windowsHide: true,
      env: { ...process.env, LC_ALL: 'C' },
    } as const
    execFile(program, args, options, (error, stdout) => resolve(error === null ? stdout : ''))
  })
}
