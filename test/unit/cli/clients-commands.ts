import { runClients } from '../../../electron/cli/clients-command.ts'
import type { CommandContext } from '../../../electron/cli/context.ts'
import { runFix } from '../../../electron/cli/fix-command.ts'
import type { FixOptions } from '../../../electron/cli/program.ts'
import { createTerminal } from '../../../electron/cli/terminal.ts'
import { runUndo } from '../../../electron/cli/undo-command.ts'
import { createTranslator } from '../../../electron/text/translator.ts'
import {
  type ClientsWorld,
  type ClientsWorldOptions,
  createClientsWorld,
  references,
} from '../app/clients/clients-world.ts'

/** The commands over a world of their own, with what they print. */
export async function start(options: ClientsWorldOptions = {}, before?: ClientsWorld) {
  const world = before ?? (await createClientsWorld(options))
  const interrupt = new AbortController()
  const printed: string[] = []
  const complaints: string[] = []
  const context: CommandContext = {
    services: world.services,
    t: createTranslator('en'),
    terminal: {
      ...createTerminal({ quiet: true }),
      print: (line = '') => printed.push(line),
      complain: (line) => complaints.push(line),
      paint: (_, text) => text,
    },
    signal: interrupt.signal,
    quiet: false,
    verbose: false,
  }
  return {
    ...world,
    interrupt,
    printed,
    complaints,
    clients: (more: { json?: true } = {}) => runClients({ reference: references, ...more }, context),
    fix: (more: FixOptions = {}, client = 'thunderbird') =>
      runFix(client, { reference: references, ...more }, context),
    undo: (id?: string) => runUndo(id, context),
  }
}
