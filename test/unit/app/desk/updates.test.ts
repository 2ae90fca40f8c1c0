import { expect, test } from 'vitest'
import type { UpdateFailure, Updater } from '../../../../electron/app/desk/updater.ts'
import { type ClientsState, noClients } from '../../../../electron/contract/repair.ts'
import { failed, ok, type Result } from '../../../../electron/contract/result.ts'
import { notNow } from '../../../../electron/ipc/serve.ts'
import { usualPreferences } from '../../../../electron/contract/preferences.ts'
import { start as startDesk, type Start } from './desk-world.ts'

/** When Postern looks for newer versions of itself, and what it tells of that; the look itself is the test's. */

type Found = Result<{ version: string } | null, UpdateFailure>
type Look = {
  signal: AbortSignal
  load: (percent: number) => void
  end: (found: Found) => void
}

const minuteMs = 60_000
const hourMs = 60 * minuteMs
const newer: Found = ok({ version: '1.1.0' })
const writing: ClientsState = { ...noClients, undo: { kind: 'writing', change: 1 } }

/** `answer`: what each look finds at once; without, the test ends each. */
async function start({ answer, off = null, ...more }: Start & { answer?: Found; off?: Updater['off'] } = {}) {
  const looks: Look[] = []
  const installed: boolean[] = []
  let quits = 0
  const updater: Updater = {
    off,
    look: (onLoading, signal) =>
      new Promise((resolve) => {
        const load = (percent: number) => onLoading({ version: '1.1.0', percent })
        looks.push({ signal, load, end: resolve })
        signal.addEventListener('abort', () => resolve(failed('unreachable')))
        if (answer !== undefined) resolve(answer)
      }),
    quit: () => (quits += 1),
    install: (restart) => {
      installed.push(restart)
      return Promise.resolve()
    },
  }
  const desk = await startDesk({ ...more, desktop: { updater } })
  const settle = () => desk.clock.advance(0)
  return {
    ...desk,
    looks,
    installed,
    quits: () => quits,
    updates: () => desk.state().updates,
    look: async () => {
      const answered = await desk.handlers['updates.look'](undefined)
      await settle()
      return answered
    },
    settle,
    change: async (clients: ClientsState) => {
      desk.store.change(() => ({ clients }))
      await settle()
    },
    want: async (lookForUpdates: boolean) => {
      await desk.handlers['preferences.change']({ lookForUpdates })
      await settle()
    },
    leave: async () => {
      await desk.stop()
      await desk.beforeLeaving()
    },
  }
}

test('looks half a minute after the start, then daily, and tells when it has looked', async () => {
  const { clock, looks, updates } = await start({ answer: ok(null) })
  expect(updates()).toEqual({ state: 'current', checkedAt: null })
  await clock.advance(29_000)
  expect(looks).toHaveLength(0)
  await clock.advance(2_000)
  expect(looks).toHaveLength(1)
  expect(updates()).toEqual({ state: 'current', checkedAt: '2026-07-31T00:00:30.000Z' })
  await clock.advance(23 * hourMs)
  expect(looks).toHaveLength(1)
  await clock.advance(2 * hourMs)
  expect(looks).toHaveLength(2)
})

test('a day that the computer slept through counts', async () => {
  const { clock, looks } = await start({ answer: ok(null) })
  await clock.advance(minuteMs)
  clock.sleep(30 * hourMs)
  await clock.advance(hourMs)
  expect(looks).toHaveLength(2)
})

test('tells what it loads, and what is ready; then it looks no more', async () => {
  const { clock, looks, updates, settle, look } = await start()
  await clock.advance(31_000)
  expect(updates()).toEqual({ state: 'looking' })
  looks[0]?.load(42)
  expect(updates()).toEqual({ state: 'downloading', version: '1.1.0', percent: 42 })
  looks[0]?.end(newer)
  await settle()
  expect(updates()).toEqual({ state: 'ready', version: '1.1.0' })
  expect(await look()).toBe(notNow)
  await clock.advance(3 * 24 * hourMs)
  expect(looks).toHaveLength(1)
})

test('where nobody was reached by itself, it is not told, and repeated in an hour', async () => {
  const { clock, looks, updates } = await start({ answer: failed('unreachable') })
  await clock.advance(31_000)
  expect(looks).toHaveLength(1)
  expect(updates()).toEqual({ state: 'current', checkedAt: null })
  await clock.advance(hourMs)
  expect(looks).toHaveLength(2)
})

test('a release that is bad is told at once, and asked for again only after a day', async () => {
  for (const why of ['not-genuine', 'not-saved', 'unexpected'] as const) {
    const { clock, looks, updates } = await start({ answer: failed(why) })
    await clock.advance(31_000)
    const told = { state: 'failed', why, at: '2026-07-31T00:00:30.000Z' }
    expect(updates()).toEqual(told)
    await clock.advance(23 * hourMs)
    expect(looks).toHaveLength(1)
    expect(updates()).toEqual(told)
    await clock.advance(2 * hourMs)
    expect(looks).toHaveLength(2)
  }
})

test('what was told of a bad release stays while nobody can be reached', async () => {
  const { clock, looks, updates, settle } = await start()
  await clock.advance(31_000)
  looks[0]?.end(failed('not-genuine'))
  await settle()
  await clock.advance(25 * hourMs)
  looks[1]?.end(failed('unreachable'))
  await settle()
  expect(updates()).toMatchObject({ state: 'failed', why: 'not-genuine' })
  await clock.advance(hourMs)
  looks[2]?.end(ok(null))
  await settle()
  expect(updates()).toMatchObject({ state: 'current' })
})

