import { expect, onTestFinished, test } from 'vitest'
import type { Desktop } from '../../../../electron/app/desk/context.ts'
import { giveNotice } from '../../../../electron/app/desk/notices.ts'
import type { Outbound25, Submission } from '../../../../electron/contract/check.ts'
import { noMemory, type NotificationMemory } from '../../../../electron/contract/notification.ts'
import type { AppState } from '../../../../electron/contract/state.ts'
import { createStateStore } from '../../../../electron/state/store.ts'
import { createTranslator } from '../../../../electron/text/translator.ts'
import { quietDesktop } from '../../../fakes/quiet-desktop.ts'
import { createSteeredClock } from '../../../fakes/steered-clock.ts'
import { base } from '../../../screens/states.ts'
import { sampleReport } from '../../advice/sample-report.ts'
import { sampleChecked } from '../../state/fresh-state.ts'
import { createMemoryFile, createServices } from '../some-services.ts'
import { home } from './desk-world.ts'

const minute = 60_000
const [hanako] = base.accounts

type Place = [networkId: string, Partial<Outbound25>, Partial<Submission>]
const open: Place = ['home', {}, {}]
const cafe: Place = ['cafe', { verdict: 'blocked', mechanism: 'drop' }, { verdict: 'blocked', port: null }]
const hotel: Place = ['hotel', { verdict: 'intercepted', mechanism: 'proxy' }, { port: 465 }]

const cannotSend = 'Mail cannot be sent from this network'
const again = 'Mail can be sent again'

/** The part that speaks, over a state that the test changes as the checks do. */
async function start({
  told = createMemoryFile<NotificationMemory>(noMemory),
  sinceLogin = Infinity,
  lookedAt = '2026-11-24T00:00:00.000Z',
}: {
  told?: ReturnType<typeof createMemoryFile<NotificationMemory>>
  sinceLogin?: number
  /** Null: the mail programs have not been looked at yet. */
  lookedAt?: string | null
} = {}) {
  const made = await createServices()
  made.close()
  const clock = createSteeredClock()
  const system = { locked: false, presenting: false, asked: 0 }
  const store = createStateStore({
    ...base,
    accounts: [account('hanako')],
    clients: { ...base.clients, lookedAt },
    checked: null,
    network: null,
  })
  const notified: Parameters<Desktop['notify']>[0][] = []
  const quit = new AbortController()
  const services = {
    ...made.services,
    network: { ...made.services.network, clock },
    wallClock: clock.wallClock,
    told,
    isPresenting: () => {
      system.asked += 1
      return Promise.resolve(system.presenting)
    },
  }
  const running = giveNotice({
    services,
    desktop: quietDesktop({
      notify: (notification) => notified.push(notification),
      isLocked: () => system.locked,
      sinceLoginMs: () => sinceLogin + clock.now(),
    }),
    store,
    t: () => createTranslator(store.current().language),
    sessionPasswords: new Map(),
    quit: quit.signal,
    background: () => undefined,
  })
  const stop = async () => {
    quit.abort()
    await running
  }
  onTestFinished(async () => {
    await stop()
    expect(clock.waiting()).toBe(0)
  })
  /** Comes to a network, where a check shows this. */
  const come = async ([id, outbound25, submission]: Place, change: Partial<AppState> = {}) => {
    const report = { ...sampleReport({ outbound25, submission }), advice: [] }
    const checked = { ...sampleChecked(new Date(clock.wallClock()).toISOString()), report }
    store.change(({ accounts }) => ({
      network: { ...home, id },
      checked,
      remembered: false,
      accounts: accounts.map((one) => ({ ...one, checked: one.paused === true ? null : checked })),
      ...change,
    }))
    await clock.advance(1)
  }
  const titles = () => notified.map(({ title }) => title)
  return { clock, system, store, notified, titles, come, stop, told }
}

function account(id: string): AppState['accounts'][number] {
  if (hanako === undefined) throw new Error('the samples have no account')
  return { ...hanako, id, address: `${id}@tanaka.example`, checked: null }
}

test('says what a network changes, in the language of the person, and where a click leads', async () => {
  const { notified, come, store } = await start()
  await come(open)
  await come(cafe)
  expect(notified).toEqual([
    {
      title: cannotSend,
      body: 'No port lets it through. Try another network, such as your phone’s.',
      action: null,
      opens: 'status',
    },
  ])
  store.change(() => ({ language: 'ja' }))
  await come(open)
  expect(notified[1]).toMatchObject({ title: 'メールを送れるようになりました' })
  await come(cafe)
  await come(open)
  expect(notified).toHaveLength(2)
})

test('says nothing of a verdict that is remembered, nor while a check runs', async () => {
  const { titles, come, store } = await start()
  await come(open)
  await come(cafe, { remembered: true })
  expect(titles()).toEqual([])
  store.change(() => ({ remembered: false }))
  await come(cafe)
  expect(titles()).toEqual([cannotSend])
})

