import type { AppState } from '../../contract/state.ts'
import type { UpdateState } from '../../contract/updates.ts'
import { type Handlers, notNow } from '../../ipc/serve.ts'
import type { DeskContext } from './context.ts'
import type { Updater } from './updater.ts'

type UpdateHandlers = Pick<Handlers, Extract<keyof Handlers, `updates.${string}`>>

export type Updates = {
  handlers: UpdateHandlers
  /** Looks by itself, as long as the person wants that, until `quit`. */
  run: () => Promise<void>
  /** Puts a version that is ready in place; called when nothing else is under way any more. */
  beforeLeaving: () => Promise<void>
}

/** The start has enough to do. */
const firstLookMs = 30_000
/** Where nobody was reached it is soon repeated; the wall clock is asked, as a computer that sleeps stops its timers. */
const pauseMs = 3_600_000
const dayMs = 24 * pauseMs

/** Newer versions of Postern itself: looked for after the start and daily, loaded, and put in place when Postern quits. */
export function createUpdates({ services, desktop, store, quit, background }: DeskContext): Updates {
  const { updater } = desktop
  const { clock } = services.network
  /** The look under way, also while it waits for a repair. `asked`: by the person, who hears what became of it. */
  let current: { asked: boolean; stop: AbortController } | null = null
  /** Of the last look that reached a release, whatever came of it: a bad one is not loaded again every hour. */
  let reachedAt: string | null = null
  let atQuit: { restart: boolean } | null = null
  let restart = false

  const tell = (updates: UpdateState) => store.change(() => ({ updates }))
  const now = () => new Date(services.wallClock()).toISOString()

  const isWanted = () => store.current().preferences.lookForUpdates !== false
  const isReady = () => store.current().updates.state === 'ready'
  const isDue = () => {
    const since = reachedAt === null ? dayMs : services.wallClock() - Date.parse(reachedAt)
    return since >= dayMs || since < 0
  }

  /** Looks, once no mail program is being changed; one that begins meanwhile comes first. Null: stopped. */
  const lookWhenQuiet = async (stop: AbortSignal) => {
    const isStopped = () => stop.aborted
    for (;;) {
      await until((state) => !isChangingClients(state), stop)
      if (isStopped()) return null
      const busy = new AbortController()
      const dispose = store.onChange((state) => {
        if (isChangingClients(state)) busy.abort()
      })
      tell({ state: 'looking' })
      const found = await updater.look(
        ({ version, percent }) => tell({ state: 'downloading', version, percent }),
        AbortSignal.any([stop, busy.signal]),
      )
      dispose()
      if (isStopped()) return null
      if (!busy.signal.aborted) return found
      tell({ state: 'looking' })
    }
  }

  const look = async (asked: boolean) => {
    const before = store.current().updates
    const own = { asked, stop: new AbortController() }
    current = own
    if (asked) tell({ state: 'looking' })
    try {
      const found = await lookWhenQuiet(AbortSignal.any([own.stop.signal, quit]))
      const isReached = found !== null && (found.ok || found.error !== 'unreachable')
      if (isReached) reachedAt = now()
      if (found === null || (!isReached && !own.asked)) tell(before)
      else if (!found.ok) tell({ state: 'failed', why: found.error, at: now() })
      else if (found.value === null) tell({ state: 'current', checkedAt: now() })
      else tell({ state: 'ready', version: found.value.version })
    } catch (error) {
      tell({ state: 'failed', why: 'unexpected', at: now() })
      throw error
    } finally {
      current = null
    }
  }

  const until = (isSo: (state: AppState) => boolean, signal: AbortSignal) =>
    new Promise<void>((resolve) => {
      const done = () => {
        dispose()
        signal.removeEventListener('abort', done)
        resolve()
      }
      const dispose = store.onChange((state) => {
        if (isSo(state)) done()
      })
      signal.addEventListener('abort', done)
      if (signal.aborted || isSo(store.current())) done()
    })

  const keepLooking = async () => {
    await clock.wait(firstLookMs, quit)
    while (!quit.aborted) {
      if (isWanted() && isDue() && current === null && !isReady()) {
        const looking = look(false)
        background(looking)
        await looking.catch(() => undefined)
      }
      const changed = new AbortController()
      const dispose = store.onChange(({ preferences }, before) => {
        if (preferences.lookForUpdates !== before.preferences.lookForUpdates) changed.abort()
      })
      await clock.wait(pauseMs, AbortSignal.any([quit, changed.signal]))
      dispose()
    }
  }

  store.onChange(() => {
    if (current?.asked === false && !isWanted()) current.stop.abort()
  })
  const onQuit = () => {
    // What quitting breaks off is half done at this moment, whatever the state says later.
    if (isReady() && !isChangingClients(store.current())) atQuit = { restart }
  }
  quit.addEventListener('abort', onQuit, { once: true })

  return {
    handlers: {
      'updates.look': () => {
        if (updater.off !== null || isReady() || current?.asked === true) return notNow
        if (current === null) background(look(true))
        else {
          current.asked = true
          if (store.current().updates.state !== 'downloading') tell({ state: 'looking' })
        }
        return undefined
      },
      'updates.stop': () => {
        if (current === null) return notNow
        current.stop.abort()
        return undefined
      },
      'updates.install': () => {
        if (!isReady() || isChangingClients(store.current())) return notNow
        restart = true
        updater.quit()
        return undefined
      },
    },
    run: async () => {
      if (updater.off === null) await keepLooking()
    },
    beforeLeaving: async () => {
      if (atQuit !== null && !isChangingClients(store.current())) await updater.install(atQuit.restart)
    },
  }
}

/** What is known of updates when the program starts. */
export function firstUpdateState({ off }: Updater): UpdateState {
  return off === null ? { state: 'current', checkedAt: null } : { state: 'off', why: off }
}

/** Something is written into a mail program, or waits for the program to be closed so that it can be. */
function isChangingClients({ clients: { profiles, undo, create } }: AppState): boolean {
  return (
    profiles.some(({ outgoing }) => outgoing.some(({ repair }) => isUnderWay(repair))) ||
    (undo !== null && isUnderWay(undo)) ||
    // Its test leads to it without another word; that of a repair is over when the repair is offered.
    (create !== null && (create.kind === 'testing' || isUnderWay(create)))
  )
}

function isUnderWay(work: { kind: string }): boolean {
  return work.kind === 'waiting' || work.kind === 'writing' || work.kind === 'making'
}
