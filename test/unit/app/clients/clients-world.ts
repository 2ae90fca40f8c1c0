import { mkdir, mkdtemp, readFile, rm, writeFile } from 'node:fs/promises'
import net from 'node:net'
import { tmpdir } from 'node:os'
import path from 'node:path'
import { onTestFinished } from 'vitest'
import { createAccountStore } from '../../../../electron/accounts/account-store.ts'
import { plainRequest } from '../../../../electron/app/check.ts'
import type { Services } from '../../../../electron/app/compose.ts'
import { noRegistry } from '../../../../electron/clients/outlook/registry.ts'
import { parsePrefs, type PrefValue } from '../../../../electron/clients/thunderbird/prefs-file.ts'
import type { Account } from '../../../../electron/contract/account.ts'
import type { NetworkIdentity } from '../../../../electron/contract/network.ts'
import { usualPreferences } from '../../../../electron/contract/preferences.ts'
import { ok } from '../../../../electron/contract/result.ts'
import { createSessionStore } from '../../../../electron/credentials/session-store.ts'
import { holdLock } from '../../../fakes/held-lock.ts'
import { listen } from '../../../fakes/listening.ts'
import { createMailHost, type MailHostOptions } from '../../../fakes/mail-host.ts'
import { certificateFor, createSmallInternet } from '../../../fakes/small-internet.ts'
import { hanako } from '../../clients/thunderbird/some-profile.ts'
import { createServices } from '../some-services.ts'

const home: NetworkIdentity = { id: 'home', gateway: '192.168.1.1', interface: 'wlan0', kind: 'wireless' }

export const mailName = 'mail.tanaka.example'

/** Hanako's account as Postern knows it. */
export const account: Account = {
  id: 'hanako',
  address: 'hanako@tanaka.example',
  username: 'hanako',
  submission: { host: mailName, port: 587, security: 'starttls' },
  incoming: { protocol: 'imap', host: mailName, port: 993, security: 'tls' },
  pinned: [],
  startTlsSeen: true,
}

const hosts = {
  [mailName]: '203.0.113.25',
  'mx.alpha.example': '203.0.113.65',
  'mx.bravo.example': '203.0.113.97',
  'mx.charlie.example': '203.0.113.129',
  'smtp.gmail.com': '203.0.113.161',
  'www.cloudflare.com': '203.0.113.162',
}

export const references = ['mx.alpha.example', 'mx.bravo.example', 'mx.charlie.example']
export const request = { ...plainRequest, references }

export type ClientsWorldOptions = {
  certificate?: MailHostOptions['certificate']
  accounts?: Account[]
  /** Of Hanako's prefs.js; null: without. */
  prefs?: Record<string, PrefValue | null>
}

export type ClientsWorld = Awaited<ReturnType<typeof createClientsWorld>>

/** Thunderbird's files in a home of their own, and real servers on 127.0.0.1 in a network that refuses port 25. */
export async function createClientsWorld({
  certificate,
  accounts = [],
  prefs = {},
}: ClientsWorldOptions = {}) {
  const folder = await mkdtemp(path.join(tmpdir(), 'postern-clients-'))
  const root = path.join(folder, 'home', '.thunderbird')
  const profile = path.join(root, 'abc.default-release')
  const prefsFile = path.join(profile, 'prefs.js')
  const putPrefs = (values: Record<string, PrefValue | null>, file = prefsFile) =>
    writeFile(
      file,
      Object.entries(values)
        .filter(([, value]) => value !== null)
        .map(([name, value]) => `user_pref(${JSON.stringify(name)}, ${JSON.stringify(value)});\n`)
        .join(''),
    )
  await mkdir(profile, { recursive: true })
  await writeFile(
    path.join(root, 'profiles.ini'),
    '[Profile0]\nName=default-release\nIsRelative=1\nPath=abc.default-release\n',
  )
  await putPrefs({ ...hanako, ...prefs })

  const mailHost = await createMailHost({
    name: mailName,
    certificate: certificate ?? (await certificateFor([mailName])),
    user: { address: account.address, username: account.username, password: 'himitsu' },
  })
  // Controls are greeted at most.
  const control = await listen(net.createServer((socket) => socket.end('220 ESMTP\r\n')))
  const ports: Record<string, number | 'silent'> = {
    [`${mailName}:587`]: mailHost.ports.submission,
    [`${mailName}:465`]: mailHost.ports.submissions,
    'smtp.gmail.com:587': control.port,
    'smtp.gmail.com:465': control.port,
    'www.cloudflare.com:443': control.port,
  }
  const internet = await createSmallInternet({
    hosts,
    ports,
    web: { 'http://cp.cloudflare.com/generate_204': { status: 204 } },
  })
  const settingsFile = path.join(folder, 'settings.json')
  await writeFile(
    settingsFile,
    JSON.stringify({
      version: 1,
      accounts,
      setup: null,
      preferences: { ...usualPreferences, references },
    }),
  )
  const plain = await createServices()
  const here: { network: NetworkIdentity; arrived: (network: NetworkIdentity) => void } = {
    network: home,
    arrived: () => undefined,
  }
  const services: Services = {
    ...plain.services,
    network: internet,
    wallClock: Date.now,
    readNetwork: () => Promise.resolve(here.network),
    watchNetwork: ({ signal, onChange }) => {
      here.arrived = onChange
      onChange(here.network)
      return new Promise((resolve) => signal.addEventListener('abort', () => resolve(), { once: true }))
    },
    hasRoute: (family) => Promise.resolve(family === 4),
    history: { append: () => Promise.resolve(ok(undefined)), read: () => Promise.resolve(ok([])) },
    mailPrograms: {
      machine: { platform: 'linux', env: {}, home: path.join(folder, 'home') },
      changesFolder: path.join(folder, 'changes'),
      registry: noRegistry,
      outlookUse: () => Promise.resolve('closed'),
    },
    accounts: createAccountStore({ file: settingsFile }),
    credentials: createSessionStore(),
  }
  onTestFinished(async () => {
    await internet.expectNothingLeft()
    plain.close()
    await Promise.all([internet.close(), mailHost.close(), control.close()])
    await rm(folder, { recursive: true })
  })
  return {
    services,
    root,
    profile,
    prefsFile,
    putPrefs,
    ports,
    dialled: internet.dialled,
    /** What the profile holds now. */
    prefs: async () => Object.fromEntries(parsePrefs(await readFile(prefsFile)).values),
    /** This computer comes to another network. */
    goTo: (id: string) => {
      here.network = { ...home, id }
      here.arrived(here.network)
    },
    /** A Thunderbird that has the profile open; gives what closes it. */
    startThunderbird: () => holdLock(path.join(profile, '.parentlock')),
  }
}

/** What a repair of Hanako's profile writes. */
export const repaired = {
  'mail.smtpserver.smtp1.port': 587,
  'mail.smtpserver.smtp1.try_ssl': 2,
  'mail.smtpserver.smtp1.authMethod': 3,
  'mail.smtpserver.smtp1.username': 'hanako',
  'mail.smtpserver.smtp1.incomingAccount': 'server1',
}
