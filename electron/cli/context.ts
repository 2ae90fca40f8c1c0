import type { Services } from '../app/compose.ts'
import type { Translate } from '../text/translate.ts'
import type { Terminal } from './terminal.ts'

/** What every command works with. */
export type CommandContext = {
  services: Services
  t: Translate
  terminal: Terminal
  /** Aborted by Ctrl-C. */
  signal: AbortSignal
  quiet: boolean
  verbose: boolean
}
