import { addAbortSignal } from 'node:stream'
import { text as contentOf } from 'node:stream/consumers'
import process from 'node:process'
import { explain } from '../app/explain.ts'
import type { Explanation } from '../contract/explain.ts'
import type { CommandContext } from './context.ts'
import { exitCodes } from './exit-codes.ts'
import type { ExplainOptions } from './program.ts'

/** `postern explain TEXT`: what an error means and what to do; `-` reads it from standard input. */
export async function runExplain(
  words: readonly string[],
  options: ExplainOptions,
  context: CommandContext,
): Promise<number> {
  const { signal, t, terminal } = context
  const typed = words.join(' ')
  const text = typed === '-' ? await readStdin(signal) : typed
  if (text === null) return exitCodes.interrupted
  const explanations = explain(text)
  if (options.json === true) terminal.print(JSON.stringify(explanations))
  else printExplanations(explanations, context)
  if (explanations.length > 0) return exitCodes.fine
  terminal.complain(t('explain.nothing'))
  return exitCodes.failed
}

function printExplanations(explanations: readonly Explanation[], context: CommandContext): void {
  for (const [index, explanation] of explanations.entries()) {
    if (index > 0) context.terminal.print()
    printExplanation(explanation, context)
  }
}

function printExplanation(
  { program, shown, meaning, source }: Explanation,
  { t, terminal, quiet }: CommandContext,
): void {
  const heading = t('explain.heading', { shown, program: t(`explain.program.${program}`) })
  terminal.print(terminal.paint('strong', heading))
  terminal.print(t(`explain.meaning.${meaning}`))
  terminal.print(t(`explain.next.${meaning}`))
  if (!quiet) terminal.print(terminal.paint('dim', t('explain.source', source)))
}

async function readStdin(signal: AbortSignal): Promise<string | null> {
  try {
    return await contentOf(addAbortSignal(signal, process.stdin))
  } catch (error) {
    if (signal.aborted) return null
    throw error
  }
}
