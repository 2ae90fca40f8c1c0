import { type ChildProcess, spawn, spawnSync } from 'node:child_process'
import { once } from 'node:events'
import { mkdirSync, readFileSync, writeFileSync } from 'node:fs'
import path from 'node:path'
import process from 'node:process'
import type { Page } from '@playwright/test'
import { accountOf, expect, t, test as base } from './shell-fixtures.ts'
import { button } from './world/fixtures.ts'
import { later, says, title } from './world/wizard.ts'

type Fixtures = {
  /** Of a Thunderbird that sends through port 25, without TLS and without signing in. */
  prefs: { file: string; before: Buffer }
  /** Has the profile open as Thunderbird has it, until it is released or killed. */
  hold: () => Promise<() => Promise<void>>
}

const perl = process.platform === 'linux' && spawnSync('perl', ['-e1']).status === 0
const holder = `
use Fcntl qw(:DEFAULT :seek);
sysopen(my $lock, $ARGV[0], O_RDWR | O_CREAT) or die;
my $whole = pack('s s x4 q q i x4', F_WRLCK, SEEK_SET, 0, 0, 0);
fcntl($lock, F_SETLK, $whole) or die;
$| = 1; print "locked\\n"; <STDIN>;
`

const test = base.extend<Fixtures>({
  // Before the app starts.
  prefs: [
    async ({ profile }, use) => {
      const folder = path.join(profile, '.thunderbird', 'x1y2z3.default-release')
      mkdirSync(folder, { recursive: true })
      writeFileSync(
        path.join(profile, '.thunderbird', 'profiles.ini'),
        '[Profile0]\nName=default\nIsRelative=1\nPath=x1y2z3.default-release\nDefault=1\n',
      )
      const file = path.join(folder, 'prefs.js')
      writeFileSync(file, linesOf({ port: 25, try_ssl: 0, authMethod: 1 }))
      await use({ file, before: readFileSync(file) })
    },
    { auto: true },
  ],
  hold: async ({ prefs }, use) => {
    const children: ChildProcess[] = []
    await use(async () => {
      const lock = path.join(path.dirname(prefs.file), '.parentlock')
      const child = spawn('perl', ['-e', holder, lock], { stdio: ['pipe', 'pipe', 'inherit'] })
      children.push(child)
      await once(child.stdout, 'data')
      return async () => {
        const over = once(child, 'exit')
        child.stdin.end()
        await over
      }
    })
    for (const child of children) child.kill()
  },
})

/** As Thunderbird writes it, and a line that it would not write: every byte of it is to stay. */
function linesOf(smtp: Record<string, number | string>): string {
  const values = {
    'mail.accountmanager.accounts': 'account1',
    'mail.accountmanager.defaultaccount': 'account1',
    'mail.account.account1.server': 'server1',
    'mail.account.account1.identities': 'id1',
    'mail.identity.id1.fullName': '田中 花子',
    'mail.identity.id1.useremail': 'hanako@tanaka.example',
    'mail.identity.id1.smtpServer': 'smtp1',
    'mail.server.server1.type': 'imap',
    'mail.server.server1.hostname': 'mail.tanaka.example',
    'mail.server.server1.port': 993,
    'mail.server.server1.socketType': 3,
    'mail.server.server1.userName': 'hanako@tanaka.example',
    'mail.smtpservers': 'smtp1',
    'mail.smtp.defaultserver': 'smtp1',
    'mail.smtpserver.smtp1.hostname': 'mail.tanaka.example',
    ...Object.fromEntries(
      Object.entries(smtp).map(([name, value]) => [`mail.smtpserver.smtp1.${name}`, value]),
    ),
  }
  const prefs = Object.entries(values).map(
    ([name, value]) => `user_pref("${name}", ${JSON.stringify(value)});\n`,
  )
  return `// Mozilla User Preferences\n\n${prefs.join('')}  /* mine */\n`
}

const client = 'Thunderbird'
const toClients = (page: Page) =>
  page
    .getByRole('navigation')
    .getByRole('button', { name: t('ui.app.clients') })
    .click()
const repair = (page: Page) => button(page, 'ui.clients.repair')
const chip = (page: Page, ...text: Parameters<typeof t>) =>
  expect(page.locator('.client .chip').getByText(t(...text), { exact: true })).toBeVisible(later)
const focused = (page: Page) => page.locator(':focus')

