import { readdir, readFile, writeFile } from 'node:fs/promises'
import path from 'node:path'
import { afterAll, beforeAll, beforeEach, describe, expect, test } from 'vitest'
import { createLab, type Lab } from './lab.ts'
import { labUnavailable } from './requirements.ts'

const reason = labUnavailable()

describe.skipIf(reason !== null)(
  `the main job while port 25 is dropped${reason === null ? '' : ` (${reason})`}`,
  () => {
    let lab: Lab
    beforeAll(async () => {
      lab = await createLab()
    })
    afterAll(() => lab.close())
    beforeEach(async () => {
      await lab.reset()
      await lab.router.mode('drop')
    })

    const add = (password = lab.server.user.password, more: readonly string[] = []) =>
      lab.postern(['account', 'add', lab.server.user.address, '--password-stdin', '--session', ...more], {
        stdin: `${password}\n`,
      })
    const withPassword = (args: readonly string[], password = lab.server.user.password) =>
      lab.postern([...args, '--password-stdin'], { stdin: password })
    const remove = () => lab.postern(['account', 'remove', lab.server.user.address])

    test('an account is added, signs in, sends a mail through 587 and sees it arrive; then nothing is left', async () => {
      expect(await add()).toMatchObject({ code: 0 })
      expect(await withPassword(['account', 'verify'])).toMatchObject({ code: 0 })
      const sent = await withPassword(['send-test'])
      expect(sent.code, sent.stderr).toBe(0)
      expect(sent.stdout).toContain('ESMTPSA')
      expect(sent.stdout).toContain('port 587')
      expect(await lab.server.messages('INBOX')).toEqual([])
      expect(await remove()).toMatchObject({ code: 0 })
      expect((await lab.postern(['account', 'list', '--json'])).stdout.trim()).toBe('[]')
    })

    test('--keep leaves the mail; its headers say who signed in and nothing of this computer', async () => {
      await add()
      expect(await withPassword(['send-test', '--keep'])).toMatchObject({ code: 0 })
      const [message = ''] = await lab.server.messages('INBOX')
      expect(message).toMatch(/with ESMTPSA id /)
      expect(message).toMatch(/^Received: from \[/m)
      await remove()
    })

    test('a refused password: exit 14, one attempt, and its text nowhere', async () => {
      await add()
      const wrong = 'not the password 0815'
      const { code, stdout, stderr } = await withPassword(['send-test'], wrong)
      expect(code).toBe(14)
      expect(stdout + stderr).not.toContain(wrong)
      const attempts =
        (await lab.server.postfix.log()).match(/SASL (PLAIN|LOGIN) authentication failed/g) ?? []
      expect(attempts).toHaveLength(1)
      await remove()
    })

    test('in the junk folder: said, and fine', async () => {
      await add()
      await lab.server.configure({ delivery: 'junk' })
      const { code, stdout } = await withPassword(['send-test'])
      expect(code).toBe(0)
      expect(stdout).toContain('Junk')
      await remove()
    })

    test('accepted and lost: exit 16 after a minute', { timeout: 120_000 }, async () => {
      await add()
      await lab.server.configure({ delivery: 'discarded' })
      const { code, stdout } = await withPassword(['send-test'])
      expect(code).toBe(16)
      expect(stdout).toMatch(/not seen within (59|60|61) s/)
      await remove()
    })

    test.each([
      ['greylisted', 'later'],
      ['over-quota', 'full'],
      ['sender-refused', 'sender'],
      ['recipient-refused', 'recipient'],
    ] as const)('%s: a typed failure that says so, not a bug', async (refusal, word) => {
      await add()
      await lab.server.configure({ refusal })
      const { code, stdout, stderr } = await withPassword(['send-test'])
      expect(code, stderr).toBe(1)
      expect(stdout).toBe('')
      expect(stderr).not.toContain('bug')
      expect(stderr.toLowerCase()).toContain(word)
      await remove()
    })

    test('a self-signed certificate needs an explicit yes with its fingerprint, and is pinned for the account', async () => {
      await lab.server.configure({ certificate: 'self-signed' })
      const refused = await add()
      expect(refused.code).toBe(12)
      const fingerprint = /(?:[0-9A-F]{2}:){31}[0-9A-F]{2}/.exec(refused.stderr)?.[0] ?? ''
      expect(await add(undefined, ['--trust', 'AA:BB'])).toMatchObject({ code: 12 })
      expect((await lab.postern(['account', 'list', '--json'])).stdout.trim()).toBe('[]')
      expect(await add(undefined, ['--trust', fingerprint])).toMatchObject({ code: 0 })
      expect(await withPassword(['send-test'])).toMatchObject({ code: 0 })
      const check = await lab.postern(['check', lab.server.user.address, ...lab.referenceArgs])
      expect(check.code).toBe(0)

      // Another certificate under the same name is not the one that was trusted.
      await lab.server.configure({ certificate: 'issued' })
      const other = await withPassword(['send-test'])
      expect(other.code).toBe(12)
      await remove()
    })

    test('the settings hold no password, and only the person can read them', async () => {
      await add()
      const { stdout } = await lab.client(['sh', '-c', 'find "$XDG_CONFIG_HOME" -type f -printf "%m %p\\n"'])
      const files = stdout.trim().split('\n')
      for (const line of files) {
        expect(line).toMatch(/^600 /)
        expect(await readFile(line.slice(4), 'utf8')).not.toContain(lab.server.user.password)
      }
      const file = files.find((line) => line.endsWith('settings.json'))?.slice(4) ?? ''

      await writeFile(file, '{"version":1,"accounts":[')
      const listed = await lab.postern(['account', 'list'])
      expect(listed.code).toBe(0)
      expect(listed.stderr).toContain('damaged')
      expect(await readdir(path.dirname(file))).toContainEqual(expect.stringMatching(/^settings\.damaged-/))
    })

    test('without a keychain: exit 15 and the next step, and no account without its password', async () => {
      const { code, stderr } = await lab.postern(
        ['account', 'add', lab.server.user.address, '--password-stdin'],
        {
          stdin: lab.server.user.password,
        },
      )
      expect(code).toBe(15)
      expect(stderr).toMatch(/keychain/i)
      expect((await lab.postern(['account', 'list', '--json'])).stdout.trim()).toBe('[]')
    })

    test.each([
      [['check', 'hanako@'], 'address'],
      [['check', 'no spaces allowed'], 'server name'],
      [['check', 'mail.tanaka.example', '--control', 'x.example:99999'], 'port'],
      [['check', '-4', '-6'], '-4'],
      [['check', '--timeout', 'soon'], 'seconds'],
      [['check', '--lang', 'xx'], 'language'],
      [['nonsense'], 'nonsense'],
      [['account', 'remove', 'nobody@tanaka.example'], 'nobody@tanaka.example'],
    ])('wrong use, postern %j: exit 2 and a sentence about it', async (args, word) => {
      const { code, stdout, stderr } = await lab.postern(args)
      expect({ code, stdout }).toEqual({ code: 2, stdout: '' })
      expect(stderr).toContain(word)
    })

    test('a host that is not in DNS: exit 11, and said', async () => {
      const { code, stdout } = await lab.postern(['check', 'nowhere.tanaka.example', ...lab.referenceArgs])
      expect(code).toBe(11)
      expect(stdout).toContain('nowhere.tanaka.example')
    })
  },
)
