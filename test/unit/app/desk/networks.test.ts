import { mkdtemp, rm } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import path from 'node:path'
import { expect, onTestFinished, test, vi } from 'vitest'
import type { KnownNetworks } from '../../../../electron/contract/timeline.ts'
import { HistoryView, KnownNetworks as Networks } from '../../../../electron/contract/timeline.ts'
import { failed } from '../../../../electron/contract/result.ts'
import { createJsonFile } from '../../../../electron/files/json-file.ts'
import { notNow } from '../../../../electron/ipc/serve.ts'
import { systemClock } from '../../../../electron/net/clock.ts'
import { home, start } from './desk-world.ts'

const day = 86_400_000

/** The desk with a real file of networks. */
async function startWithFile(before: KnownNetworks = {}) {
  const folder = await mkdtemp(path.join(tmpdir(), 'postern-networks-'))
  onTestFinished(() => rm(folder, { recursive: true }))
  const file = path.join(folder, 'networks.json')
  const networks = createJsonFile({ file, schema: Networks, empty: {}, clock: systemClock })
  await networks.update(() => before)
  const desk = await start({ services: { networks } })
  /** What the file says, once it says something of this network. */
  const knownWith = (id: string) =>
    vi.waitFor(async () => {
      const read = await networks.read()
      expect(read).toMatchObject({ ok: true, value: { [id]: {} } })
      return read.ok ? read.value : {}
    })
  const view = async (days: 14 | 90 = 14) => HistoryView.parse(await desk.handlers['history.read']({ days }))
  return { ...desk, knownWith, view }
}

test('each network that this computer comes to is known by its suffix and its router', async () => {
  const { world, goTo, knownWith, view } = await startWithFile()
  world.suffixes = { office: 'office.example' }
  await goTo('home', 'reset')
  await goTo('office', 'reset')
  expect(await knownWith('office')).toEqual({
    home: { name: null, suffix: null, gateway: '192.168.1.1' },
    office: { name: null, suffix: 'office.example', gateway: '192.168.1.1' },
  })
  const { networks } = await view()
  expect(networks.map(({ id, usualName }) => [id, usualName.params])).toEqual([
    ['home', { gateway: '192.168.1.1' }],
    ['office', { suffix: 'office.example' }],
  ])
  expect(networks[1]?.stays).toMatchObject([{ ongoing: true, kind: 'only-25', runs: [{ checks: 1 }] }])
})

test('a name that the person gives is shown, comes back with the network, and can be taken back', async () => {
  const { handlers, state, goTo, until, view } = await startWithFile()
  await goTo('home', 'reset')
  await handlers['network.rename']({ id: 'home', name: 'Home' })
  expect(state().networkName).toBe('Home')
  await goTo('cafe', 'reset')
  expect(state().networkName).toBeNull()
  expect((await view()).networks.find(({ id }) => id === 'home')?.name).toBe('Home')
  await goTo('home', 'reset')
  await until(() => state().networkName === 'Home')
  await handlers['network.rename']({ id: 'home', name: null })
  expect(state().networkName).toBeNull()
  expect(await handlers['network.rename']({ id: 'nowhere', name: 'Nowhere' })).toBe(notNow)
})

test('a name is known again after a restart', async () => {
  const { state, until } = await startWithFile({ home: { name: 'Home', suffix: null, gateway: null } })
  await until(() => state().networkName === 'Home')
})

test('names go with the history: after 90 days without a check there', async () => {
  const { clock, handlers, goTo, knownWith } = await startWithFile({
    old: { name: 'Old flat', suffix: null, gateway: null },
  })
  await goTo('home', 'reset')
  await handlers['network.rename']({ id: 'home', name: 'Home' })
  clock.sleep(30 * day)
  await goTo('cafe', 'reset')
  expect(Object.keys(await knownWith('cafe')).sort()).toEqual(['cafe', 'home'])
})

test('everything can be saved as CSV, with the names of the networks', async () => {
  const { handlers, done, goTo, knownWith, until } = await startWithFile()
  await goTo('home', 'reset')
  await handlers['network.rename']({ id: 'home', name: '=HOME()' })
  await goTo('cafe', 'captive')
  await knownWith('cafe')
  await handlers['history.export'](undefined)
  await until(() => done.saved.length === 1)
  const [[name, text] = ['', '']] = done.saved
  expect(name).toMatch(/^postern-history-2026-\d\d-\d\d\.csv$/)
  const rows = text.trim().split('\r\n')
  expect(rows).toHaveLength(3)
  expect(rows[1]).toContain(",'=HOME(),home,blocked,reset,confirmed,")
  expect(rows[2]).toContain('Network with router 192.168.1.1,cafe,captive-portal,')
})

test('one dialog at a time', async () => {
  const dialog = Promise.withResolvers<null>()
  const { handlers, state, until } = await start({ desktop: { saveFile: () => dialog.promise } })
  await until(() => state().checked !== null)
  expect(await handlers['history.export'](undefined)).toBeUndefined()
  expect(await handlers['history.export'](undefined)).toBe(notNow)
  dialog.resolve(null)
  await vi.waitFor(async () => expect(await handlers['history.export'](undefined)).toBeUndefined())
})

test('a history that cannot be read is told, and shown empty', async () => {
  const error = { kind: 'settings-denied', file: '/history.jsonl', code: 'EACCES' } as const
  const read = () => Promise.resolve(failed(error))
  const { handlers, state } = await start({
    services: { history: { append: () => Promise.resolve(failed(error)), read } },
  })
  expect(await handlers['history.read']({ days: 90 })).toMatchObject({ days: 90, networks: [] })
  expect(state().problem).toMatchObject({
    key: 'failure.settings-denied',
    params: { file: '/history.jsonl' },
  })
})

test('a name that cannot be kept is told', async () => {
  const error = { kind: 'settings-disk-full', file: '/networks.json' } as const
  const { handlers, state, until } = await start({
    services: {
      networks: {
        read: () =>
          Promise.resolve({ ok: true, value: { home: { name: null, suffix: null, gateway: null } } }),
        update: () => Promise.resolve(failed(error)),
      },
    },
  })
  await until(() => state().network?.id === home.id)
  await handlers['network.rename']({ id: 'home', name: 'Home' })
  expect(state()).toMatchObject({ networkName: null, problem: { key: 'failure.settings-disk-full' } })
})
