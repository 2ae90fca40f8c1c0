import { mkdirSync, readFileSync, writeFileSync } from 'node:fs'
import path from 'node:path'
import { namespaces } from '../../lab/addresses.ts'
import { connectVpn } from '../../lab/cable.ts'
import type { Lab } from '../../lab/lab.ts'
import type { Mode } from '../../lab/router-rules.ts'
import { mustRun } from '../../lab/run.ts'
import { accessInterface } from '../../lab/topology.ts'
import { Desktop } from '../desktop.ts'
import { accountOf } from '../shell-fixtures.ts'
import { t } from '../world/fixtures.ts'
import { because, expect, missing, test } from './fixtures.ts'

test.skip(missing !== null, missing ?? '')
test.setTimeout(300_000)

/** A poll, the time to settle, a check, and a slow machine. */
const change = { timeout: 40_000 }
const address = 'hanako@tanaka.example'
const home = { mac: '02:00:5e:10:00:01', address: '198.51.100.11' }
const cafe = { mac: '02:00:5e:10:00:02', address: '198.51.100.12' }
const hotel = { mac: '02:00:5e:10:00:03', address: '198.51.100.13' }

const looking = { mark: 'checking', toolTip: '' }
const open = { mark: 'ok', toolTip: t('verdict.ready.open', { port: 587 }) }
const dropped = { mark: 'via587', toolTip: t('verdict.ready.blocked.drop', { port: 587 }) }
const captive = { mark: 'attention', toolTip: t('outbound25.captive-portal') }
const offline = { mark: 'offline', toolTip: t('outbound25.offline') }

test(`a day in the tray: home, a café, a hotel and its sign-in, a VPN, offline, home${because}`, async ({
  start,
  lab,
  profile,
}) => {
  await lab.reset()
  await goTo(lab, home, 'none')
  writeProfile(profile)
  const desktop = new Desktop(await start('--hidden'))
  /** All that the tray has shown, however often it looked around meanwhile; and all that was said. */
  const day = async () => {
    const looks = await desktop.trayLooks()
    const inShort = looks.map((look) => (look.mark === 'checking' ? looking : look))
    return {
      tray: inShort.filter((look, index) => JSON.stringify(look) !== JSON.stringify(inShort[index - 1])),
      said: await desktop.notifications(),
    }
  }
  const expected: Awaited<ReturnType<typeof day>> = { tray: [], said: [] }
  const comes = async (tray: typeof expected.tray, said: typeof expected.said = []) => {
    expected.tray.push(...tray)
    expected.said.push(...said)
    await expect.poll(day, change).toEqual(expected)
  }

  await comes([looking, open])
  // In the first minute after the login nothing would be said.
  const memory = path.join(profile, 'config', 'postern', 'notifications.json')
  await expect.poll(() => read(memory), { timeout: 130_000 }).toContain('"port25":"open"')

  await goTo(lab, cafe, 'drop')
  const blocked = {
    title: t('notify.blocked'),
    body: t('notify.client', { client: t('client.name.thunderbird'), address }),
  }
  await comes([looking, dropped], [blocked])

  await goTo(lab, hotel, 'captive')
  await comes([looking, captive])
  await lab.router.mode('drop')
  // That Thunderbird is stuck is no news.
  await comes([looking, dropped])

  const hangUp = await connectVpn(path.join(profile, 'vpn.log'))
  const again = { title: t('notify.again'), body: t('notify.again.all', { port: 25 }) }
  await comes([looking, open], [again])

  await lab.router.mode('link-down')
  await hangUp()
  await comes([offline])

  await goTo(lab, home, 'none')
  await comes([{ mark: 'ok', toolTip: t('tray.remembered', { verdict: open.toolTip }) }, open])
})

/** Plugs the computer into another router, which gives it another address. */
async function goTo(lab: Lab, { mac, address: own }: typeof home, mode: Mode): Promise<void> {
  await lab.router.mode('link-down')
  await mustRun(['ip', '-n', namespaces.router, 'link', 'set', accessInterface, 'address', mac])
  const client = ['ip', '-n', namespaces.client] as const
  await mustRun([...client, 'addr', 'flush', 'dev', 'wan', 'label', 'wan:lease'])
  await mustRun([...client, 'addr', 'add', `${own}/26`, 'dev', 'wan', 'label', 'wan:lease'])
  await lab.router.mode(mode)
}

/** Somebody who has set up an account, and whose Thunderbird sends through port 25. */
function writeProfile(profile: string): void {
  write(path.join(profile, 'config', 'postern', 'settings.json'), {
    version: 1,
    accounts: [accountOf('tanaka.example')],
    setup: null,
  })
  const thunderbird = path.join(profile, '.thunderbird')
  write(
    path.join(thunderbird, 'profiles.ini'),
    '[Profile0]\nName=default\nIsRelative=1\nPath=home.default\nDefault=1\n\n[General]\nVersion=2\n',
  )
  const prefs = {
    'mail.accountmanager.accounts': 'account1',
    'mail.account.account1.server': 'server1',
    'mail.account.account1.identities': 'id1',
    'mail.server.server1.type': 'imap',
    'mail.server.server1.hostname': 'mail.tanaka.example',
    'mail.server.server1.userName': address,
    'mail.identity.id1.useremail': address,
    'mail.identity.id1.smtpServer': 'smtp1',
    'mail.smtpservers': 'smtp1',
    'mail.smtpserver.smtp1.hostname': 'mail.tanaka.example',
    'mail.smtpserver.smtp1.port': 25,
    'mail.smtpserver.smtp1.try_ssl': 2,
    'mail.smtpserver.smtp1.authMethod': 3,
    'mail.smtpserver.smtp1.username': address,
  }
  write(
    path.join(thunderbird, 'home.default', 'prefs.js'),
    Object.entries(prefs)
      .map(([name, value]) => `user_pref("${name}", ${JSON.stringify(value)});\n`)
      .join(''),
  )
}

function write(file: string, content: string | object): void {
  mkdirSync(path.dirname(file), { recursive: true, mode: 0o700 })
  writeFileSync(file, typeof content === 'string' ? content : JSON.stringify(content))
}

function read(file: string): string {
  try {
    return readFileSync(file, 'utf8')
  } catch {
    return ''
  }
}
