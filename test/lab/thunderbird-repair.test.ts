import { mkdir, mkdtemp, readFile, rm, writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import path from 'node:path'
import { afterAll, beforeAll, beforeEach, describe, expect, test } from 'vitest'
import { settingsFolder } from '../../electron/accounts/settings-folder.ts'
import { writeChanges } from '../../electron/app/clients/changes.ts'
import { makeFirstProfile, openProfile, unusedProgram } from '../../electron/app/clients/first-profile.ts'
import { planNewAccount } from '../../electron/app/clients/plan.ts'
import { readClients } from '../../electron/app/clients/read-clients.ts'
import { compose, type Services } from '../../electron/app/compose.ts'
import { parsePrefs, type PrefValue } from '../../electron/clients/thunderbird/prefs-file.ts'
import { waitUntilClosed } from '../../electron/clients/thunderbird/running.ts'
import type { Account } from '../../electron/contract/account.ts'
import { CheckReport } from '../../electron/contract/check.ts'
import { systemClock } from '../../electron/net/clock.ts'
import { noMailPrograms } from '../fakes/no-mail-programs.ts'
import { hanako } from '../unit/clients/thunderbird/some-profile.ts'
import { namespaces, personAddress, server } from './addresses.ts'
import { expectSent } from './expect-sent.ts'
import { createLab, type Lab } from './lab.ts'
import { programPath, thunderbirdUnavailable } from './requirements.ts'
import { attend } from './thunderbird-mail.ts'
import { killOpened, startThunderbird, type ThunderbirdProgram } from './thunderbird-program.ts'

type Prefs = Record<string, PrefValue>

/** A profile of hers for another address, with another provider. */
const elsewhere: Prefs = {
  ...hanako,
  'mail.identity.id1.useremail': 'hanako@sakura.example',
  'mail.server.server1.hostname': 'imap.sakura.example',
  'mail.smtpserver.smtp1.hostname': 'smtp.sakura.example',
}

const account: Account = {
  id: 'account',
  address: personAddress,
  username: personAddress,
  submission: { host: server.name, port: 587, security: 'starttls' },
  incoming: { protocol: 'imap', host: server.name, port: 993, security: 'tls' },
  pinned: [],
  startTlsSeen: true,
}

const sendingFailed =
  /^Sending of the message failed\.\nThe message could not be sent because .*mail\.tanaka\.example/

const unavailable = thunderbirdUnavailable()

describe.skipIf(unavailable !== null)(
  `the real Thunderbird where port 25 is blocked${unavailable ? ` (${unavailable})` : ''}`,
  () => {
    let lab: Lab
    let home: string
    let thunderbird: ThunderbirdProgram | null = null

    beforeAll(async () => {
      lab = await createLab()
    })
    afterAll(() => lab.close())
    beforeEach(async () => {
      await lab.reset()
      home = await mkdtemp(path.join(tmpdir(), 'postern-lab-repair-'))
      return async () => {
        await thunderbird?.kill()
        thunderbird = null
        await rm(home, { recursive: true, maxRetries: 5 })
      }
    })

    /** A profile that Thunderbird takes when it is told none, as it has from its first start on. */
    async function makeProfile(prefs: Prefs): Promise<string> {
      const root = path.join(home, '.thunderbird')
      const profile = path.join(root, 'hanako.default')
      await mkdir(profile, { recursive: true })
      await writeFile(
        path.join(root, 'profiles.ini'),
        '[Profile0]\nName=花子\nIsRelative=1\nPath=hanako.default\n',
      )
      const lines = Object.entries(prefs).map(
        ([name, value]) => `user_pref(${JSON.stringify(name)}, ${JSON.stringify(value)});\n`,
      )
      await writeFile(path.join(profile, 'prefs.js'), lines.join(''))
      return profile
    }

    async function start(profile: string, choose: readonly string[], password: string | null) {
      // Otherwise remote control has it remember no passwords.
      await writeFile(path.join(profile, 'user.js'), 'user_pref("remote.prefs.recommended", false);\n')
      thunderbird = await startThunderbird(profile, { choose, home, namespace: namespaces.client })
      return attend(thunderbird, lab, password)
    }

    async function quit(profile: string): Promise<void> {
      await thunderbird?.quit()
      thunderbird = null
      expect(await waitUntilClosed(profile, systemClock, AbortSignal.timeout(30_000))).toBe(true)
    }

    /** The command with the home that Thunderbird has. */
    function postern(...args: string[]) {
      return lab.postern(args, { env: { HOME: home, XDG_CONFIG_HOME: path.join(home, '.config') } })
    }

    /** What the window works with, on a desktop without a screen. */
    function windowServices(): Services {
      const env = { PATH: programPath, HOME: home, LANG: 'C.UTF-8', MOZ_HEADLESS: '1' }
      return {
        ...compose({ onSettingsMoved: () => undefined }),
        mailPrograms: {
          ...noMailPrograms,
          machine: { platform: process.platform, env, home },
          changesFolder: path.join(settingsFolder(process.platform, {}, home), 'changes'),
        },
      }
    }

    /** What the window does with an account that is known; the command makes none. */
    async function createAccount(profile: string): Promise<Prefs> {
      const checked = await postern('check', server.name, '--json', ...lab.referenceArgs)
      const { server: report } = CheckReport.parse(JSON.parse(checked.stdout))
      const services = windowServices()
      const { clients } = await readClients(services)
      const client = clients.find((one) => one.profile.folder === profile)
      if (client === undefined || report === null) throw new Error('no profile or no server')
      const planned = planNewAccount(client, account, {
        outbound25: null,
        seen: [],
        tested: [report],
        addresses: new Map(),
      })
      if (!planned.ok) throw new Error(planned.error.kind)
      const patience = {
        signal: AbortSignal.timeout(30_000),
        onWaiting: () => undefined,
        onWriting: () => undefined,
      }
      expect(await writeChanges(planned.value, services, patience)).toMatchObject({ ok: true })
      return prefsOf(profile)
    }

    async function prefsOf(profile: string): Promise<Prefs> {
      return Object.fromEntries(parsePrefs(await readFile(path.join(profile, 'prefs.js'))).values)
    }

    /**
     * Undoes the change: what was written is as before, and the rest as Thunderbird has left it. Returns what
     * Thunderbird has written over.
     */
    async function undo(profile: string, before: Prefs, written: Prefs): Promise<string[]> {
      const left = await prefsOf(profile)
      expect(await postern('undo', '1')).toMatchObject({ code: 0, stderr: '' })
      const after = await prefsOf(profile)
      const ours = Object.keys(written).filter((name) => written[name] !== before[name])
      const over = ours.filter((name) => left[name] !== written[name])
      const expected = new Map(Object.entries(left))
      for (const name of ours.filter((one) => !over.includes(one))) {
        const value = before[name]
        if (value === undefined) expected.delete(name)
        else expected.set(name, value)
      }
      const others = (prefs: Prefs) => Object.entries(prefs).filter(([name]) => !over.includes(name))
      expect(Object.fromEntries(others(after))).toEqual(
        Object.fromEntries(others(Object.fromEntries(expected))),
      )
      return over
    }

    test('sends again once it is repaired, without a word about passwords, until that is undone', async () => {
      const profile = await makeProfile({
        ...hanako,
        'mail.server.server1.userName': personAddress,
        'mail.server.server1.login_at_startup': true,
      })
      const atHome = await start(profile, ['-P', '花子', '-offline'], lab.server.user.password)
      expect(await atHome.signIn()).toMatchObject([{ kind: 'promptPassword' }])
      expect(await atHome.send('Where port 25 is open', personAddress)).toEqual({ sent: true, dialogs: [] })
      await lab.router.mode('reset')
      expect(await atHome.send('Where it is blocked', personAddress)).toEqual({
        sent: false,
        dialogs: [{ kind: 'alert', text: expect.stringMatching(sendingFailed) as string }],
      })
      await quit(profile)

      const before = await prefsOf(profile)
      expect(await postern('fix', 'thunderbird', '--yes', ...lab.referenceArgs)).toMatchObject({
        code: 0,
        stdout: expect.stringContaining('postern undo 1') as string,
        stderr: '',
      })
      const repaired = await prefsOf(profile)
      // With a prompt from the first moment on it would not get that far; a later one is answered with no.
      const away = await start(profile, ['-P', '花子'], null)
      expect(await away.signedIn()).toEqual([])
      await expectSent(lab, away, 'From the repaired one', personAddress)
      await quit(profile)

      expect(await undo(profile, before, repaired)).toEqual([])
    }, 240_000)

    test('sends from a new account in a profile that was there, which asks for the password once', async () => {
      await lab.router.mode('reset')
      const profile = await makeProfile(elsewhere)
      const before = await prefsOf(profile)
      const written = await createAccount(profile)
      const mail = await start(profile, ['-P', '花子', '-offline'], lab.server.user.password)
      expect(await mail.signIn()).toMatchObject([{ kind: 'promptPassword' }])
      await expectSent(lab, mail, 'From the new account', personAddress)
      await quit(profile)
      expect(await undo(profile, before, written)).toEqual([])
    }, 240_000)

    test('sends from the account of a first profile, which Thunderbird then takes for its own', async () => {
      await lab.router.mode('reset')
      const services = windowServices()
      const program = await unusedProgram(await readClients(services), services)
      if (program === null) throw new Error('no program')
      const made = await makeFirstProfile(program, services, AbortSignal.timeout(60_000))
      if (made?.ok !== true) throw new Error('no profile')
      const { folder: profile, name } = made.value
      const written = await createAccount(profile)
      expect(await openProfile(program, name, services.mailPrograms.machine)).toMatchObject({ ok: true })
      await killOpened(profile)
      // From here on as the person starts it, who names no profile.
      const first = await start(profile, ['-offline'], lab.server.user.password)
      expect(await first.signIn()).toMatchObject([{ kind: 'promptPassword' }])
      await expectSent(lab, first, 'From the first account', personAddress)
      await quit(profile)
      const again = await start(profile, [], null)
      expect(await again.signedIn()).toEqual([])
      await expectSent(lab, again, 'From the first account, again', personAddress)
      await quit(profile)
      // It has added its Local Folders.
      expect(await undo(profile, {}, written)).toEqual([
        'mail.accountmanager.accounts',
        'mail.account.lastKey',
      ])
      expect((await prefsOf(profile))['mail.accountmanager.accounts']).toBe('account2')
    }, 240_000)
  },
)
