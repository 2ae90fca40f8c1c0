import { runCommand } from '../system/run-command.ts'

/** Whether a program keeps the screen awake, as talks, calls and films do. */
export async function isPresentingOnMacos(signal: AbortSignal): Promise<boolean> {
  return keepsScreenAwake(await runCommand('/usr/bin/pmset', ['-g', 'assertions'], signal))
}

/** The system-wide line of `pmset -g assertions` (pmset(1)); who asked for it is listed further down. */
export function keepsScreenAwake(output: string): boolean {
  return /^\s*PreventUserIdleDisplaySleep\s+1\s*$/m.test(output)
}
