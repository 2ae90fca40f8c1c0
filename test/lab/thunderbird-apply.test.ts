import { mkdir, mkdtemp, readFile, readlink, rm, writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import path from 'node:path'
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { changeFile, type ChangeOptions, type ProgramUse } from '../../electron/clients/change-file.ts'
import { parsePrefs } from '../../electron/clients/thunderbird/prefs-file.ts'
import { prefsFormat } from '../../electron/clients/thunderbird/prefs-format.ts'
import { profileUse, waitUntilClosed } from '../../electron/clients/thunderbird/running.ts'
import { undoChange } from '../../electron/clients/undo-change.ts'
import { systemClock } from '../../electron/net/clock.ts'
import { thunderbirdMissing } from './requirements.ts'
import { startThunderbird, type ThunderbirdProgram } from './thunderbird-program.ts'

/** An account that sends through port 25 without TLS and without a password. */
const account = {
  'mail.accountmanager.accounts': 'account1',
  'mail.account.account1.server': 'server1',
  'mail.account.account1.identities': 'id1',
  'mail.identity.id1.fullName': '田中花子',
  'mail.identity.id1.useremail': 'hanako@tanaka.example',
  'mail.identity.id1.smtpServer': 'smtp1',
  'mail.server.server1.type': 'imap',
  'mail.server.server1.hostname': 'mail.tanaka.example',
  'mail.server.server1.userName': 'hanako',
  'mail.smtpservers': 'smtp1',
  'mail.smtpserver.smtp1.hostname': 'mail.tanaka.example',
  'mail.smtpserver.smtp1.port': 25,
  'mail.smtpserver.smtp1.try_ssl': 0,
}
const changes = [
  { name: 'mail.smtpserver.smtp1.port', before: 25, after: 587 },
  { name: 'mail.smtpserver.smtp1.try_ssl', before: 0, after: 2 },
  { name: 'mail.smtpserver.smtp1.authMethod', before: null, after: 3 },
]
const names = new Set(changes.map(({ name }) => name))

const reason = thunderbirdMissing()

describe.skipIf(reason !== null)(
  `a change of a real Thunderbird’s profile${reason === null ? '' : ` (${reason})`}`,
  () => {
    let folder: string
    let profile: string
    let file: string
    let options: ChangeOptions
    let thunderbird: ThunderbirdProgram | null = null

    beforeAll(async () => {
      folder = await mkdtemp(path.join(tmpdir(), 'postern-thunderbird-apply-'))
      profile = path.join(folder, 'profile')
      file = path.join(profile, 'prefs.js')
      options = {
        folder: path.join(folder, 'changes'),
        format: prefsFormat,
        use: () => profileUse(profile),
        clock: systemClock,
        wallClock: Date.now,
      }
      const lines = Object.entries(account).map(
        ([name, value]) => `user_pref(${JSON.stringify(name)}, ${JSON.stringify(value)});\n`,
      )
      await mkdir(profile)
      await writeFile(file, lines.join(''))
    })
    afterAll(async () => {
      await thunderbird?.kill()
      await rm(folder, { recursive: true, force: true, maxRetries: 5 })
    })

    const values = async () => Object.fromEntries(parsePrefs(await readFile(file)).values)
    const besidesOurs = (all: object) =>
      Object.fromEntries(Object.entries(all).filter(([name]) => !names.has(name)))

    const smtpOf = (all: object) =>
      Object.fromEntries(Object.entries(all).filter(([name]) => name.startsWith('mail.smtpserver.smtp1.')))

    async function quit(): Promise<void> {
      await thunderbird?.quit()
      thunderbird = null
      // What it wrote at its end is all there when the lock is gone.
      expect(await waitUntilClosed(profile, systemClock, AbortSignal.timeout(30_000))).toBe(true)
    }
    /** What the running Thunderbird would send through. */
    async function outgoing(): Promise<unknown> {
      if (thunderbird === null) throw new Error('Thunderbird was not started')
      return thunderbird.execute(`
        const { MailServices } = ChromeUtils.importESModule('resource:///modules/MailServices.sys.mjs')
        const server = MailServices.outgoingServer.servers[0].QueryInterface(Ci.nsISmtpServer)
        return [server.port, server.socketType, server.authMethod]
      `)
    }
    /** Starts Thunderbird just before the use is asked for the `nth` time. */
    function startedAt(nth: number): ChangeOptions['use'] {
      let asked = 0
      return async (): Promise<ProgramUse> => {
        asked += 1
        if (asked === nth) thunderbird = await startThunderbird(profile)
        return profileUse(profile)
      }
    }

    // One after the other: Thunderbird takes seconds to start.

    test('is told of a start in the moment of the write; that Thunderbird has the new values', async () => {
      const before = await values()
      expect(await changeFile({ file, changes }, { ...options, use: startedAt(3) })).toEqual({
        ok: false,
        error: { kind: 'started-meanwhile', program: 'Thunderbird', id: 1 },
      })
      expect(await outgoing()).toEqual([587, 2, 3])
      await quit()
      // It has written its file again since, with what the change put there.
      expect(await values()).toMatchObject({
        ...smtpOf(before),
        ...Object.fromEntries(changes.map(({ name, after }) => [name, after])),
      })
    }, 240_000)

    test('is undone after Thunderbird has rewritten the file; the rest is as Thunderbird wrote it', async () => {
      const before = await values()
      expect(await undoChange(1, options)).toMatchObject({ ok: true, value: { kept: [] } })
      const after = await values()
      expect(besidesOurs(after)).toEqual(besidesOurs(before))
      expect(changes.map(({ name }) => after[name] ?? null)).toEqual(changes.map((change) => change.before))
    })

    test('is refused when it starts between the check and the write, and while it runs', async () => {
      const inUse = { ok: false, error: { kind: 'in-use', program: 'Thunderbird' } }
      expect(await changeFile({ file, changes }, { ...options, use: startedAt(2) })).toEqual(inUse)
      expect(await outgoing()).toEqual([25, 0, 3])
      expect(await profileUse(profile)).toBe('running')
      expect(await changeFile({ file, changes }, options)).toEqual(inUse)
      await quit()
    }, 240_000)

    test('is possible when it has quit, whatever it leaves behind', async () => {
      expect(await readlink(path.join(profile, 'lock'))).toMatch(/:\+\d+$/)
      expect(await profileUse(profile)).toBe('closed')
      expect(await changeFile({ file, changes }, options)).toMatchObject({ ok: true })
    })
  },
)
