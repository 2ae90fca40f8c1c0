import { readFileSync } from 'node:fs'
import path from 'node:path'
import type { ElectronApplication, Page } from '@playwright/test'
import { startWine, type Wine, wineMissing } from '../fakes/wine.ts'
import { expect, t, test as base } from './shell-fixtures.ts'
import { button } from './world/fixtures.ts'
import { later } from './world/wizard.ts'

const root = 'HKEY_CURRENT_USER\\Software\\Microsoft\\Office'
const profile = '花子のメール'
const account = `${root}\\16.0\\Outlook\\Profiles\\${profile}\\9375CFF0413111d3B88A00104B2A6676\\00000002`
const recorded = readFileSync(path.join(import.meta.dirname, 'world/outlook.reg'), 'utf8')

type Fixtures = {
  /** All that Outlook has in the registry, as reg.exe exports it now. */
  exported: () => Promise<string>
  /** Changes values of the account, as another program would. */
  set: (...values: string[]) => Promise<void>
}

const test = base.extend<Fixtures, { wine: Wine }>({
  wine: [
    async ({}, use) => {
      const wine = await startWine()
      await use(wine)
      await wine.stop()
    },
    { scope: 'worker', timeout: 180_000 },
  ],
  exported: async ({ wine }, use) => {
    await wine.run(['delete', root, '/f'], wine.folder)
    await wine.put(recorded)
    await use(async () => (await wine.dump(root))?.toString('utf16le') ?? 'no key')
  },
  set: ({ wine }, use) =>
    use((...values) =>
      wine.put(`Windows Registry Editor Version 5.00\n\n[${account}]\n${values.join('\n')}\n`),
    ),
  // Before the app starts.
  computer: async ({ wine, exported }, use) => {
    await exported()
    await use({ platform: 'win32', winePrefix: wine.prefix })
  },
})

const client = t('client.name.outlook')
const toClients = (page: Page) =>
  page
    .getByRole('navigation')
    .getByRole('button', { name: t('ui.app.clients') })
    .click()
const repair = (page: Page) => button(page, 'ui.clients.repair')
const chip = (page: Page, ...text: Parameters<typeof t>) =>
  expect(page.locator('.client .chip').getByText(t(...text), { exact: true })).toBeVisible(later)
// Postern asks Windows for what has changed every few seconds alone.
const tells = (page: Page, ...text: Parameters<typeof t>) =>
  expect(page.getByText(t(...text)).first()).toBeVisible(later)
const setProcesses = (app: ElectronApplication, ...processes: string[]) =>
  app.evaluate(
    (_electron, names) => {
      globalThis.world.processes = names
    },
    ['System Idle Process', 'olk.exe', ...processes],
  )

const missing = wineMissing()

test.describe(`classic Outlook${missing === null ? '' : ` (skipped: ${missing})`}`, () => {
  test.skip(missing !== null, missing ?? '')
  // Each reg.exe is a new process, and a machine may be busy.
  test.describe.configure({ timeout: 150_000 })

  test('is broken on port 25 in its own words, and Microsoft has no documented way to change that', async ({
    window: page,
  }) => {
    await toClients(page)
    await chip(page, 'ui.clients.chip.broken-here-in-clear', { port: 25 })
    await tells(page, 'ui.clients.about', { addresses: 'hanako@tanaka.example', profile })
    await expect(repair(page)).toBeVisible(later)
    const rows = page.locator('table.diff tbody tr')
    await expect(rows).toHaveCount(3)
    for (const [place, label, now, after] of [
      [0, 'port', '25', '587'],
      [1, 'security', t('ui.guide.outlook.word.none'), t('ui.guide.word.starttls')],
      [2, 'sign-in', t('ui.guide.outlook.word.off'), t('ui.guide.outlook.word.on')],
    ] as const)
      await expect(rows.nth(place)).toHaveText(`${t(`ui.guide.outlook.field.${label}`)}${now}${after}`)
    await tells(page, 'client.outlook.unofficial')
    await expect(page.getByText(t('ui.clients.by-hand'), { exact: true })).toBeVisible()
    await expect(page.getByText(t('ui.clients.create.add', { client }))).toHaveCount(0)
  })

  test('is repaired as soon as it is closed, and put back to the byte', async ({
    app,
    window: page,
    exported,
  }) => {
    const start = await exported()
    await toClients(page)
    await expect(repair(page)).toBeVisible(later)
    await setProcesses(app, 'OUTLOOK.EXE')
    await tells(page, 'ui.clients.is-open', { client })
    await repair(page).click()
    await tells(page, 'ui.clients.waiting', { client })
    expect(await exported()).toBe(start)

    await setProcesses(app)
    await expect(page.locator(':focus')).toContainText(t('ui.clients.repaired'), later)
    await tells(page, 'ui.clients.repaired.port', { client, port: 587 })
    await expect(page.locator('.outcome')).toContainText(t('client.outlook.check'))
    await chip(page, 'ui.clients.chip.fine', { port: 587 })
    const written = ['"SMTP Port"=dword:0000024b', '"SMTP Secure Connection"=dword:00000002']
    for (const line of [...written, '"SMTP Use Auth"=dword:00000001'])
      expect(await exported()).toContain(line)

    await setProcesses(app, 'OUTLOOK.EXE')
    await button(page, 'ui.clients.undo').click()
    await tells(page, 'ui.clients.waiting.undo')
    expect(await exported()).toContain(written[0])
    await setProcesses(app)
    await expect(page.locator(':focus')).toContainText(t('ui.clients.undone'), later)
    expect(await exported()).toBe(start)
    await expect(repair(page)).toBeVisible(later)
  })

  test('is set right by hand: what the registry has is ticked', async ({ window: page, set }) => {
    await toClients(page)
    await expect(repair(page)).toBeVisible(later)
    await page.getByText(t('ui.clients.by-hand'), { exact: true }).click()
    const steps = page.locator('details.client[open] .steps')
    const ticks = steps.locator('.is-done')
    const again = button(page, 'ui.clients.check-again')
    await expect(steps).toContainText(t('ui.guide.outlook.field.security'))
    await expect(ticks).toHaveCount(0)
    await set('"SMTP Secure Connection"=dword:00000002', '"SMTP Port"=dword:0000024b')
    await again.click()
    await expect(ticks).toHaveCount(2, later)
    await set('"SMTP Use Auth"=dword:00000001')
    await again.click()
    await chip(page, 'ui.clients.chip.fine', { port: 587 })
    await expect(repair(page)).toHaveCount(0)
  })

  test('has accounts of Exchange, which are left alone', async ({ window: page, exported }) => {
    const exchange = async () =>
      (await exported()).split('\r\n\r\n').filter((key) => key.includes('{ED475414'))
    const start = await exchange()
    expect(start).toHaveLength(2)
    await toClients(page)
    await repair(page).click(later)
    await tells(page, 'ui.clients.repaired')
    await expect(page.getByText('contoso')).toHaveCount(0)
    await tells(page, 'ui.clients.about-profile', { profile: '会社' })
    await tells(page, 'ui.clients.empty-profile.outlook')
    expect(await exchange()).toEqual(start)
  })
})
