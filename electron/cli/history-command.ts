import type { HistoryEntry } from '../contract/history.ts'
import { failureText } from '../text/failure-text.ts'
import { outbound25Key } from '../text/verdict.ts'
import type { CommandContext } from './context.ts'
import { exitCodes } from './exit-codes.ts'
import { exitCodeOfFailure } from './failure-exit.ts'
import { localTime } from './local-time.ts'
import type { HistoryOptions } from './program.ts'

const dayMs = 86_400_000
const usualDays = 14
/** History is kept no longer. */
const mostDays = 90
/** Enough of a network's id to tell a person's networks apart. */
const shownIdLength = 8

/** `postern history`: the checks of the last days, oldest first; networks by the names that the person gave them. */
export async function runHistory(
  options: HistoryOptions,
  { services, t, terminal }: CommandContext,
): Promise<number> {
  const days = options.days === undefined ? usualDays : Number(options.days)
  if (!Number.isInteger(days) || days < 1 || days > mostDays) {
    terminal.complain(t('cli.error.not-days', { input: options.days ?? '', most: mostDays }))
    return exitCodes.usage
  }
  const read = await services.history.read({ since: new Date(services.wallClock() - days * dayMs) })
  if (!read.ok) {
    terminal.complain(failureText(t, read.error))
    return exitCodeOfFailure(read.error)
  }
  if (options.json === true) {
    terminal.print(JSON.stringify(read.value))
    return exitCodes.fine
  }
  const known = await services.networks.read()
  const nameOf = (id: string) => (known.ok ? known.value[id]?.name : null) ?? id.slice(0, shownIdLength)
  if (read.value.length === 0) terminal.print(t('cli.history.none', { days }))
  for (const entry of read.value) printEntry(entry, nameOf, { t, terminal })
  return exitCodes.fine
}

function printEntry(
  { at, networkId, outbound25, servers }: HistoryEntry,
  nameOf: (networkId: string) => string,
  { t, terminal }: Pick<CommandContext, 't' | 'terminal'>,
): void {
  const network = t('cli.watch.network', {
    network: networkId === null ? t('cli.value.unknown') : nameOf(networkId),
  })
  const when = terminal.paint('dim', `${localTime(Date.parse(at))}  ${network}`)
  terminal.print(`${when}  ${t(outbound25Key(outbound25))}`)
  for (const { host, verdict, port } of servers) {
    const server = port === null ? host : `${host}:${port}`
    terminal.print(`  ${server}  ${t(`submission.${verdict}`)}`)
  }
}
