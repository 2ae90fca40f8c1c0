import type { Account } from '../../contract/account.ts'
import type { CheckReport } from '../../contract/check.ts'
import type { ClientFailure } from '../../contract/client-failures.ts'
import type { OtherOutlook } from '../../contract/clients.ts'
import { clientFailureSentence } from '../../text/client-failure-text.ts'
import { plainRequest } from '../check.ts'
import type { MadeChange } from '../../clients/journal.ts'
import { findOtherOutlooks } from '../../clients/outlook/other-outlooks.ts'
import { madeChanges, profileOf, recover } from '../clients/changes.ts'
import { lookUpAddresses, testServers } from '../clients/evidence.ts'
import { unusedProgram } from '../clients/first-profile.ts'
import { hostsIn } from '../clients/look.ts'
import type { ReadClient } from '../clients/program.ts'
import { createFingerprint, readClients } from '../clients/read-clients.ts'
import { type Answer, type ChangesDesk, createChangesDesk } from './clients-changes.ts'
import {
  type ClientsModel,
  keyOf,
  profileStates,
  type ServerId,
  serversToTest,
  type Work,
} from './clients-model.ts'
import type { DeskContext } from './context.ts'

export type ClientsDesk = Omit<ChangesDesk, 'stopRepair' | 'stopWaiting'> & {
  /** Reads everything again, with what is known of this network. */
  look: () => Promise<void>
  /** The same because the person wants it: who is in need is tested once more. */
  lookAgain: () => void
  /** What was found out from another network says nothing here. */
  networkChanged: () => Promise<void>
  watch: (inView: boolean) => void
  /** Ends the test of a repair, or the waiting for the program to be closed. */
  stop: (id: ServerId) => Answer
}

/** While they are in view, the programs' settings are looked at this often. */
const lookEveryMs = 2_000

/** Half a change is there until the program is closed. */
const waitingKey = 'ui.clients.recovered.waiting'

