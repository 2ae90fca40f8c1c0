import { systemClock, type Clock } from '../net/clock.ts'
import { failed, type Result } from '../contract/result.ts'
import type { CredentialFailure } from '../contract/failures.ts'
import type { CredentialStore } from './credential-store.ts'
import type { Keychain } from './keychain.ts'
import { storable } from './storable.ts'
import { openSystemKeychain } from './system-keychain.ts'

export type KeychainStore = CredentialStore & {
  /**
   * True while the keychain works on a call, one that was given up included. process.exit waits for such a
   * native call; a process that has to leave at once must end itself in another way (process.execve, a signal).
   */
  busy(): boolean
}

export type KeychainOptions = {
  open?: () => Promise<Result<Keychain, CredentialFailure>>
  clock?: Clock
  /** The time for one call, waiting for its turn and for the person at a prompt included. */
  deadlineMs?: number
}

/**
 * The system's keychain. One call at a time, each with a deadline counted from when it was asked for.
 *
 * - A call that is given up answers `keychain-timed-out`. If a native call is still running then, the calls
 *   after it wait for it, but no longer than their own deadline, and those whose deadline passes are never
 *   started. So at most one thread of Node's pool is ever held, whatever the keychain does.
 * - A late answer is dropped. A late *save* is undone: who was told that the password was not stored may have
 *   chosen "this session only" since, so the entry is removed again before the next call is let in, and the
 *   next read asks for the password. (An older password under the same name was overwritten by then.)
 */
export function createKeychainStore(options: KeychainOptions = {}): KeychainStore {
  const { open = openSystemKeychain, clock = systemClock, deadlineMs = 20_000 } = options
  let last = Promise.resolve()
  let running = false

  const inTurn = <Value>(
    work: (keychain: Keychain, signal: AbortSignal) => Promise<Result<Value, CredentialFailure>>,
    undo?: (keychain: Keychain, signal: AbortSignal) => Promise<unknown>,
  ): Promise<Result<Value, CredentialFailure>> =>
    // Whichever resolves first is the answer: the deadline or the turn.
    new Promise((resolve, reject) => {
      const deadline = createDeadline(clock, deadlineMs)
      deadline.signal.addEventListener('abort', () =>
        resolve(failed({ kind: 'keychain-timed-out', afterMs: deadlineMs })),
      )
      const turn = async () => {
        running = true
        const keychain = await open()
        const result = keychain.ok ? await work(keychain.value, deadline.signal) : keychain
        resolve(result)
        if (!deadline.signal.aborted || !keychain.ok || !result.ok || undo === undefined) return
        const untilUndone = createDeadline(clock, deadlineMs)
        await undo(keychain.value, untilUndone.signal)
        untilUndone.cancel()
      }
      last = last
        .then(() => (deadline.signal.aborted ? undefined : turn()))
        .catch(reject)
        .finally(() => {
          running = false
          deadline.cancel()
        })
    })

  return {
    save: async (account, password) => {
      const checked = storable(password, process.platform)
      if (!checked.ok) return checked
      return inTurn(
        (keychain, signal) => keychain.save(account, password, signal),
        (keychain, signal) => keychain.remove(account, signal),
      )
    },
    read: (account) => inTurn((keychain, signal) => keychain.read(account, signal)),
    remove: (account) => inTurn((keychain, signal) => keychain.remove(account, signal)),
    list: () => inTurn((keychain, signal) => keychain.list(signal)),
    busy: () => running,
  }
}

/** A signal that is aborted after `ms`, unless cancelled before. */
function createDeadline(clock: Clock, ms: number): { signal: AbortSignal; cancel(): void } {
  const passed = new AbortController()
  const cancelled = new AbortController()
  void clock.wait(ms, cancelled.signal).then(() => {
    if (!cancelled.signal.aborted) passed.abort()
  })
  return { signal: passed.signal, cancel: () => cancelled.abort() }
}
