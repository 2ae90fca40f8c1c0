import process from 'node:process'
import type { Log } from './log.ts'

/** An error that nobody expected is logged and told once; the tray goes on. Gives what else may report one. */
export function catchBugs(log: Log, tell: () => void): (error: unknown, where?: string) => void {
  let telling = false
  const onBug = (error: unknown, where = 'Unexpected') => {
    log.error(where, error)
    // Telling may be what fails.
    if (telling) return
    telling = true
    try {
      tell()
    } catch (failure) {
      log.error('Telling of it', failure)
    } finally {
      telling = false
    }
  }
  process.on('uncaughtException', (error) => onBug(error))
  process.on('unhandledRejection', (reason) => onBug(reason))
  return onBug
}