test('a Thunderbird on port 25 is repaired as soon as it is closed, and put back byte for byte', async ({
  window: page,
  prefs,
  hold,
}) => {
  test.skip(!perl, 'needs Linux and perl for the lock that Thunderbird takes')
  await toClients(page)
  await chip(page, 'ui.clients.chip.broken-here-in-clear', { port: 25 })
  await expect(repair(page)).toBeVisible(later)
  const place = page.getByRole('navigation').getByRole('button', { name: t('ui.app.clients') })
  await expect(place).toContainText(t('ui.clients.needs-you', { count: 1 }))

  const release = await hold()
  await says(page, 'ui.clients.is-open', { client })
  await repair(page).click()
  await says(page, 'ui.clients.waiting', { client })
  await expect(focused(page)).toContainText(t('ui.clients.waiting', { client }))
  expect(readFileSync(prefs.file)).toEqual(prefs.before)

  // Ended, it is as before; asked for again, it waits again.
  await button(page, 'ui.busy.stop').click()
  await expect(repair(page)).toBeFocused()
  await repair(page).click()
  await says(page, 'ui.clients.waiting', { client })
  await release()
  await says(page, 'ui.clients.repaired')
  await expect(focused(page)).toContainText(t('ui.clients.repaired'))
  await chip(page, 'ui.clients.chip.fine', { port: 587 })
  await expect(place).not.toContainText(t('ui.clients.needs-you', { count: 1 }))
  const repaired = readFileSync(prefs.file, 'utf8')
  for (const line of ['port", 587', 'try_ssl", 2', 'authMethod", 3', 'incomingAccount", "server1"'])
    expect(repaired).toContain(`user_pref("mail.smtpserver.smtp1.${line});`)

  await button(page, 'ui.clients.undo').click()
  await says(page, 'ui.clients.undone')
  await expect(focused(page)).toContainText(t('ui.clients.undone'))
  await expect(repair(page)).toBeVisible(later)
  expect(readFileSync(prefs.file)).toEqual(prefs.before)
})

test('what is changed by hand is ticked by itself, and then there is nothing to repair', async ({
  window: page,
  prefs,
}) => {
  await toClients(page)
  await expect(repair(page)).toBeVisible(later)
  await page.getByText(t('ui.clients.by-hand'), { exact: true }).click()
  const ticks = page.locator('.steps .is-done')
  await expect(ticks).toHaveCount(0)
  writeFileSync(prefs.file, linesOf({ port: 587, try_ssl: 2, authMethod: 1 }))
  await expect(ticks).toHaveCount(2, later)
  const all = { port: 587, try_ssl: 2, authMethod: 3, username: 'hanako@tanaka.example' }
  writeFileSync(prefs.file, linesOf(all))
  await expect(ticks).toHaveCount(4, later)
  await chip(page, 'ui.clients.chip.fine', { port: 587 })
})

test.describe('an account that Thunderbird does not have', () => {
  test.use({ settings: { version: 1, accounts: [accountOf('junk.example')], setup: null } })

  test('is put there on request, and taken out again', async ({ window: page, prefs }) => {
    const address = 'hanako@junk.example'
    await toClients(page)
    await says(page, 'ui.clients.create.offer', { address, client })
    await button(page, 'ui.clients.create.add', { client }).click()
    const created = t('ui.clients.created', { address, client })
    await expect(page.getByText(created, { exact: true })).toBeVisible(later)
    await expect(focused(page)).toContainText(created)
    await expect(
      page.getByText(t('ui.clients.about', { addresses: address, profile: 'default' })),
    ).toBeVisible(later)
    expect(readFileSync(prefs.file, 'utf8')).toContain('"mail.junk.example"')

    await button(page, 'ui.clients.undo').click()
    await says(page, 'ui.clients.undone')
    await expect(focused(page)).toContainText(t('ui.clients.undone'))
    await says(page, 'ui.clients.create.offer', { address, client })
    expect(readFileSync(prefs.file)).toEqual(prefs.before)
  })
})

const { submission, incoming, username } = accountOf('tanaka.example')

test.describe('in the last step of the wizard', () => {
  test.use({
    settings: {
      version: 1,
      accounts: [accountOf('tanaka.example')],
      setup: {
        welcomed: true,
        address: 'hanako@tanaka.example',
        servers: { source: 'autoconfig', submission, incoming, username },
        network: {
          headline: { key: 'verdict.ready.blocked.drop', params: { port: 587 } },
          canSend: true,
        },
        signedIn: { accountId: 'tanaka.example', kept: 'keychain' },
        testMail: { kind: 'skipped' },
        clientsSeen: false,
      },
    },
  })

  test('the same is offered, and what is left open stays on Mail clients', async ({ window: page }) => {
    await title(page, 'ui.wizard.mail-clients')
    await chip(page, 'ui.clients.chip.broken-here-in-clear', { port: 25 })
    await expect(repair(page)).toBeVisible(later)
    await says(page, 'ui.clients.later')
    await button(page, 'ui.clients.finish').click()
    await button(page, 'ui.done.open').click()
    await toClients(page)
    await expect(repair(page)).toBeVisible(later)
  })

  test('it is repaired there, too', async ({ window: page, prefs }) => {
    await title(page, 'ui.wizard.mail-clients')
    await repair(page).click(later)
    await says(page, 'ui.clients.repaired')
    await expect(page.getByText(t('ui.clients.later'))).toBeHidden()
    expect(readFileSync(prefs.file, 'utf8')).toContain('smtp1.port", 587')
  })
})
