import { readFile } from 'node:fs/promises'
import path from 'node:path'
import type { ElectronApplication } from '@playwright/test'
import type { HistoryView } from '../../electron/contract/timeline.ts'
import { Desktop } from './desktop.ts'
import {
  accountOf,
  call,
  closeWindows,
  expect,
  setWeather,
  stateOf,
  t,
  test,
  windowOf,
} from './shell-fixtures.ts'
import type { Weather } from './world/world-map.ts'

/** Longer than the watcher needs to see a network, and a check to be sure. */
const later = { timeout: 20_000 }

/** Comes to a network, where the tray says this in the end. */
async function goTo(
  app: ElectronApplication,
  desktop: Desktop,
  [id, weather, says]: [string, Weather, string],
) {
  await setWeather(app, weather, id)
  await desktop.power('resume')
  await expect.poll(() => desktop.toolTip(), later).toBe(says)
}

const open = t('verdict.ready.open', { port: 587 })
const home: [string, Weather, string] = ['home', 'open', open]
const cafe: [string, Weather, string] = ['cafe', 'all-blocked', t('verdict.all-blocked')]
const cannotSend = { title: t('notify.cannot-send'), body: t('notify.cannot-send.all') }

test('what a network changes for mail is said, once for each network, and a click opens the window there', async ({
  app,
  desktop,
}) => {
  test.setTimeout(150_000)
  await windowOf(app)
  await goTo(app, desktop, home)
  await closeWindows(app)
  expect(await desktop.notifications()).toEqual([])

  await goTo(app, desktop, cafe)
  await expect.poll(() => desktop.notifications()).toEqual([cannotSend])
  expect(app.windows()).toEqual([])
  const opened = app.waitForEvent('window')
  await desktop.clickNotification()
  await expect((await opened).getByRole('heading', { level: 1 })).toHaveText(t('ui.status.title'))

  await goTo(app, desktop, ['phone', 'open', open])
  const again = { title: t('notify.again'), body: t('notify.again.all', { port: 587 }) }
  await expect.poll(() => desktop.notifications()).toEqual([cannotSend, again])

  await goTo(app, desktop, cafe)
  await goTo(app, desktop, ['phone', 'open', open])
  expect(await desktop.notifications()).toHaveLength(2)
})

test('what was said is not said again after a restart', async ({ startWith }) => {
  test.setTimeout(150_000)
  const first = await startWith()
  const desktop = new Desktop(first)
  await goTo(first, desktop, home)
  await goTo(first, desktop, cafe)
  await expect.poll(() => desktop.notifications()).toEqual([cannotSend])
  await first.close()

  const second = await startWith()
  const after = new Desktop(second)
  await goTo(second, after, home)
  await goTo(second, after, cafe)
  await goTo(second, after, home)
  // Home says it, which is the proof that the café had its turn.
  await expect
    .poll(async () => (await after.notifications()).map(({ title }) => title))
    .toEqual([t('notify.again')])
})

test.describe('a person who wants it quiet', () => {
  const preferences = { language: null, references: [], checkEveryMinutes: 15 as const, quiet: true }
  test.use({ settings: { version: 1, accounts: [accountOf('tanaka.example')], setup: null, preferences } })

  test('hears nothing', async ({ app, desktop, window: page }) => {
    await goTo(app, desktop, home)
    await goTo(app, desktop, cafe)
    await goTo(app, desktop, home)
    expect((await stateOf(page)).preferences.quiet).toBe(true)
    expect(await desktop.notifications()).toEqual([])
  })
})

test.describe('with two accounts', () => {
  const accounts = [accountOf('tanaka.example'), accountOf('junk.example')]
  test.use({ settings: { version: 1, accounts, setup: null } })

  const via465 = t('verdict.ready.open', { port: 465 })

  test('tray and notification are about the one that the network concerns', async ({ app, desktop }) => {
    await goTo(app, desktop, home)
    await setWeather(app, 'stripped', 'hotel')
    await desktop.power('resume')
    await expect.poll(() => desktop.toolTip(), later).toMatch(/^hanako@tanaka\.example: /)
    await expect
      .poll(() => desktop.notifications())
      .toEqual([
        { title: t('notify.stripped', { port: 587 }), body: t('notify.postern-uses', { port: 465 }) },
      ])
  })

  test('one that is paused is not spoken of', async ({ app, desktop, window: page }) => {
    await goTo(app, desktop, home)
    await call(page, 'account.pause', { id: 'tanaka.example', paused: true })
    await expect.poll(async () => (await stateOf(page)).checking, later).toBeNull()
    await goTo(app, desktop, ['hotel', 'stripped', open])
    expect((await stateOf(page)).accounts.map(({ checked }) => checked?.mark)).toEqual([undefined, 'ok'])
    expect(await desktop.toolTip()).not.toBe(via465)
    expect(await desktop.notifications()).toEqual([])

    await call(page, 'account.pause', { id: 'junk.example', paused: true })
    await expect
      .poll(() => desktop.toolTip(), later)
      .toBe(t('tray.all-paused', { verdict: t('outbound25.open') }))
  })
})

test('networks have the names that the person gives them, and the history can be saved', async ({
  app,
  desktop,
  profile,
  window: page,
}) => {
  await goTo(app, desktop, home)
  await call(page, 'network.rename', { id: 'home', name: 'Café “Sakura”' })
  expect((await stateOf(page)).networkName).toBe('Café “Sakura”')
  const { value } = (await call(page, 'history.read', { days: 14 })) as { value: HistoryView }
  expect(value.networks).toMatchObject([{ id: 'home', name: 'Café “Sakura”', stays: [{ kind: 'open' }] }])

  const filePath = path.join(profile, 'history.csv')
  const choose = (canceled: boolean, file: string) =>
    app.evaluate(
      ({ dialog }, answer) => {
        dialog.showSaveDialog = () => Promise.resolve(answer)
      },
      { canceled, filePath: file },
    )
  await choose(false, filePath)
  await call(page, 'history.export')
  await expect.poll(() => readFile(filePath, 'utf8').catch(() => '')).toContain(',Café “Sakura”,home,open,')

  await choose(false, path.join(profile, 'nowhere', 'history.csv'))
  await expect
    .poll(async () => {
      await call(page, 'history.export')
      return (await stateOf(page)).problem
    })
    .toMatchObject({ key: 'ui.problem.not-saved', params: { code: 'ENOENT' } })
})