test('a bad release that the person asked for is not loaded again in the same day either', async () => {
  const { clock, looks, look } = await start({ answer: failed('not-genuine') })
  await look()
  await clock.advance(23 * hourMs)
  expect(looks).toHaveLength(1)
})

test('what failed when the person asked is told', async () => {
  const { updates, look, looks } = await start({ answer: failed('not-genuine') })
  expect(await look()).toBeUndefined()
  expect(looks).toHaveLength(1)
  expect(updates()).toEqual({ state: 'failed', why: 'not-genuine', at: '2026-07-31T00:00:00.000Z' })
})

test('asked while it looks by itself, it goes on and tells what failed', async () => {
  const { clock, looks, updates, look, settle } = await start()
  await clock.advance(31_000)
  expect(await look()).toBeUndefined()
  expect(await look()).toBe(notNow)
  expect(looks).toHaveLength(1)
  looks[0]?.end(failed('unreachable'))
  await settle()
  expect(updates()).toMatchObject({ state: 'failed', why: 'unreachable' })
})

test('the person stops it, and it is as before', async () => {
  const { looks, updates, look, handlers, settle } = await start()
  expect(await handlers['updates.stop'](undefined)).toBe(notNow)
  await look()
  looks[0]?.load(10)
  expect(await handlers['updates.stop'](undefined)).toBeUndefined()
  expect(looks[0]?.signal.aborted).toBe(true)
  await settle()
  expect(updates()).toEqual({ state: 'current', checkedAt: null })
  await look()
  expect(looks).toHaveLength(2)
})

test('where the person does not want it, nobody is asked, except when the person asks', async () => {
  const settings = { preferences: { ...usualPreferences, lookForUpdates: false } }
  const { clock, looks, look, want } = await start({ settings, answer: ok(null) })
  await clock.advance(48 * hourMs)
  expect(looks).toHaveLength(0)
  await look()
  expect(looks).toHaveLength(1)
  await clock.advance(48 * hourMs)
  expect(looks).toHaveLength(1)
  await want(true)
  expect(looks).toHaveLength(2)
})

test('no longer wanted, a look that began by itself ends; one that was asked for goes on', async () => {
  const { clock, looks, look, want, updates } = await start()
  await clock.advance(31_000)
  await want(false)
  expect(looks[0]?.signal.aborted).toBe(true)
  expect(updates()).toEqual({ state: 'current', checkedAt: null })
  await want(true)
  await want(false)
  await look()
  await want(true)
  await want(false)
  expect(looks.at(-1)?.signal.aborted).toBe(false)
})

test('without an address, nothing is looked for', async () => {
  for (const off of ['no-source', 'by-hand'] as const) {
    const { clock, looks, look, updates } = await start({ off })
    expect(updates()).toEqual({ state: 'off', why: off })
    await clock.advance(48 * hourMs)
    expect(await look()).toBe(notNow)
    expect(looks).toEqual([])
    expect(updates()).toEqual({ state: 'off', why: off })
  }
})

test.each([
  writing,
  { ...noClients, undo: { kind: 'waiting', change: 1, since: '2026-07-31T00:00:00.000Z' } },
  {
    ...noClients,
    create: { kind: 'testing', profile: '/p', accountId: 'a', since: '2026-07-31T00:00:00.000Z' },
  },
  {
    ...noClients,
    create: { kind: 'waiting', profile: '/p', accountId: 'a', since: '2026-07-31T00:00:00.000Z' },
  },
] satisfies ClientsState[])('a look waits until a mail program is no longer changed', async (clients) => {
  const { looks, look, change, updates } = await start()
  await change(clients)
  await look()
  expect(looks).toHaveLength(0)
  expect(updates()).toEqual({ state: 'looking' })
  await change(noClients)
  expect(looks).toHaveLength(1)
})

test('a change of a mail program breaks a look off, which begins again afterwards', async () => {
  const { looks, look, change, settle, updates } = await start()
  await look()
  looks[0]?.load(50)
  await change(writing)
  expect(looks[0]?.signal.aborted).toBe(true)
  expect(updates()).toEqual({ state: 'looking' })
  await change(noClients)
  expect(looks).toHaveLength(2)
  looks[1]?.end(newer)
  await settle()
  expect(updates()).toEqual({ state: 'ready', version: '1.1.0' })
})

test('what is ready is put in place when Postern quits', async () => {
  const { look, leave, installed } = await start({ answer: newer })
  await look()
  expect(installed).toEqual([])
  await leave()
  expect(installed).toEqual([false])
})

test('asked to install, it quits, and the newer version starts', async () => {
  const { look, leave, installed, handlers, quits } = await start({ answer: newer })
  expect(await handlers['updates.install'](undefined)).toBe(notNow)
  await look()
  expect(await handlers['updates.install'](undefined)).toBeUndefined()
  expect(quits()).toBe(1)
  await leave()
  expect(installed).toEqual([true])
})

test('nothing is put in place while a mail program is being changed', async () => {
  const { look, leave, installed, handlers, change, quits } = await start({ answer: newer })
  await look()
  await change(writing)
  expect(await handlers['updates.install'](undefined)).toBe(notNow)
  expect(quits()).toBe(0)
  await leave()
  expect(installed).toEqual([])
})

test('nor where nothing is ready', async () => {
  const { leave, installed, look } = await start({ answer: ok(null) })
  await look()
  await leave()
  expect(installed).toEqual([])
})

test('quitting ends a look', async () => {
  const { looks, look, leave, installed } = await start()
  await look()
  looks[0]?.load(50)
  await leave()
  expect(looks[0]?.signal.aborted).toBe(true)
  expect(installed).toEqual([])
})
