import { type Sighting, watch, watchEvent } from '../app/watch.ts'
import { listAccounts } from '../app/manage-accounts.ts'
import type { CheckReport } from '../contract/check.ts'
import type { NetworkIdentity } from '../contract/network.ts'
import { failureText } from '../text/failure-text.ts'
import type { Translate } from '../text/translate.ts'
import { verdictKey } from '../text/verdict.ts'
import { parseCheckOptions } from './check-options.ts'
import { styleOf } from './check-view.ts'
import type { CommandContext } from './context.ts'
import { exitCodes } from './exit-codes.ts'
import { exitCodeOfFailure } from './failure-exit.ts'
import { localTime } from './local-time.ts'
import type { WatchOptions } from './program.ts'

/** `postern watch`: a line for each change of the network or of its verdict, until Ctrl-C. */
export async function runWatch(options: WatchOptions, context: CommandContext): Promise<number> {
  const { services, signal, t, terminal } = context
  const request = parseCheckOptions(options, context)
  if (request === null) return exitCodes.usage
  // Said once, at the start; later, the accounts of the last good look are used.
  const listed = await listAccounts(services)
  if (!listed.ok) {
    terminal.complain(failureText(t, listed.error))
    return exitCodeOfFailure(listed.error)
  }
  await watch(request, services, t, signal, {
    onChecking: () => terminal.progress(t('cli.progress.checking-network')),
    onSighting: (sighting) => {
      if (options.json === true) terminal.print(JSON.stringify(watchEvent(sighting)))
      else printSighting(sighting, context)
      terminal.progress(t('cli.progress.watching'))
    },
  })
  terminal.endProgress()
  return exitCodes.interrupted
}

function printSighting(
  { at, network, checked }: Sighting,
  { t, terminal }: Pick<CommandContext, 't' | 'terminal'>,
): void {
  const time = terminal.paint('dim', localTime(at))
  if (checked === null) {
    terminal.print(`${time}  ${terminal.paint('bad', t('outbound25.offline'))}`)
    return
  }
  const [first, ...others] = checked.reports
  const where = t('cli.watch.network', { network: networkText(network, t) })
  const when = checked.at < at ? `  ${t('cli.watch.checked-at', { time: localTime(checked.at) })}` : ''
  if (others.length === 0) {
    terminal.print(`${time}  ${where}  ${verdict(first, t, terminal)}${when}`)
    return
  }
  terminal.print(`${time}  ${where}${when}`)
  for (const report of checked.reports) {
    const host = report.server?.host ?? ''
    terminal.print(`  ${terminal.paint('strong', host)}  ${verdict(report, t, terminal)}`)
  }
}

function verdict(report: CheckReport, t: Translate, terminal: CommandContext['terminal']): string {
  const { key, params } = verdictKey(report)
  return terminal.paint(styleOf(report), t(key, params))
}

/** "192.168.1.1 (Wi-Fi)", or what kind it is where there is no gateway. */
function networkText({ gateway, kind, interface: name }: NetworkIdentity, t: Translate): string {
  const kindText = kind === null || kind === 'other' ? (name ?? '') : t(`cli.network.${kind}`)
  return gateway === null ? kindText : `${gateway} (${kindText})`
}
