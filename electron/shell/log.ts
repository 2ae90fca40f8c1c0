import { homedir } from 'node:os'
import electronLog from 'electron-log/node'
import { redact } from './redact.ts'

export type Log = {
  info: (message: string) => void
  error: (what: string, error: unknown) => void
}

const mostBytes = 1_024 * 1_024

/** A file that a person can send on: what happened, without names. At 1 MB it becomes `postern.old.log` and begins anew. */
export function createLog(file: string, personal: () => readonly string[]): Log {
  const logger = electronLog.create({ logId: 'postern' })
  logger.transports.console.level = false
  Object.assign(logger.transports.file, {
    level: 'info',
    maxSize: mostBytes,
    format: '{iso} [{level}] {text}',
    resolvePathFn: () => file,
    writeOptions: { flag: 'a', mode: 0o600, encoding: 'utf8' },
  })
  const clean = (text: string) => redact(text.replaceAll(homedir(), '~'), personal())
  return {
    info: (message) => logger.info(clean(message)),
    error: (what, error) => logger.error(clean(`${what}: ${described(error)}`)),
  }
}

/** Where it came from, and no more: errors of libraries carry along what they were given. */
function described(error: unknown): string {
  if (!(error instanceof Error)) return typeof error === 'string' ? error : typeof error
  const own = error.stack ?? `${error.name}: ${error.message}`
  return error.cause === undefined ? own : `${own}\ncaused by ${described(error.cause)}`
}