/** The mail programs behind the window. */
export function createClientsDesk(context: DeskContext): ClientsDesk {
  const { services, store, t, quit, background } = context
  const { clock } = services.network
  const isOver = () => quit.aborted
  const now = () => new Date(services.wallClock()).toISOString()
  const works = new Map<string, Work>()
  /** Tests that the person has ended are not begun again by themselves. */
  const declined = new Set<string>()
  let addresses: ClientsModel['evidence']['addresses'] = new Map()
  let read: Awaited<ReturnType<typeof readClients>> = { clients: [], problems: [] }
  /** Installed, and never started. */
  let unused: string | null = null
  let others: OtherOutlook[] = []
  let accounts: readonly Account[] = []
  let changes: readonly MadeChange[] = []
  let reports: readonly CheckReport[] = []
  /** Counts the networks: what was begun on an earlier one is not kept. */
  let networks = 0
  /** Nothing half done is left in the journal. */
  let isSettled = false
  let testing: AbortController | null = null
  let watching: AbortController | null = null
  const fingerprint = createFingerprint(services)
  /** Of all programs, just before they were read. */
  let lastSeen = ''
  /** The look that is under way, and how often one was asked for. */
  let looking: Promise<void> | null = null
  let wishes = 0
  const byHand: ClientsModel['byHand'] = new Map()

  const model = (): ClientsModel => {
    const state = store.current()
    // What was found on an earlier visit proves nothing now.
    const checked = state.remembered ? null : state.checked
    const seen = state.remembered ? [] : [checked, ...state.accounts.map((account) => account.checked)]
    const [latest] = [checked?.report, reports[0]]
      .filter((report) => report !== undefined)
      .toSorted((a, b) => b.startedAt.localeCompare(a.startedAt))
    return {
      clients: read.clients,
      accounts,
      works,
      byHand,
      standing: new Set(changes.filter(({ undoneBy }) => undoneBy === null).map(({ id }) => id)),
      evidence: {
        outbound25: latest?.outbound25 ?? null,
        seen: seen.flatMap((one) => one?.report.server ?? []),
        tested: reports.flatMap(({ server }) => server ?? []),
        addresses,
      },
    }
  }

  const publish = () => {
    const profiles = profileStates(model())
    store.change(({ clients }) => {
      const next = {
        ...clients,
        profiles,
        problems: read.problems.map(({ problem }) => problem),
        others,
        canMakeProfile: unused !== null,
        changes: changes.map(({ id, at, client, file, undoneBy }) => ({
          id,
          at,
          client,
          profile: profileOf({ client, file }),
          undone: undoneBy !== null,
        })),
      }
      return JSON.stringify(next) === JSON.stringify(clients) ? null : { clients: next }
    })
  }

  const readAll = async () => {
    if (!isSettled) await settleCrashes()
    const loaded = await services.accounts.load()
    if (loaded.ok) accounts = loaded.value.settings.accounts
    if (watching !== null) lastSeen = await fingerprint()
    read = await readClients(services)
    unused = await unusedProgram(read, services)
    others = await findOtherOutlooks(services.mailPrograms.machine)
    const listed = await madeChanges(services)
    if (listed.ok) changes = listed.value
    else tellProblem(listed.error)
    await lookUpAddresses(hostsIn(read.clients), addresses, services, quit)
  }

  const settleCrashes = async () => {
    const settled = await recover(services)
    isSettled =
      settled.ok && settled.value.every(({ outcome }) => outcome !== 'waiting' && outcome !== 'failed')
    if (!settled.ok) {
      tellProblem(settled.error)
      return
    }
    // What was told before is told again only where it still is so.
    store.change(({ problem }) => (problem?.key === waitingKey ? { problem: null } : null))
    for (const change of settled.value) {
      const { file, outcome } = change
      if (outcome === 'failed') tellProblem(change.failure)
      if (outcome === 'waiting') store.change(() => ({ problem: { key: waitingKey, params: { file } } }))
      if (outcome === 'superseded')
        store.change(() => ({ problem: { key: 'ui.clients.recovered.superseded', params: { file } } }))
    }
  }

  const tellProblem = (failure: ClientFailure) =>
    store.change(() => ({ problem: clientFailureSentence(failure) }))

  /** One at a time; who asks meanwhile gets the look after. */
  const look = async (): Promise<void> => {
    wishes += 1
    if (looking !== null) return looking
    const work = async () => {
      for (let served = -1; served !== wishes && !isOver();) {
        served = wishes
        await readAll()
      }
    }
    looking = work().finally(() => (looking = null))
    try {
      await looking
    } catch (error) {
      store.change(({ clients }) => ({ clients: { ...clients, looking: null } }))
      throw error
    }
    if (isOver()) return
    store.change(({ clients }) => ({ clients: { ...clients, looking: null, lookedAt: now() } }))
    publish()
    testInView(false)
  }

  const lookOpenly = async () => {
    store.change(({ clients }) => ({ clients: { ...clients, looking: clients.looking ?? now() } }))
    await look()
  }

  const testInView = (again: boolean) => {
    const isOffline = model().evidence.outbound25?.verdict === 'offline'
    if ((watching === null && !again) || testing !== null || isOffline || isOver()) return
    const servers = serversToTest(model(), again).filter(({ key }) => again || !declined.has(key))
    if (servers.length > 0) background(test(servers))
  }

  const test = async (servers: readonly { key: string; hosts: string[] }[]) => {
    const stop = new AbortController()
    testing = stop
    const since = now()
    for (const { key } of servers) works.set(key, { kind: 'testing', since })
    publish()
    const hosts = servers.flatMap((server) => server.hosts)
    try {
      await tested(hosts, AbortSignal.any([stop.signal, quit]))
    } finally {
      testing = null
      for (const { key } of servers) works.delete(key)
      if (!isOver()) publish()
    }
    if (isOver()) return
    // What has come into view meanwhile.
    testInView(false)
  }

  /** Tries these hosts from here and keeps what is found; null where the signal came first. */
  const tested = async (hosts: readonly string[], signal: AbortSignal): Promise<CheckReport[] | null> => {
    const unique = [...new Map(hosts.map((host) => [host.toLowerCase(), host])).values()]
    const { references } = store.current().preferences
    const begunOn = networks
    const found = await testServers(unique, accounts, { ...plainRequest, references }, services, t(), signal)
    if (found === null || signal.aborted || begunOn !== networks) return null
    const isNew = (host: string | undefined) =>
      found.some(({ server }) => server?.host.toLowerCase() === host?.toLowerCase())
    reports = [...found, ...reports.filter(({ server }) => !isNew(server?.host))]
    return found
  }

  const keepWatching = async (stop: AbortSignal) => {
    const signal = AbortSignal.any([stop, quit])
    await lookOpenly()
    for (;;) {
      await clock.wait(lookEveryMs, signal)
      if (signal.aborted) return
      if ((await fingerprint()) !== lastSeen) await look()
    }
  }

  const clientAt = (profile: string): ReadClient | undefined =>
    read.clients.find((client) => client.profile.folder === profile)

  const made = createChangesDesk(context, {
    model,
    works,
    clientAt,
    unusedProgram: () => unused,
    tested,
    publish,
    look,
    now,
    onFailedWrite: () => (isSettled = false),
  })

  return {
    look: async () => {
      addresses.clear()
      await (store.current().clients.lookedAt === null ? lookOpenly() : look())
    },
    lookAgain: () => {
      declined.clear()
      addresses.clear()
      for (const [key, { kind }] of works) if (kind === 'failed') works.delete(key)
      background(lookOpenly().then(() => testInView(true)))
    },
    networkChanged: async () => {
      networks += 1
      testing?.abort()
      made.stopWaiting()
      declined.clear()
      addresses = new Map()
      byHand.clear()
      reports = []
      await look()
    },
    watch: (inView) => {
      if (inView === (watching !== null)) return
      watching?.abort()
      watching = inView ? new AbortController() : null
      declined.clear()
      if (watching !== null) background(keepWatching(watching.signal))
    },
    stop: (id) => {
      if (works.get(keyOf(id))?.kind !== 'testing' || testing === null) return made.stopRepair(id)
      for (const [key, { kind }] of works) if (kind === 'testing') declined.add(key)
      testing.abort()
      return undefined
    },
    repair: made.repair,
    undo: made.undo,
    stopUndo: made.stopUndo,
    create: made.create,
    stopCreate: made.stopCreate,
  }
}