test('a talk is not disturbed; what is still so after it is said within a minute', async () => {
  const { clock, titles, system, come } = await start()
  await come(open)
  expect(system.asked).toBe(0)
  system.presenting = true
  await come(cafe)
  await clock.advance(10 * minute)
  expect(titles()).toEqual([])
  system.presenting = false
  await clock.advance(minute)
  expect(titles()).toEqual([cannotSend])
  const { asked } = system
  await clock.advance(10 * minute)
  expect(system.asked).toBe(asked)
})

test('nor is somebody who is not there, nor the first minute after login', async () => {
  const { clock, titles, system, come } = await start({ sinceLogin: 0 })
  await come(open)
  await clock.advance(2 * minute)
  system.locked = true
  await come(cafe)
  await clock.advance(5 * minute)
  expect([titles(), system.asked]).toEqual([[], 0])
  system.locked = false
  await clock.advance(minute)
  expect(titles()).toEqual([cannotSend])

  const fresh = await start({
    sinceLogin: 0,
    told: createMemoryFile({ ...noMemory, accounts: seenAt('home') }),
  })
  await fresh.come(cafe)
  expect(fresh.titles()).toEqual([])
  await fresh.clock.advance(2 * minute)
  expect(fresh.titles()).toEqual([cannotSend])
})

function seenAt(networkId: string): NotificationMemory['accounts'] {
  return [{ id: 'hanako', networkId, port25: 'open', sends: true, trouble: null }]
}

test('what was said is known after a restart, and so is how it was before', async () => {
  const first = await start()
  await first.come(open)
  await first.come(cafe)
  await first.stop()
  const second = await start({ told: first.told })
  await second.come(cafe)
  expect(second.titles()).toEqual([])
  await second.come(open)
  expect(second.titles()).toEqual([again])
})

test('the person who wants it quiet hears nothing, then or later', async () => {
  const { clock, titles, come, store } = await start()
  await come(open)
  store.change(({ preferences }) => ({ preferences: { ...preferences, quiet: true } }))
  await come(cafe)
  store.change(({ preferences }) => ({ preferences: { ...preferences, quiet: false } }))
  await clock.advance(5 * minute)
  expect(titles()).toEqual([])
})

test('of two accounts, the one that is paused is not spoken of', async () => {
  const { notified, come, store } = await start()
  store.change(() => ({ accounts: [account('hanako'), { ...account('taro'), paused: true }] }))
  await come(open)
  await come(cafe)
  expect(notified.map(({ body }) => body)).toEqual([
    'No port lets it through. Try another network, such as your phone’s.',
  ])
})

/** Thunderbird sends through port 25. */
const profile: AppState['clients']['profiles'][number] = {
  client: 'thunderbird',
  place: 'system',
  name: 'default',
  alsoNamed: [],
  folder: '/profile',
  isDefault: true,
  problem: null,
  running: null,
  accounts: [
    {
      key: 'account1',
      incoming: {
        key: 'server1',
        protocol: 'imap',
        host: 'mail.tanaka.example',
        port: 993,
        security: 'tls',
        signIn: 'password',
        username: 'hanako',
      },
      identities: [{ key: 'id1', name: 'Hanako', address: 'Hanako@Tanaka.example', outgoing: 'smtp1' }],
    },
  ],
  outgoing: [
    {
      key: 'smtp1',
      settings: {
        protocol: 'smtp',
        host: 'mail.tanaka.example',
        port: 25,
        security: 'none',
        signIn: 'password',
        username: 'hanako',
      },
      origins: {
        host: 'profile',
        port: 'profile',
        security: 'profile',
        signIn: 'profile',
        username: 'profile',
      },
      locked: [],
      diagnoses: [{ kind: 'fragile' }],
      repair: { kind: 'none' },
      byHand: [],
    },
  ],
}

test('names the mail program that still uses port 25, and opens it', async () => {
  const { notified, come, store } = await start()
  store.change(({ clients }) => ({ clients: { ...clients, profiles: [profile] } }))
  await come(open)
  await come(['cafe', { verdict: 'blocked', mechanism: 'drop' }, {}])
  expect(notified).toEqual([
    {
      title: 'This network blocks port 25',
      body: 'Thunderbird still uses it for hanako@tanaka.example.',
      action: 'Repair',
      opens: 'clients',
    },
  ])
})

test('waits for the first look at the mail programs: what was found before it is said, too', async () => {
  const { come, stop, told } = await start()
  await come(open)
  await stop()
  const { notified, store, clock, come: comeAgain } = await start({ told, lookedAt: null })
  await comeAgain(['cafe', { verdict: 'blocked', mechanism: 'drop' }, {}])
  expect(notified).toEqual([])
  store.change(({ clients }) => ({
    clients: { ...clients, lookedAt: '2026-11-24T00:00:00.000Z', profiles: [profile] },
  }))
  await clock.advance(1)
  expect(notified.map(({ title }) => title)).toEqual(['This network blocks port 25'])
})

test('no more than three a day', async () => {
  const { clock, titles, come } = await start()
  for (const id of ['a', 'b', 'c', 'd']) {
    await come(['home', open[1], open[2]])
    await come([id, cafe[1], cafe[2]])
    await clock.advance(minute)
  }
  await come(hotel)
  expect(titles()).toHaveLength(3)
})
