import { mkdirSync } from 'node:fs'
import path from 'node:path'
import type { Page } from '@playwright/test'
import { accountOf, expect, t, test as base } from './shell-fixtures.ts'
import { button } from './world/fixtures.ts'
import { title } from './world/wizard.ts'

type Kind = 'new-windows' | 'mac'
type Fixtures = { kind: Kind }

/** Where each is found, in the folders of the person. */
const places = {
  'new-windows': { platform: 'win32', folder: 'local/Packages/Microsoft.OutlookForWindows_8wekyb3d8bbwe' },
  mac: { platform: 'darwin', folder: 'Applications/Microsoft Outlook.app' },
} as const

const test = base.extend<Fixtures>({
  kind: ['new-windows', { option: true }],
  // Before the app starts.
  computer: async ({ profile, kind }, use) => {
    const { platform, folder } = places[kind]
    mkdirSync(path.join(profile, folder), { recursive: true })
    await use({ platform, winePrefix: null })
  },
})

const { submission, incoming, username } = accountOf('tanaka.example')
const cards = {
  'new-windows': {
    name: t('ui.guide.outlook.part.new'),
    about: t('ui.guide.outlook.new.about'),
    cloud: t('ui.guide.outlook.new'),
    fields: [
      [t('ui.guide.outlook.new.field.imap-host'), incoming.host],
      [t('ui.guide.outlook.new.field.imap-port'), '993'],
      [t('ui.guide.outlook.new.field.host'), submission.host],
      [t('ui.guide.outlook.new.field.port'), '587'],
      [t('ui.guide.outlook.new.field.security'), t('ui.guide.word.starttls')],
    ],
  },
  mac: {
    name: t('ui.guide.outlook.part.mac'),
    about: t('ui.guide.outlook.mac.about'),
    cloud: t('ui.guide.outlook.mac'),
    fields: [
      [t('ui.guide.outlook.mac.field.host'), submission.host],
      [t('ui.guide.outlook.mac.field.override'), t('ui.guide.outlook.word.on')],
      [t('ui.guide.outlook.mac.field.port'), '587'],
      [t('ui.guide.outlook.mac.field.tls'), t('ui.guide.outlook.word.on')],
    ],
  },
} as const

const cardOf = (page: Page, kind: Kind) =>
  page
    .locator('details.client')
    .filter({ has: page.getByRole('heading', { level: 2, name: cards[kind].name, exact: true }) })
const toClients = (page: Page) =>
  page
    .getByRole('navigation')
    .getByRole('button', { name: t('ui.app.clients') })
    .click()
const fieldsIn = (page: Page, kind: Kind) => cardOf(page, kind).locator('.guide-field')

for (const kind of ['new-windows', 'mac'] as const) {
  const { name, about, cloud, fields } = cards[kind]

  test.describe(name, () => {
    test.use({ kind })

    test('is found by its folder, and has its steps and what its cloud means', async ({ window: page }) => {
      await toClients(page)
      const card = cardOf(page, kind)
      await expect(card.locator('summary')).toContainText(about)
      await expect(card.getByText(cloud)).toBeHidden()
      await card.locator('summary').click()
      await expect(card.getByText(cloud)).toBeVisible()
      await expect(fieldsIn(page, kind)).toHaveText(fields.map(([label, value]) => `${label}${value}`))
      await expect(page.getByText(t('ui.clients.none'))).toHaveCount(0)
    })

    test.describe('without an account', () => {
      test.use({ settings: { version: 1, accounts: [], setup: null } })

      test('has its steps as well: what is always the same, and what the provider names', async ({
        window: page,
      }) => {
        await toClients(page)
        await cardOf(page, kind).locator('summary').click()
        const own = t('ui.guide.word.from-provider')
        await expect(fieldsIn(page, kind)).toHaveText(
          fields.map(([label, value]) => `${label}${value.startsWith('mail.') ? own : value}`),
        )
        await expect(cardOf(page, kind)).not.toContainText('{{')
      })
    })
  })
}

test('an error that is explained leads to the programs, also on their own screen', async ({
  window: page,
}) => {
  await toClients(page)
  await expect(cardOf(page, 'new-windows')).toBeVisible()
  await page.getByLabel(t('ui.explain.field')).fill('554 5.7.1 Relay access denied')
  await button(page, 'ui.explain.offer.clients').click()
  await expect(cardOf(page, 'new-windows').locator('summary')).toBeFocused()
})

test.describe('in the last step of the wizard', () => {
  test.use({
    settings: {
      version: 1,
      accounts: [accountOf('tanaka.example')],
      setup: {
        welcomed: true,
        address: 'hanako@tanaka.example',
        servers: { source: 'autoconfig', submission, incoming, username },
        network: { headline: { key: 'verdict.ready.blocked.drop', params: { port: 587 } }, canSend: true },
        signedIn: { accountId: 'tanaka.example', kept: 'keychain' },
        testMail: { kind: 'skipped' },
        clientsSeen: false,
      },
    },
  })

  test('it is shown as well', async ({ window: page }) => {
    await title(page, 'ui.wizard.mail-clients')
    const { fields } = cards['new-windows']
    await cardOf(page, 'new-windows').locator('summary').click()
    await expect(fieldsIn(page, 'new-windows')).toHaveText(fields.map(([label, value]) => `${label}${value}`))
  })
})
