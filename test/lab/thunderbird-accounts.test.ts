import { existsSync } from 'node:fs'
import { mkdir, mkdtemp, readFile, rm, writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import path from 'node:path'
import process from 'node:process'
import { afterAll, beforeAll, describe, expect, it, vi } from 'vitest'
import { diagnose } from '../../electron/clients/diagnose.ts'
import {
  authMethods,
  type MailSettings,
  readAccounts,
  smtpPrefs,
} from '../../electron/clients/thunderbird/accounts.ts'
import { planAccount } from '../../electron/clients/thunderbird/create.ts'
import { findProfiles } from '../../electron/clients/thunderbird/find.ts'
import { planRepair } from '../../electron/clients/thunderbird/plan.ts'
import { readPolicies } from '../../electron/clients/thunderbird/policies.ts'
import type { Layers } from '../../electron/clients/thunderbird/preferences.ts'
import { editPrefs, type PrefValue } from '../../electron/clients/thunderbird/prefs-file.ts'
import { readProfile } from '../../electron/clients/thunderbird/read-profile.ts'
import type { ClientIncoming, OutgoingServer } from '../../electron/contract/clients.ts'
import { thunderbirdMissing } from './requirements.ts'
import { askAccounts, installWithPolicies, type ThunderbirdAccounts } from './thunderbird-accounts.ts'
import {
  governed,
  governedUserJs,
  odd,
  offline,
  policies,
  profilesIni,
  toRepair,
} from './thunderbird-cases.ts'
import { startThunderbird, type ThunderbirdProgram } from './thunderbird-program.ts'
import { ownWords, readArchive, wordsOf } from './thunderbird-words.ts'

const unavailable = thunderbirdMissing()

type Run = { layers: Layers; thunderbird: ThunderbirdProgram; told: ThunderbirdAccounts; folder: string }

describe.skipIf(unavailable !== null)(
  `accounts of the real Thunderbird${unavailable ? ` (${unavailable})` : ''}`,
  () => {
    let folder: string
    const started: ThunderbirdProgram[] = []
    let runs: { odd: Run; governed: Run; repaired: Run }
    const home = () => path.join(folder, '家 home')

    beforeAll(async () => {
      folder = await mkdtemp(path.join(tmpdir(), 'postern-thunderbird-accounts-'))
      await mkdir(path.join(home(), '.thunderbird'), { recursive: true })
      await writeFile(path.join(home(), '.thunderbird', 'profiles.ini'), profilesIni)
      const bin = await installWithPolicies(folder, { policies: { Preferences: policies } }, home())
      vi.stubEnv('PATH', `${bin}:${process.env['PATH'] ?? ''}`)
      const governedRun = await start('governed', governed, governedUserJs)
      vi.unstubAllEnvs()
      const oddRun = await start('odd', odd)
      const repairedRun = await start('repaired', toRepair, offline, repair)
      runs = { governed: governedRun, odd: oddRun, repaired: repairedRun }
    })

    afterAll(async () => {
      await Promise.all(started.map((thunderbird) => thunderbird.kill()))
      await rm(folder, { recursive: true, maxRetries: 5 })
    })

    async function start(
      name: string,
      prefs: Record<string, PrefValue>,
      userJs: Record<string, PrefValue> = {},
      before: (folder: string) => Promise<void> = () => Promise.resolve(),
    ): Promise<Run> {
      const profile = path.join(folder, name)
      await mkdir(profile)
      await writeFile(path.join(profile, 'prefs.js'), written(prefs))
      await writeFile(path.join(profile, 'user.js'), written(userJs))
      await before(profile)
      const { layers } = await read(profile)
      const thunderbird = await startThunderbird(profile)
      started.push(thunderbird)
      return { layers, thunderbird, told: await askAccounts(thunderbird), folder: profile }
    }

    it.each(['odd', 'repaired', 'governed'] as const)('reads the %s profile as it does', async (name) => {
      const { layers, told, folder: profile } = runs[name]
      // Only once it has run is it known which installation, and so which policies, the profile has.
      const known = await readPolicies({ folder: profile, place: 'system' }, process.platform)
      expect(known.size > 0).toBe(name === 'governed')
      const mail = readAccounts({ ...layers, policies: known })
      expect(mail.accounts.length).toBeGreaterThan(1)
      expect(ours(mail)).toEqual(theirs(told))
    })

    it('knows whether it signs in at all', () => {
      const { layers, told } = runs.odd
      const silent = readAccounts(layers).outgoing.filter(({ settings }) =>
        diagnose(settings, { outbound25: null, server: null, addresses: [] }).some(
          ({ kind }) => kind === 'no-authentication',
        ),
      )
      expect(silent.map(({ key }) => key)).toEqual(
        told.outgoing.filter(({ mechanisms }) => mechanisms.length === 0).map(({ key }) => key),
      )
      expect(silent.length).toBeGreaterThan(3)
    })

    it('finds the profiles that it lists', async () => {
      const { profiles } = await findProfiles({ platform: 'linux', env: {}, home: home() })
      const found = profiles.map(({ name, folder: its }) => ({ name, folder: its }))
      expect(found.toSorted(byName)).toEqual(runs.governed.told.profiles.toSorted(byName))
      expect(found).toHaveLength(3)
    })

    it('sees a repaired server and a new account as they were planned', () => {
      const { accounts, outgoing } = runs.repaired.told
      expect(outgoing).toMatchObject([
        {
          key: 'smtp1',
          connecting: 'Connecting to smtp://mail.tanaka.example:587',
          startsTls: true,
          mechanisms: ['PLAIN', 'LOGIN'],
          username: 'hanako',
          incomingAccount: 'server1',
        },
        {
          key: 'smtp2',
          connecting: 'Connecting to smtp://smtp.sakura.example:465',
          needsTls: true,
          mechanisms: ['CRAM-MD5'],
          username: 'taro',
          incomingAccount: 'server3',
        },
      ])
      expect(accounts.at(-1)).toMatchObject({
        key: 'account3',
        incoming: {
          type: 'imap',
          hostname: 'imap.sakura.example',
          port: 993,
          socketType: 3,
          username: 'taro',
        },
        identities: [{ name: '佐倉 太郎', address: 'taro@sakura.example', outgoing: 'smtp2' }],
      })
    })

    describe.each([
      ['en', 'en-US', 'omni.ja', 'thunderbird'],
      ['ja', 'ja', 'extensions/langpack-ja@thunderbird.mozilla.org.xpi', 'thunderbird-l10n-ja'],
    ] as const)('in %s', (language, folder, archive, debianPackage) => {
      const file = path.join('/usr/lib/thunderbird', archive)
      const missing = existsSync(file) ? '' : ` (not installed: ${debianPackage})`
      it.skipIf(missing !== '')(`names fields and words as its dialogs do${missing}`, async () => {
        const { thunderbird } = runs.odd
        const load = async (entry: string) =>
          String(await thunderbird.execute(readArchive, file, entry.replaceAll('LL', folder)))
        expect(ownWords(language)).toEqual(await wordsOf(load))
      })
    })
  },
)

async function read(profile: string) {
  const result = await readProfile({ folder: profile, place: 'system' }, process.platform)
  if (!result.ok) throw new Error(result.error.kind)
  return result.value
}

/** Writes a repair and a new account into the profile, as it is planned. */
async function repair(profile: string): Promise<void> {
  const file = path.join(profile, 'prefs.js')
  const { layers, mail } = await read(profile)
  const host = 'mail.tanaka.example'
  const proof = {
    host,
    reachable: true,
    port25: null,
    submission: {
      verdict: 'ready' as const,
      port: 587 as const,
      security: 'starttls' as const,
      auth: ['PLAIN', 'LOGIN'],
      authBeforeTls: false,
      unauthenticated: 'not-tested' as const,
      ports: { '587': 'ready' as const, '465': 'ready' as const },
      certificate: null,
      evidence: [],
    },
  }
  const planned = planRepair({ layers, mail, key: 'smtp1', proof, addresses: [], shared: null })
  const created = planAccount(
    {
      name: '佐倉 太郎',
      address: 'taro@sakura.example',
      username: 'taro',
      incoming: { host: 'imap.sakura.example', port: 993, security: 'tls' },
      outgoing: { host: 'smtp.sakura.example', port: 465, security: 'tls', mechanisms: ['CRAM-MD5'] },
    },
    layers,
  )
  if (!planned.ok || !created.ok) throw new Error('not planned')
  await writeFile(file, editPrefs(await readFile(file), [...planned.value.changes, ...created.value]))
}

function written(prefs: Record<string, PrefValue>): string {
  const lines = Object.entries(prefs).map(
    ([name, value]) => `user_pref(${JSON.stringify(name)}, ${JSON.stringify(value)});\n`,
  )
  return lines.join('')
}

function byName(a: { name: string }, b: { name: string }): number {
  return a.name < b.name ? -1 : 1
}

function ours({ accounts, outgoing }: MailSettings) {
  return {
    accounts: accounts.map(({ key, incoming, identities }) => ({
      key,
      identities,
      incoming: comparable(incoming.protocol, {
        ...incoming,
        signIn: authMethods[incoming.signIn],
      }),
    })),
    outgoing: outgoing.map(({ key, settings }) => ({
      key,
      host: settings.host,
      connecting: `Connecting to smtp://${settings.host.toLowerCase()}:${settings.port}`,
      security: settings.security,
      signIn: authMethods[settings.signIn],
      username: settings.username,
    })),
    locked: outgoing.flatMap(({ key, locked }) => locked.map((field) => `${key}.${smtpPrefs[field]}`)).sort(),
  }
}

function theirs({ accounts, outgoing, locked }: ThunderbirdAccounts): ReturnType<typeof ours> {
  const known = (method: number) => (method >= 1 && method <= 10 ? method : authMethods.none)
  const securityOf = (socketType: number): OutgoingServer['settings']['security'] =>
    socketType === 3 ? 'tls' : socketType === 2 ? 'starttls' : 'none'
  return {
    accounts: accounts.map(({ key, incoming, identities }) => ({
      key,
      identities,
      incoming: comparable(incoming.type, {
        key: incoming.key,
        host: incoming.hostname,
        port: incoming.port,
        security: securityOf(incoming.socketType),
        signIn: known(incoming.authMethod),
        username: incoming.username,
      }),
    })),
    outgoing: outgoing.map((server) => ({
      key: server.key,
      host: server.hostname,
      connecting: server.connecting,
      security: server.needsTls ? 'tls' : server.startsTls ? 'starttls' : 'none',
      signIn: known(server.authMethod),
      // Its scripts see the bytes.
      username: Buffer.from(server.username, 'latin1').toString(),
    })),
    locked: locked.toSorted(),
  }
}

/** Local folders have no port. */
function comparable(
  protocol: string,
  incoming: Omit<ClientIncoming, 'protocol' | 'signIn'> & { signIn: number },
) {
  const { key, host, port, security, signIn, username } = incoming
  return { protocol, key, host, port: protocol === 'none' ? 0 : port, security, signIn, username }
}
