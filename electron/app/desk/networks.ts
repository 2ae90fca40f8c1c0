import type { HistoryEntry } from '../../contract/history.ts'
import type { NetworkIdentity } from '../../contract/network.ts'
import type { SettingsFailure } from '../../contract/failures.ts'
import type { Result } from '../../contract/result.ts'
import type { HistoryDays, KnownNetworks } from '../../contract/timeline.ts'
import { type Handlers, notNow } from '../../ipc/serve.ts'
import { historyCsv } from '../../state/history-csv.ts'
import { historyView } from '../../state/timeline.ts'
import { failureSentence } from '../../text/failure-text.ts'
import type { MessageKey } from '../../text/message-key.ts'
import type { DeskContext } from './context.ts'

type NetworksHandlers = Pick<Handlers, 'history.read' | 'history.export' | 'network.rename'>

export type Networks = {
  handlers: NetworksHandlers
  /** This computer has come to a network: what there is to call it by is kept. */
  arrivedAt: (network: NetworkIdentity) => void
}

/** History is kept no longer, and a network's name as long as its history. */
const keptDays = 90
const dayMs = 86_400_000

/** Where this computer has been, and what it was to mail. */
export function createNetworks(context: DeskContext): Networks {
  const { services, desktop, store, t, background } = context
  let exporting = false

  const orTell = <Value>(result: Result<Value, SettingsFailure>, otherwise: Value): Value => {
    if (result.ok) return result.value
    store.change(() => ({ problem: failureSentence(result.error) }))
    return otherwise
  }

  const readHistory = () =>
    services.history.read({ since: new Date(services.wallClock() - keptDays * dayMs) })

  const read = async (): Promise<{ entries: HistoryEntry[]; known: KnownNetworks }> => {
    const [entries, known] = await Promise.all([readHistory(), services.networks.read()])
    return { entries: orTell(entries, []), known: orTell(known, {}) }
  }

  const viewOf = (entries: readonly HistoryEntry[], known: KnownNetworks, days: HistoryDays) => {
    const { network, preferences } = store.current()
    return historyView({
      entries,
      known,
      days,
      now: services.wallClock(),
      timeZone: timeZone(),
      checkEveryMs: preferences.checkEveryMinutes * 60_000,
      network,
    })
  }

  const exportAll = async () => {
    const { entries, known } = await read()
    const names = new Map(
      viewOf(entries, known, keptDays).networks.map(({ id, name, usualName: { key, params } }) => [
        id,
        name ?? t()(key as MessageKey, params),
      ]),
    )
    const day = new Date(services.wallClock()).toISOString().slice(0, 10)
    const csv = historyCsv(entries, (id) => names.get(id) ?? '', timeZone())
    await desktop.saveFile(`postern-history-${day}.csv`, csv)
  }

  const showName = (id: string, known: KnownNetworks) =>
    store.change(({ network, networkName }) => {
      const name = known[id]?.name ?? null
      return network?.id === id && name !== networkName ? { networkName: name } : null
    })

  const note = async (id: string, gateway: string | null) => {
    const known = orTell(await services.networks.read(), {})
    showName(id, known)
    const before = known[id]
    const suffix = services.suffixOf(id) ?? before?.suffix ?? null
    if (before?.gateway === gateway && before.suffix === suffix) return
    const history = before === undefined ? await readHistory() : null
    const seen = history?.ok === true ? new Set(history.value.map(({ networkId }) => networkId)) : null
    // What cannot be written is only a network without a better name than its number.
    await services.networks.update((all) => ({
      ...Object.fromEntries(Object.entries(all).filter(([other]) => seen?.has(other) !== false)),
      [id]: { name: all[id]?.name ?? null, suffix, gateway },
    }))
  }

  return {
    arrivedAt: ({ id, gateway }) => {
      store.change(({ networkName }) => (networkName === null ? null : { networkName: null }))
      if (id !== null) background(note(id, gateway))
    },
    handlers: {
      'history.read': async ({ days }) => {
        const { entries, known } = await read()
        return viewOf(entries, known, days)
      },
      'history.export': () => {
        if (exporting) return notNow
        exporting = true
        background(exportAll().finally(() => (exporting = false)))
        return undefined
      },
      'network.rename': async ({ id, name }) => {
        const { entries, known } = await read()
        if (known[id] === undefined && !entries.some(({ networkId }) => networkId === id)) return notNow
        const saved = await services.networks.update((all) => ({
          ...all,
          [id]: { ...(all[id] ?? { suffix: null, gateway: null }), name },
        }))
        showName(id, orTell(saved, known))
        return undefined
      },
    },
  }
}

function timeZone(): string {
  return Intl.DateTimeFormat().resolvedOptions().timeZone
}
