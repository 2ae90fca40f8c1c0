import { once } from 'node:events'
import { describe, expect, it } from 'vitest'
import type { CredentialFailure } from '../../../electron/contract/failures.ts'
import { failed, ok, type Result } from '../../../electron/contract/result.ts'
import type { Keychain } from '../../../electron/credentials/keychain.ts'
import { createKeychainStore } from '../../../electron/credentials/keychain-store.ts'
import type { Clock } from '../../../electron/net/clock.ts'

/** Time that a test moves. */
function testClock(): Clock & { advance(ms: number): void } {
  let time = 0
  const waiting = new Set<{ at: number; resolve: () => void }>()
  return {
    now: () => time,
    wait: (ms, signal) =>
      new Promise((resolve) => {
        const entry = { at: time + ms, resolve }
        waiting.add(entry)
        signal?.addEventListener('abort', () => {
          waiting.delete(entry)
          resolve()
        })
      }),
    advance(ms) {
      time += ms
      for (const entry of waiting) {
        if (entry.at > time) continue
        waiting.delete(entry)
        entry.resolve()
      }
    },
  }
}

/** A keychain in which every call is answered by the test. */
function scriptedKeychain() {
  const calls: {
    name: string
    signal: AbortSignal
    answer: (result: Result<never, CredentialFailure>) => void
  }[] = []
  let wake: () => void = () => undefined
  const call = (name: string, signal: AbortSignal) =>
    new Promise<Result<never, CredentialFailure>>((answer) => {
      calls.push({ name, signal, answer })
      wake()
    })
  const keychain: Keychain = {
    save: (account, password, signal) => call(`save ${account} ${password}`, signal),
    read: (account, signal) => call(`read ${account}`, signal),
    remove: (account, signal) => call(`remove ${account}`, signal),
    list: (signal) => call('list', signal),
  }
  return {
    keychain,
    names: () => calls.map(({ name }) => name),
    /** The call number `index`, as soon as it was made. */
    async called(index: number) {
      for (;;) {
        const made = calls[index]
        if (made !== undefined) return made
        await new Promise<void>((resolve) => {
          wake = resolve
        })
      }
    },
  }
}

function setUp() {
  const clock = testClock()
  const scripted = scriptedKeychain()
  const store = createKeychainStore({ clock, open: () => Promise.resolve(ok(scripted.keychain)) })
  return { clock, scripted, store }
}

const value = (content: unknown) => ok(content) as Result<never, CredentialFailure>
const timedOut = { ok: false, error: { kind: 'keychain-timed-out', afterMs: 20_000 } }

