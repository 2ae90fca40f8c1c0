import { madeChanges, profileOf, undo } from '../app/clients/changes.ts'
import { clientFailureText } from '../text/client-failure-text.ts'
import { printChanges, printKept } from './clients-view.ts'
import type { CommandContext } from './context.ts'
import { exitCodes } from './exit-codes.ts'
import { localTime } from './local-time.ts'
import { recoverFromTerminal } from './look-at-clients.ts'

/** `postern undo [ID]`: takes a change of a mail program's settings back; without a number it lists them. */
export async function runUndo(input: string | undefined, context: CommandContext): Promise<number> {
  const { services, signal, t, terminal } = context
  if (input !== undefined && !/^[1-9]\d{0,8}$/.test(input)) {
    terminal.complain(t('cli.error.not-a-change', { input }))
    return exitCodes.usage
  }
  await recoverFromTerminal(context)
  if (input === undefined) return list(context)
  const id = Number(input)
  const listed = await madeChanges(services)
  if (!listed.ok) {
    terminal.complain(clientFailureText(t, listed.error))
    return exitCodes.failed
  }
  const change = listed.value.find((one) => one.id === id)
  const client = change === undefined ? '' : t(`client.name.${change.client}`)
  const undone = await undo(id, services, {
    signal,
    onWaiting: () => terminal.complain(t('cli.fix.waiting', { client })),
    onWriting: () => undefined,
  })
  if (undone === null) {
    terminal.complain(t('cli.fix.not-changed', { client }))
    return exitCodes.interrupted
  }
  if (!undone.ok) {
    const { kind } = undone.error
    terminal.complain(clientFailureText(t, undone.error))
    return kind === 'no-such-change' || kind === 'already-undone' ? exitCodes.usage : exitCodes.failed
  }
  const { restored, kept } = undone.value
  printChanges(restored, context)
  printKept(kept, context)
  terminal.print(
    terminal.paint('good', t(restored.length === 0 ? 'cli.undo.nothing' : 'cli.undo.done', { id })),
  )
  return exitCodes.fine
}

async function list(context: CommandContext): Promise<number> {
  const { services, t, terminal } = context
  const listed = await madeChanges(services)
  if (!listed.ok) {
    terminal.complain(clientFailureText(t, listed.error))
    return exitCodes.failed
  }
  const changes = listed.value
  if (changes.length === 0) {
    terminal.print(t('cli.undo.none'))
    return exitCodes.fine
  }
  for (const { id, at, client, file, changes: settings, undoneBy } of changes) {
    const head = `${id}  ${localTime(Date.parse(at))}  ${t(`client.name.${client}`)}`
    const state = undoneBy === null ? '' : `  (${t('cli.undo.is-undone')})`
    terminal.print(
      `${terminal.paint('strong', head)}  ${terminal.paint('dim', profileOf({ client, file }))}${state}`,
    )
    printChanges(settings, context)
  }
  terminal.print()
  terminal.print(t('cli.undo.how'))
  return exitCodes.fine
}
