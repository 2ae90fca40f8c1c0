import type { CallInput } from '../../contract/ipc.ts'
import type { CreateState, UndoState } from '../../contract/repair.ts'
import type { Sentence } from '../../contract/sentence.ts'
import { type NotNow, notNow } from '../../ipc/serve.ts'
import { clientFailureSentence } from '../../text/client-failure-text.ts'
import { noPlanSentence } from '../../text/client-words.ts'
import { type Patience, undo, writeChanges } from '../clients/changes.ts'
import { planFor, planNewAccount } from '../clients/plan.ts'
import type { ReadClient } from '../clients/read-clients.ts'
import { type ClientsModel, keyOf, type Plan, type ServerId, type Work } from './clients-model.ts'
import type { DeskContext } from './context.ts'

export type Answer = NotNow | undefined

type Shared = {
  model: () => ClientsModel
  works: Map<string, Work>
  clientAt: (profile: string) => ReadClient | undefined
  /** Tries these hosts from here; null where the signal came first. */
  tested: (hosts: readonly string[], signal: AbortSignal) => Promise<unknown>
  publish: () => void
  look: () => Promise<void>
  now: () => string
}

export type ChangesDesk = {
  repair: (id: ServerId) => Answer
  stopRepair: (id: ServerId) => Answer
  undo: (change: number) => Answer
  stopUndo: () => Answer
  create: (wanted: CallInput<'clients.create'>) => Answer
  stopCreate: () => Answer
}

/** What is written into the mail programs' settings: repairs, their undoing, and new accounts. */
export function createChangesDesk(
  { services, store, quit, background }: DeskContext,
  { model, works, clientAt, tested, publish, look, now }: Shared,
): ChangesDesk {
  /** Those that the person can still end, by the server's key. */
  const repairs = new Map<string, AbortController>()
  let undoing: AbortController | null = null
  let creating: AbortController | null = null

  const patienceFor = (stop: AbortController, onWaiting: () => void, onWriting: () => void): Patience => ({
    signal: AbortSignal.any([stop.signal, quit]),
    onWaiting,
    onWriting,
  })

  const writeRepair = async (key: string, profile: string, plan: Plan, stop: AbortController) => {
    const tell = (work: Work) => {
      works.set(key, work)
      publish()
    }
    const patience = patienceFor(
      stop,
      () => tell({ kind: 'waiting', since: now(), plan }),
      () => tell({ kind: 'writing', plan }),
    )
    const made = await writeChanges(profile, plan.changes, services, patience)
    repairs.delete(key)
    if (made === null) works.delete(key)
    else if (made.ok) works.set(key, { kind: 'repaired', change: made.value.id, plan })
    else works.set(key, { kind: 'failed', failure: clientFailureSentence(made.error) })
    if (!quit.aborted) await look()
  }

  const tellUndo = (state: UndoState | null) =>
    store.change(({ clients }) => ({ clients: { ...clients, undo: state } }))

  const takeBack = async (change: number, stop: AbortController) => {
    const patience = patienceFor(
      stop,
      () => tellUndo({ kind: 'waiting', change, since: now() }),
      () => tellUndo({ kind: 'writing', change }),
    )
    const undone = await undo(change, services, patience)
    undoing = null
    if (quit.aborted) return
    if (undone === null) tellUndo(null)
    else if (undone.ok) tellUndo({ kind: 'undone', change, kept: undone.value.kept.map(({ name }) => name) })
    else tellUndo({ kind: 'failed', change, failure: clientFailureSentence(undone.error) })
    await look()
  }

  const tellCreate = (state: CreateState | null) =>
    store.change(({ clients }) => ({ clients: { ...clients, create: state } }))

  /** Null: ended by the person. */
  const putAccount = async (
    { profile, accountId }: CallInput<'clients.create'>,
    stop: AbortController,
  ): Promise<CreateState | null> => {
    const about = { profile, accountId }
    const fail = (failure: Sentence): CreateState => ({ kind: 'failed', ...about, failure })
    const account = model().accounts.find(({ id }) => id === accountId)
    if (account === undefined) return null
    tellCreate({ kind: 'testing', ...about, since: now() })
    await tested([account.submission.host], AbortSignal.any([stop.signal, quit]))
    const client = clientAt(profile)
    if (stop.signal.aborted || quit.aborted || client === undefined) return null
    const planned = planNewAccount(client, account, model().evidence)
    if (!planned.ok) return fail(noPlanSentence(planned.error))
    const waiting = () => tellCreate({ kind: 'waiting', ...about, since: now() })
    const made = await writeChanges(
      profile,
      planned.value,
      services,
      patienceFor(stop, waiting, () => undefined),
    )
    if (made === null) return null
    return made.ok
      ? { kind: 'created', ...about, change: made.value.id }
      : fail(clientFailureSentence(made.error))
  }

  return {
    repair: (id) => {
      const key = keyOf(id)
      const client = clientAt(id.profile)
      const work = works.get(key)?.kind
      const { evidence, accounts } = model()
      const isThere = client?.read?.mail.outgoing.some((server) => server.key === id.server) === true
      if (client === undefined || !isThere || work === 'testing' || repairs.has(key)) return notNow
      const planned = planFor(client, id.server, evidence, accounts)
      if (!planned.ok) return notNow
      const stop = new AbortController()
      repairs.set(key, stop)
      const plan = planned.value
      works.set(
        key,
        client.use === 'running' ? { kind: 'waiting', since: now(), plan } : { kind: 'writing', plan },
      )
      publish()
      background(writeRepair(key, id.profile, plan, stop))
      return undefined
    },
    stopRepair: (id) => {
      const stop = repairs.get(keyOf(id))
      if (stop === undefined || works.get(keyOf(id))?.kind !== 'waiting') return notNow
      stop.abort()
      return undefined
    },
    undo: (change) => {
      const isThere = store.current().clients.changes.some(({ id, undone }) => id === change && !undone)
      if (undoing !== null || !isThere) return notNow
      undoing = new AbortController()
      tellUndo({ kind: 'writing', change })
      background(takeBack(change, undoing))
      return undefined
    },
    stopUndo: () => {
      if (undoing === null || store.current().clients.undo?.kind !== 'waiting') return notNow
      undoing.abort()
      return undefined
    },
    create: (wanted) => {
      const isKnown = model().accounts.some(({ id }) => id === wanted.accountId)
      const client = clientAt(wanted.profile)
      if (creating !== null || !isKnown || client === undefined || client.read === null) return notNow
      const stop = new AbortController()
      creating = stop
      background(
        putAccount(wanted, stop).then((state) => {
          creating = null
          if (quit.aborted) return
          tellCreate(state)
          return look()
        }),
      )
      return undefined
    },
    stopCreate: () => {
      if (creating === null) return notNow
      creating.abort()
      return undefined
    },
  }
}
