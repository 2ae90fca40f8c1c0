import { errnoOf } from './errno.ts'

/** Whether there is a process with this number, whoever’s it is. */
export function isRunning(pid: number): boolean {
  try {
    process.kill(pid, 0)
    return true
  } catch (error) {
    // EPERM: it runs, as another user.
    return errnoOf(error) !== 'ESRCH'
  }
}
