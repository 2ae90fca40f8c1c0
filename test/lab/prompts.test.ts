import { spawn } from 'node:child_process'
import path from 'node:path'
import { afterAll, beforeAll, beforeEach, describe, expect, test } from 'vitest'
import { keyringMissing, startKeyring } from '../fakes/keyring.ts'
import { namespaces } from './addresses.ts'
import { createLab, type Lab } from './lab.ts'
import { labUnavailable } from './requirements.ts'
import { inNamespace } from './run.ts'

const reason = labUnavailable() ?? (await keyringMissing())
const command = path.join(import.meta.dirname, '..', '..', 'out', 'cli', 'postern.js')

/** Runs the command on a terminal of its own (script(1)), types each answer when its question is there. */
async function onTerminal(
  args: readonly string[],
  env: Record<string, string>,
  answers: readonly (readonly [question: RegExp, keys: string])[],
): Promise<{ code: number | null; screen: string }> {
  const words = [process.execPath, command, ...args].map((word) => `'${word}'`).join(' ')
  // A terminal of no size would show one letter a line.
  const line = `stty cols 100 rows 40; ${words}`
  const [program, ...rest] = inNamespace(namespaces.client, ['script', '-qec', line, '/dev/null'])
  const child = spawn(program, rest, {
    env: { PATH: process.env['PATH'], TERM: 'xterm', LANG: 'C.UTF-8', ...env },
  })
  let screen = ''
  let read = 0
  const waiting = [...answers]
  child.stdout.on('data', (chunk: Buffer) => {
    screen += chunk.toString()
    const next = waiting[0]
    if (next?.[0].test(screen.slice(read)) !== true) return
    waiting.shift()
    read = screen.length
    child.stdin.write(next[1])
  })
  const code = await new Promise<number | null>((resolve) => child.once('close', resolve))
  return { code, screen }
}

describe.skipIf(reason !== null)(
  `questions on a terminal, with a real keychain${reason === null ? '' : ` (${reason})`}`,
  () => {
    let lab: Lab
    let keyring: Awaited<ReturnType<typeof startKeyring>>
    let env: Record<string, string>
    beforeAll(async () => {
      lab = await createLab()
      keyring = await startKeyring('unlocked')
      const settings = path.join(path.dirname(lab.authorityFile), 'terminal')
      env = {
        ...(keyring.env as Record<string, string>),
        XDG_CONFIG_HOME: settings,
        NODE_EXTRA_CA_CERTS: lab.authorityFile,
      }
    })
    afterAll(async () => {
      await keyring.stop()
      await lab.close()
    })
    beforeEach(() => lab.reset())

    test('the password is typed unseen, kept in the keychain, used by send-test and gone after remove', async () => {
      const { address, password } = lab.server.user
      await lab.router.mode('drop')
      const added = await onTerminal(['account', 'add', address], env, [[/Password for/, `${password}\r`]])
      expect(added.code, added.screen).toBe(0)
      expect(added.screen).toContain('in the keychain')
      expect(added.screen).not.toContain(password)

      const sent = await lab.postern(['send-test'], { env })
      expect(sent.code, sent.stderr).toBe(0)
      expect(sent.stdout).toContain('ESMTPSA')

      const removed = await onTerminal(['account', 'remove'], env, [[/Remove/, 'y']])
      expect(removed.code, removed.screen).toBe(0)
      const again = await lab.postern(['account', 'verify'], { env })
      expect(again.code).toBe(2)
    })

    test('a self-signed certificate is shown and asked about; Enter alone means no', async () => {
      const { address, password } = lab.server.user
      await lab.server.configure({ certificate: 'self-signed' })
      const refused = await onTerminal(['account', 'add', address], env, [
        [/Password for/, `${password}\r`],
        [/Trust this certificate/, '\r'],
      ])
      expect(refused.code, refused.screen).toBe(12)
      expect(refused.screen).toContain('no password was sent')
      const trusted = await onTerminal(['account', 'add', address], env, [
        [/Password for/, `${password}\r`],
        [/Trust this certificate/, 'y'],
      ])
      expect(trusted.code, trusted.screen).toBe(0)
      expect((await lab.postern(['account', 'verify'], { env })).code).toBe(0)
      expect((await lab.postern(['account', 'remove'], { env })).code).toBe(0)
    })

    test('Ctrl-C at a question ends with 130, and nothing is kept', async () => {
      const stopped = await onTerminal(['account', 'add', lab.server.user.address], env, [
        [/Password for/, '\u0003'],
      ])
      expect(stopped.code, stopped.screen).toBe(130)
      expect((await lab.postern(['account', 'list', '--json'], { env })).stdout.trim()).toBe('[]')
    })
  },
)
