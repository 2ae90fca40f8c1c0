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
  platform?: NodeJS.Platform
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
  const { open = openSystemKeychain, platform = process.platform, clock = systemClock } = options
  const { deadlineMs = 20_000 } = options
  let last = Promise.resolve()
  let running = false

  const inTurn = <Value>(
    work: (keychain: Keychain, signal: AbortSignal) => Promise<Result<Value, CredentialFailure>>,
    undo?: (keychain: Keychain, signal: AbortSignal) => Promise<unknown>,
  ): Promise<Result<Value, CredentialFailure>> =>
    new Promise((resolve, reject) => {
      const deadline = createDeadline(clock, deadlineMs)
      let answered = false
      const answer = (result: Result<Value, CredentialFailure>): boolean => {
        if (answered) return false
        answered = true
        deadline.cancel()
        resolve(result)
        return true
      }
      deadline.signal.addEventListener('abort', () =>
        answer(failed({ kind: 'keychain-timed-out', afterMs: deadlineMs })),
      )
      const turn = async () => {
        if (answered) return
        const keychain = await open()
        if (!keychain.ok) {
          answer(keychain)
          return
        }
        const result = await work(keychain.value, deadline.signal)
        if (answer(result) || !result.ok || undo === undefined) return
        const untilUndone = createDeadline(clock, deadlineMs)
        await undo(keychain.value, untilUndone.signal)
        untilUndone.cancel()
      }
      last = last
        .then(() => {
          running = true
          return turn()
        })
        .catch(reject)
        .finally(() => {
          running = false
        })
    })

  return {
    save: async (account, password) => {
      const checked = storable(password, platform)
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
