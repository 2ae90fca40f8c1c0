import process from 'node:process'
import { expect, test } from 'vitest'
import { offline } from '../../../../electron/contract/network.ts'
import { AppState } from '../../../../electron/contract/state.ts'
import { trayView } from '../../../../electron/state/tray-view.ts'
import { account, home, start } from './desk-world.ts'

const minute = 60_000

/** What the tray shows, revision after revision; the same in a row once. */
function watchTray({ store }: Pick<Awaited<ReturnType<typeof start>>, 'store'>): string[] {
  const seen: string[] = []
  store.onChange((state) => {
    AppState.parse(state)
    const { mark, of } = trayView(state)
    const look = of === 'now' ? mark : `${mark}, ${of}`
    if (seen.at(-1) !== look) seen.push(look)
  })
  return seen
}

test('home, a network never seen, offline, and home again', async () => {
  const desk = await start({ settings: { accounts: [account] } })
  const seen = watchTray(desk)
  const { goTo, world, until, state, clock } = desk
  await goTo('home', 'reset')
  await goTo('cafe', 'captive')
  Object.assign(world, { identity: offline })
  await until(() => state().checked?.mark === 'offline')
  await clock.advance(2 * minute)
  await goTo('home', 'reset')
  // At home no port of this server is open.
  expect(seen).toEqual([
    'checking',
    'blocked',
    'checking',
    'attention',
    'offline',
    'blocked, earlier-visit',
    'blocked',
  ])
})

test('a network never seen shows nothing of the one before it', async () => {
  const { store, goTo, world, until, state } = await start({ settings: { accounts: [account] } })
  await goTo('home', 'reset')
  const shown: (string | null | undefined)[] = []
  store.onChange((now) => {
    if (now.network?.id === 'cafe') shown.push(now.checked?.mark, now.accounts[0]?.checked?.mark)
  })
  Object.assign(world, { identity: { ...home, id: 'cafe' }, weather: 'mute' })
  await until(() => state().network?.id === 'cafe' && state().checking !== null)
  expect(new Set(shown)).toEqual(new Set([undefined]))
})

test('what an earlier visit showed is shown for each account, and marked', async () => {
  const taro = { ...account, id: 'taro', address: 'taro@tanaka.example' }
  const { goTo, world, until, state, clock } = await start({ settings: { accounts: [account, taro] } })
  await goTo('home', 'reset')
  const { checked } = state()
  await goTo('cafe', 'captive')
  await clock.advance(2 * minute)
  Object.assign(world, { identity: home, weather: 'mute' })
  await until(() => state().network?.id === 'home' && state().checking !== null)
  expect(state()).toMatchObject({ remembered: true, checked })
  expect(state().accounts.map((one) => one.checked?.mark)).toEqual(['blocked', 'blocked'])
})

test('sleep in one place, wake in another, and back', async () => {
  const desk = await start({ settings: { accounts: [account] } })
  const { goTo, clock, state, history } = desk
  await goTo('home', 'reset')
  clock.sleep(9 * 60 * minute)
  await goTo('office', 'captive')
  expect(state().checked?.mark).toBe('attention')
  clock.sleep(9 * 60 * minute)
  const seen = watchTray(desk)
  await goTo('home', 'reset')
  // The office's sign-in page is asked for until it is noticed that this is not the office any more.
  expect(seen.slice(-2)).toEqual(['blocked, earlier-visit', 'blocked'])
  expect(history[1]?.networkId).toBe('office')
  expect(history.at(-1)?.networkId).toBe('home')
})

test('a paused account is kept in the file, and neither checked nor counted', async () => {
  const taro = { ...account, id: 'taro', address: 'taro@tanaka.example' }
  const { handlers, history, state, settingsFile, until, checkedTimes } = await start({
    settings: { accounts: [account, taro] },
  })
  await until(() => checkedTimes() === 1)
  await handlers['account.pause']({ id: 'taro', paused: true })
  expect((await settingsFile()).accounts).toMatchObject([{ id: 'hanako' }, { id: 'taro', paused: true }])
  await until(() => checkedTimes() === 2 && state().checking === null)
  expect(state().accounts.map(({ checked }) => checked?.mark)).toEqual(['blocked', undefined])

  await handlers['account.pause']({ id: 'hanako', paused: true })
  await until(() => checkedTimes() === 3 && state().checking === null)
  expect(history[2]?.servers).toEqual([])
  expect(trayView(state()).of).toBe('network-alone')
  // There is an account; it is only paused.
  expect(state().checked).toMatchObject({ mark: 'attention', wayOut: null })

  await handlers['account.pause']({ id: 'hanako', paused: false })
  await until(() => checkedTimes() === 4 && state().checking === null)
  expect((await settingsFile()).accounts[0]).toEqual(account)
  expect(state().accounts[0]?.checked?.mark).toBe('blocked')
  await handlers['account.pause']({ id: 'hanako', paused: false })
  expect(await handlers['account.pause']({ id: 'nobody', paused: true })).toEqual({ notNow: true })
  expect(checkedTimes()).toBe(4)
})

test('1,000 changes of network leave no timer, listener or socket behind', async () => {
  const { clock, world, until, state, stop } = await start({
    weather: 'gone',
    settings: { accounts: [account] },
  })
  await until(() => state().checked !== null)
  const sockets = () => process.getActiveResourcesInfo().filter((kind) => kind === 'TCPSocketWrap').length
  const [waiting, before] = [clock.waiting(), sockets()]
  for (let change = 0; change < 1_000; change += 1) {
    world.identity = change % 3 === 0 ? offline : { ...home, id: `network ${change % 50}` }
    await clock.advance(6_500)
  }
  await until(() => state().checking === null)
  expect(clock.waiting()).toBeLessThanOrEqual(waiting)
  expect(sockets()).toBeLessThanOrEqual(before)
  await stop()
  expect(clock.waiting()).toBe(0)
})
