import process from 'node:process'
import { isPresentingOnLinux } from './linux.ts'
import { isPresentingOnMacos } from './macos.ts'
import { isPresentingOnWindows } from './windows.ts'

/** Whether the screen is not the person's alone now: a talk, a film, a game. Where that cannot be told, it is. */
export function isPresenting(signal: AbortSignal): Promise<boolean> {
  switch (process.platform) {
    case 'win32':
      return isPresentingOnWindows(signal)
    case 'darwin':
      return isPresentingOnMacos(signal)
    default:
      return isPresentingOnLinux(process.env, signal)
  }
}
