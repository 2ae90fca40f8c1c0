import process from 'node:process'
import { createInterface } from 'node:readline'
import { compose } from '../../electron/app/compose.ts'
import { createActions } from '../../electron/cli/actions.ts'
import { createProgram } from '../../electron/cli/program.ts'
import { createTerminal } from '../../electron/cli/terminal.ts'
import type { Clock } from '../../electron/net/clock.ts'
import { createTranslator } from '../../electron/text/translator.ts'

/**
 * The command with a clock that the test can move on: `advance MILLISECONDS` on standard input. Everything else is
 * real, and time passes by itself too.
 */
let ahead = 0
const waiters = new Set<{ at: number; wake: () => void }>()
const clock: Clock = {
  now: () => performance.now() + ahead,
  wait: (ms, signal) =>
    new Promise((resolve) => {
      const wake = () => {
        clearTimeout(timer)
        waiters.delete(waiter)
        signal?.removeEventListener('abort', wake)
        resolve()
      }
      const timer = setTimeout(wake, ms)
      const waiter = { at: clock.now() + ms, wake }
      waiters.add(waiter)
      signal?.addEventListener('abort', wake)
      if (signal?.aborted) wake()
    }),
}

const interrupt = new AbortController()
process.on('SIGINT', () => interrupt.abort())
const input = createInterface({ input: process.stdin })
input.on('line', (line) => {
  ahead += Number(/^advance (\d+)$/.exec(line)?.[1])
  for (const { at, wake } of [...waiters]) if (at <= clock.now()) wake()
})

const services = compose({
  clock,
  wallClock: () => Date.now() + ahead,
  onSettingsMoved: (file) => process.stderr.write(`settings moved: ${file}\n`),
})
const t = createTranslator('en')
const actions = createActions({
  services,
  t,
  terminal: createTerminal({ quiet: true }),
  signal: interrupt.signal,
  quiet: true,
  verbose: false,
})
const program = createProgram(t, 'test', actions, (code) => {
  process.exitCode = code
})
await program.parseAsync(process.argv.slice(2), { from: 'user' })
input.close()
