import type { Account } from '../../contract/account.ts'
import type { CallInput } from '../../contract/ipc.ts'
import type { CreateState, UndoState } from '../../contract/repair.ts'
import { failed, ok, type Result } from '../../contract/result.ts'
import type { Sentence } from '../../contract/sentence.ts'
import { type NotNow, notNow } from '../../ipc/serve.ts'
import { clientFailureSentence } from '../../text/client-failure-text.ts'
import { noPlanSentence, shownValue } from '../../text/client-words.ts'
import { type Patience, undo, writeChanges } from '../clients/changes.ts'
import { emptyProfile, makeFirstProfile, openProfile } from '../clients/first-profile.ts'
import { planFor, planNewAccount } from '../clients/plan.ts'
import type { Plan, ReadClient } from '../clients/program.ts'
import { type ClientsModel, keyOf, type ServerId, type Work } from './clients-model.ts'
import type { DeskContext } from './context.ts'

export type Answer = NotNow | undefined

type Shared = {
  model: () => ClientsModel
  works: Map<string, Work>
  clientAt: (profile: string) => ReadClient | undefined
  /** Installed, and never started: then it is opened once an account is in its first profile. */
  unusedProgram: () => string | null
  /** Tries these hosts from here; null where the signal came first. */
  tested: (hosts: readonly string[], signal: AbortSignal) => Promise<unknown>
  publish: () => void
  look: () => Promise<void>
  now: () => string
  /** Something half done may be left in the journal. */
  onFailedWrite: () => void
}

export type ChangesDesk = {
  repair: (id: ServerId) => Answer
  stopRepair: (id: ServerId) => Answer
  undo: (change: number) => Answer
  stopUndo: () => Answer
  create: (wanted: CallInput<'clients.create'>) => Answer
  stopCreate: () => Answer
  /** Plans that are not written yet were proven on a network that is no more. */
  stopWaiting: () => void
}

/** What went wrong is a bug, which is told where bugs are told; nothing stays busy over it. */
const unexpected: Sentence = { key: 'ui.problem.unexpected', params: {} }

