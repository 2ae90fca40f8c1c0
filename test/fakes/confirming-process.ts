import { type ChildProcess, spawn } from 'node:child_process'
import { once } from 'node:events'
import { createInterface } from 'node:readline'
import { fileURLToPath } from 'node:url'

/** A process that prints a line for each thing it has done. */
export type ConfirmingProcess = {
  child: ChildProcess
  lines: string[]
  ended: Promise<unknown>
  /** Resolves when that many are confirmed. */
  confirmed: (count: number) => Promise<void>
}

/** Starts such a script; its first line, `ready`, confirms nothing. */
export function startConfirming(script: URL, args: readonly string[]): ConfirmingProcess {
  const child = spawn(process.execPath, [fileURLToPath(script), ...args], {
    stdio: ['ignore', 'pipe', 'inherit'],
  })
  const lines: string[] = []
  const reader = createInterface({ input: child.stdout })
  reader.on('line', (line) => line === 'ready' || lines.push(line))
  const ended = Promise.all([once(child, 'exit'), once(reader, 'close')])
  const confirmed = async (wanted: number) => {
    while (lines.length < wanted) await once(reader, 'line')
  }
  return { child, lines, ended, confirmed }
}