describe('createKeychainStore', () => {
  it('lets one call in at a time, in their order', async () => {
    const { scripted, store } = setUp()
    const saved = store.save('a', 'x')
    const read = store.read('a')
    const first = await scripted.called(0)
    expect(scripted.names()).toEqual(['save a x'])
    expect(store.busy()).toBe(true)
    first.answer(value(undefined))
    expect(await saved).toEqual({ ok: true, value: undefined })
    const second = await scripted.called(1)
    second.answer(value('x'))
    expect(await read).toEqual({ ok: true, value: 'x' })
    expect(scripted.names()).toEqual(['save a x', 'read a'])
    const listed = store.list()
    const third = await scripted.called(2)
    third.answer(value(['a']))
    expect(await listed).toEqual({ ok: true, value: ['a'] })
  })

  it('passes failures on', async () => {
    const { scripted, store } = setUp()
    const read = store.read('a')
    const call = await scripted.called(0)
    const failure = failed<CredentialFailure>({ kind: 'keychain-locked', detail: 'locked' })
    call.answer(failure)
    expect(await read).toEqual(failure)
  })

  it('gives a call up at its deadline, and drops its late answer', async () => {
    const { clock, scripted, store } = setUp()
    const read = store.read('a')
    const call = await scripted.called(0)
    clock.advance(19_999)
    expect(call.signal.aborted).toBe(false)
    clock.advance(1)
    expect(await read).toEqual(timedOut)
    expect(call.signal.aborted).toBe(true)
    expect(store.busy()).toBe(true)
    const next = store.read('b')
    call.answer(value('late password of a'))
    const following = await scripted.called(1)
    following.answer(value('password of b'))
    expect(await next).toEqual({ ok: true, value: 'password of b' })
  })

  it('counts the waiting for a turn, and never starts a call that was given up', async () => {
    const { clock, scripted, store } = setUp()
    const stuck = store.read('stuck')
    const call = await scripted.called(0)
    clock.advance(15_000)
    const behind = store.save('behind', 'x')
    clock.advance(5_000)
    expect(await stuck).toEqual(timedOut)
    clock.advance(15_000)
    expect(await behind).toEqual(timedOut)
    const later = store.read('later')
    call.answer(value(null))
    const next = await scripted.called(1)
    expect(next.name).toBe('read later')
    next.answer(value(null))
    expect(await later).toEqual({ ok: true, value: null })
    expect(scripted.names()).toEqual(['read stuck', 'read later'])
  })

  it('undoes a late save before the next call', async () => {
    const { clock, scripted, store } = setUp()
    const saved = store.save('a', 'x')
    const call = await scripted.called(0)
    clock.advance(20_000)
    expect(await saved).toEqual(timedOut)
    const read = store.read('a')
    call.answer(value(undefined))
    const undo = await scripted.called(1)
    expect(undo.name).toBe('remove a')
    undo.answer(value(true))
    const next = await scripted.called(2)
    next.answer(value(null))
    expect(await read).toEqual({ ok: true, value: null })
  })

  it('gives up undoing too, so that it holds nobody up', async () => {
    const { clock, scripted, store } = setUp()
    const saved = store.save('a', 'x')
    const call = await scripted.called(0)
    clock.advance(20_000)
    await saved
    call.answer(value(undefined))
    const undo = await scripted.called(1)
    const aborted = once(undo.signal, 'abort')
    clock.advance(20_000)
    await aborted
  })

  it('has nothing to undo after a save that failed late, nor after a late removal', async () => {
    const { clock, scripted, store } = setUp()
    const saved = store.save('a', 'x')
    const saving = await scripted.called(0)
    clock.advance(20_000)
    await saved
    saving.answer(failed({ kind: 'keychain-failed', detail: 'late' }))
    const removed = store.remove('a')
    const removing = await scripted.called(1)
    clock.advance(20_000)
    await removed
    removing.answer(value(true))
    const listed = store.list()
    const next = await scripted.called(2)
    expect(next.name).toBe('list')
    next.answer(value([]))
    await listed
  })

  it('does not open the keychain before it is needed, nor for a password that it cannot keep', async () => {
    const store = createKeychainStore({ open: () => Promise.reject(new Error('opened')) })
    expect(await store.save('a', 'x\0y')).toEqual({
      ok: false,
      error: { kind: 'password-not-storable', reason: 'nul' },
    })
    await expect(store.save('a', 'x')).rejects.toThrow('opened')
  })

  it('says what keeps the keychain from opening, each time', async () => {
    const missing = failed<CredentialFailure>({ kind: 'keychain-module-missing', detail: 'no module' })
    const store = createKeychainStore({ open: () => Promise.resolve(missing) })
    expect(await store.read('a')).toEqual(missing)
    expect(await store.save('a', 'x')).toEqual(missing)
  })

  it('throws a bug to its own caller, and goes on', async () => {
    const { scripted } = setUp()
    const bug = new Error('bug')
    const store = createKeychainStore({
      open: () =>
        Promise.resolve(
          ok({ ...scripted.keychain, read: () => Promise.reject(bug), list: () => Promise.resolve(ok([])) }),
        ),
    })
    const read = store.read('a')
    const listed = store.list()
    await expect(read).rejects.toBe(bug)
    expect(await listed).toEqual({ ok: true, value: [] })
  })
})