/** What is written into the mail programs' settings: repairs, their undoing, and new accounts. */
export function createChangesDesk(
  { services, store, quit, background }: DeskContext,
  { model, works, clientAt, unusedProgram, tested, publish, look, now, onFailedWrite }: Shared,
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

  const writeRepair = async (key: string, plan: Plan, stop: AbortController) => {
    const tell = (work: Work) => {
      works.set(key, work)
      publish()
    }
    const patience = patienceFor(
      stop,
      () => tell({ kind: 'waiting', since: now(), plan }),
      () => tell({ kind: 'writing', plan }),
    )
    try {
      const made = await writeChanges(plan, services, patience)
      if (made?.ok === false) onFailedWrite()
      if (made === null) works.delete(key)
      else if (made.ok) works.set(key, { kind: 'repaired', change: made.value.id, plan })
      else works.set(key, { kind: 'failed', failure: clientFailureSentence(made.error) })
    } catch (error) {
      onFailedWrite()
      tell({ kind: 'failed', failure: unexpected })
      throw error
    } finally {
      repairs.delete(key)
    }
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
    try {
      const undone = await undo(change, services, patience)
      if (undone?.ok === false) onFailedWrite()
      if (quit.aborted) return
      tellUndo(undone === null ? null : undoStateOf(change, undone))
    } catch (error) {
      onFailedWrite()
      tellUndo({ kind: 'failed', change, failure: unexpected })
      throw error
    } finally {
      undoing = null
    }
    await look()
  }

  const tellCreate = (state: CreateState | null) =>
    store.change(({ clients }) => ({ clients: { ...clients, create: state } }))

  /** Null: ended by the person. */
  const putAccount = async (
    { profile: wanted, accountId }: CallInput<'clients.create'>,
    stop: AbortController,
  ): Promise<CreateState | null> => {
    const account = model().accounts.find(({ id }) => id === accountId)
    if (account === undefined) return null
    const signal = AbortSignal.any([stop.signal, quit])
    const isEnded = () => signal.aborted
    const unused = unusedProgram()
    const listed = wanted ?? model().clients.find(takesAccounts)?.profile.folder ?? null
    tellCreate({ kind: 'testing', profile: listed, accountId, since: now() })
    await tested([account.submission.host], signal)
    if (isEnded()) return null
    const made = listed === null ? await makeProfile(account, unused, signal) : ok(listed)
    if (made === null || isEnded()) return null
    if (!made.ok) return { kind: 'failed', profile: null, accountId, failure: made.error }
    const about = { profile: made.value, accountId }
    const fail = (failure: Sentence): CreateState => ({ kind: 'failed', ...about, failure })
    const client = clientAt(about.profile)
    if (client === undefined) return null
    const planned = planNewAccount(client, account, model().evidence)
    if (!planned.ok) return fail(noPlanSentence(planned.error))
    const waiting = () => tellCreate({ kind: 'waiting', ...about, since: now() })
    const written = await writeChanges(
      planned.value,
      services,
      patienceFor(stop, waiting, () => undefined),
    )
    if (written === null) return null
    if (!written.ok) {
      onFailedWrite()
      return fail(clientFailureSentence(written.error))
    }
    const created = { kind: 'created', ...about, change: written.value.id } as const
    if (unused === null) return created
    const opened = await openProfile(unused, client.profile.name, services.mailPrograms.machine)
    return opened.ok ? created : { ...created, notOpened: clientFailureSentence(opened.error) }
  }

  /** The folder of a program's first profile, which is made only where it is of use. */
  const makeProfile = async (
    account: Account,
    program: string | null,
    signal: AbortSignal,
  ): Promise<Result<string, Sentence> | null> => {
    if (program === null) return null
    const planned = planNewAccount(emptyProfile, account, model().evidence)
    if (!planned.ok) return failed(noPlanSentence(planned.error))
    const making = { kind: 'making', accountId: account.id, since: now() } as const
    tellCreate({ ...making, profile: null })
    const made = await makeFirstProfile(program, services, signal)
    if (made === null) return null
    if (!made.ok) return failed(clientFailureSentence(made.error))
    tellCreate({ ...making, profile: made.value.folder })
    await look()
    return ok(made.value.folder)
  }

  const create = async (wanted: CallInput<'clients.create'>, stop: AbortController) => {
    try {
      const state = await putAccount(wanted, stop)
      if (quit.aborted) return
      tellCreate(state)
    } catch (error) {
      onFailedWrite()
      tellCreate({ kind: 'failed', ...wanted, failure: unexpected })
      throw error
    } finally {
      creating = null
    }
    await look()
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
      background(writeRepair(key, plan, stop))
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
      const client = wanted.profile === null ? undefined : clientAt(wanted.profile)
      const isPossible =
        wanted.profile === null ? unusedProgram() !== null : client !== undefined && takesAccounts(client)
      if (creating !== null || !isKnown || !isPossible) return notNow
      const stop = new AbortController()
      creating = stop
      background(create(wanted, stop))
      return undefined
    },
    stopCreate: () => {
      if (creating === null) return notNow
      creating.abort()
      return undefined
    },
    stopWaiting: () => {
      for (const stop of repairs.values()) stop.abort()
      creating?.abort()
    },
  }
}

/** Outlook's are made in Outlook alone. */
function takesAccounts({ read }: ReadClient): boolean {
  return read !== null && read.planAccount !== null
}

function undoStateOf(change: number, undone: NonNullable<Awaited<ReturnType<typeof undo>>>): UndoState {
  if (!undone.ok) return { kind: 'failed', change, failure: clientFailureSentence(undone.error) }
  const { restored, kept } = undone.value
  return {
    kind: 'undone',
    change,
    restored: restored.length > 0,
    kept: kept.map(({ name, ours, now }) => ({ name, ours: shownValue(ours), now: shownValue(now) })),
  }
}
