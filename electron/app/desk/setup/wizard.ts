import { isDeepStrictEqual } from 'node:util'
import type { SetupRecord, SetupState } from '../../../contract/setup.ts'
import type { DeskContext } from '../context.ts'
import { failureSentence } from '../../../text/failure-text.ts'
import { createRecordKeeper } from './record-keeper.ts'
import { canGoTo, firstOpenStep, stepsDone, stepsSkipped } from './setup-steps.ts'
import { createTurns, type Turns } from './turns.ts'

/** The wizard while it is open: its state, and what of it the settings keep. */
export type Wizard = {
  /** Null while it is closed. */
  current: () => SetupState | null
  /** `waiting`: the setup of another account goes on later, so this one of an account that is there is not kept. */
  open: (state: SetupState, waiting: boolean) => void
  /** Closes it and ends what is under way. `kept` is what a later start goes on with. */
  close: (kept: SetupRecord | null) => void
  change: (parts: Partial<Omit<SetupState, 'done' | 'skipped'>>) => void
  /** The record as it is after another address or other servers; what was tried with those before is forgotten. */
  startOver: (record: SetupRecord) => void
  /** Accounts that were set up here: their addresses may be typed again. */
  own: Set<string>
  turns: Turns
  now: () => string
  /** The settings hold what has been reached. */
  saved: () => Promise<void>
  stop: () => Promise<void>
}

/** An open wizard that has done nothing yet but what the record tells. */
export function setupState(record: SetupRecord, accountId: string | null): SetupState {
  return {
    step: firstOpenStep(record),
    accountId,
    done: stepsDone(record),
    skipped: stepsSkipped(record),
    record,
    lookup: { kind: 'none' },
    ...nothingTried,
  }
}

const nothingTried = {
  checking: null,
  checked: null,
  checkStopped: false,
  signIn: { kind: 'none' },
  testMail: { kind: 'none' },
} as const satisfies Partial<SetupState>

export function createWizard({ services, store, quit, background }: DeskContext): Wizard {
  const turns = createTurns({ quit, background })
  const keeper = createRecordKeeper(services, background, (failure) =>
    store.change(() => ({ problem: failureSentence(failure) })),
  )
  const own = new Set<string>()
  const current = () => store.current().setup
  let waiting = false

  const keep = (record: SetupRecord | null, accountId: string | null) => {
    if (!waiting || accountId === null) keeper.keep(record)
  }

  const change: Wizard['change'] = (parts) => {
    const before = current()
    if (before === null) return
    const next = { ...before, ...parts }
    const { record } = next
    const step = canGoTo(next.step, record) ? next.step : firstOpenStep(record)
    store.change(() => ({
      setup: { ...next, step, done: stepsDone(record), skipped: stepsSkipped(record) },
    }))
    if (!isDeepStrictEqual(record, before.record)) keep(record, next.accountId)
  }

  return {
    current,
    open: (state, another) => {
      waiting = another
      store.change(() => ({ setup: state }))
    },
    close: (kept) => {
      turns.endAll()
      keep(kept, current()?.accountId ?? null)
      waiting = false
      own.clear()
      store.change(() => ({ setup: null }))
    },
    change,
    startOver: (record) => {
      if (record === current()?.record) return
      turns.check.end()
      turns.signIn.end()
      turns.testMail.end()
      change({ record, ...nothingTried })
    },
    own,
    turns,
    now: () => new Date(services.wallClock()).toISOString(),
    saved: keeper.settled,
    stop: async () => {
      await turns.stop()
      await keeper.settled()
    },
  }
}
