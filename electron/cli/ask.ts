import process from 'node:process'
import { addAbortSignal } from 'node:stream'
import type { CommandContext } from './context.ts'

/** What was typed; null where it was interrupted. */
type Answer<Value> = Promise<Value | null>

/** Questions go to stderr, so that stdout stays for results. */
function options({ signal }: CommandContext) {
  return { signal, input: process.stdin, output: process.stderr }
}

export function canAsk(): boolean {
  return process.stdin.isTTY && process.stderr.isTTY
}

export async function askText(
  message: string,
  initialValue: string | null,
  context: CommandContext,
): Answer<string> {
  const { isCancel, text } = await import('@clack/prompts')
  const initial = initialValue === null ? {} : { initialValue }
  const answer = await text({ message, ...initial, ...options(context) })
  return isCancel(answer) ? null : answer
}

/** Nothing of the password is shown but its length. */
export async function askPassword(message: string, context: CommandContext): Answer<string> {
  const { isCancel, password } = await import('@clack/prompts')
  const answer = await password({ message, ...options(context) })
  return isCancel(answer) ? null : answer
}

/** An explicit yes: no is what Enter alone gives. */
export async function askYes(message: string, context: CommandContext): Answer<boolean> {
  const { confirm, isCancel } = await import('@clack/prompts')
  const answer = await confirm({
    message,
    initialValue: false,
    active: context.t('cli.answer.yes'),
    inactive: context.t('cli.answer.no'),
    ...options(context),
  })
  return isCancel(answer) ? null : answer
}

const maxPasswordBytes = 64 * 1_024

/** All of stdin but one final line end; for `--password-stdin`. */
export async function readPasswordFromStdin({ signal }: CommandContext): Answer<string> {
  const chunks: Buffer[] = []
  let bytes = 0
  try {
    // Also where the signal came before: nothing else would end the wait for a pipe that stays open.
    for await (const chunk of addAbortSignal(signal, process.stdin) as AsyncIterable<Buffer>) {
      bytes += chunk.length
      if (bytes > maxPasswordBytes) break
      chunks.push(chunk)
    }
  } catch (error) {
    if (!signal.aborted) throw error
    return null
  }
  return Buffer.concat(chunks)
    .toString('utf8')
    .replace(/\r?\n$/, '')
}
