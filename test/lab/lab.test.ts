import { spawn } from 'node:child_process'
import { once } from 'node:events'
import { readdir, readFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { afterAll, beforeAll, beforeEach, describe, expect, it, onTestFinished } from 'vitest'
import { namespacePrefix, references } from './addresses.ts'
import { sights, signedIn, submit } from './client-tools.ts'
import { createLab, type Lab } from './lab.ts'
import { labUnavailable } from './requirements.ts'
import { mustRun, waitUntil } from './run.ts'

const reason = labUnavailable()

describe.skipIf(reason !== null)(`the laboratory ${reason ?? ''}`, () => {
  let lab: Lab
  beforeAll(async () => {
    lab = await createLab()
  })
  afterAll(() => lab.close())
  beforeEach(() => lab.reset())

  it('has names for everything: A, AAAA, MX, SRV, and no others', async () => {
    const script = `
      const dns = require('node:dns/promises')
      const code = (error) => error.code
      Promise.all([
        dns.resolve4('mail.tanaka.example'), dns.resolve6('mail.tanaka.example'), dns.resolveMx('tanaka.example'),
        dns.resolveSrv('_submission._tcp.tanaka.example'), dns.resolveSrv('_submissions._tcp.tanaka.example'),
        dns.resolve4('nobody.example').catch(code), dns.lookup('mail.tanaka.example', { family: 6 }),
        dns.lookup('nobody.example').catch(code),
      ]).then((answers) => console.log(JSON.stringify(answers)))`
    const { stdout } = await lab.client([process.execPath, '-e', script])
    expect(JSON.parse(stdout)).toEqual([
      ['203.0.113.25'],
      ['2001:db8:2:10::25'],
      [{ exchange: 'mail.tanaka.example', priority: 10, type: 'MX' }],
      [{ name: 'mail.tanaka.example', port: 587, priority: 0, weight: 0, type: 'SRV' }],
      [{ name: 'mail.tanaka.example', port: 465, priority: 0, weight: 0, type: 'SRV' }],
      'ENOTFOUND',
      { address: '2001:db8:2:10::25', family: 6 },
      'ENOTFOUND',
    ])
  })

  it('runs commands on the client: input, environment, exit code, abort', async () => {
    const script = 'read line; echo "$line $GREETED"; echo oops >&2; exit 3'
    const result = await lab.client(['bash', '-c', script], { stdin: 'hello\n', env: { GREETED: 'world' } })
    expect(result).toEqual({ code: 3, stdout: 'hello world\n', stderr: 'oops\n' })
    const interrupted = await lab.client(['bash', '-c', 'trap "exit 130" INT; while :; do :; done'], {
      signal: AbortSignal.timeout(500),
      killSignal: 'SIGINT',
    })
    expect(interrupted.code).toBe(130)
  })

  it('gives the client a home of its own and the authority to trust', async () => {
    const script = `
      require('node:tls').connect(993, 'mail.tanaka.example', { servername: 'mail.tanaka.example' })
        .on('secureConnect', function () { console.log(this.authorized, process.env.HOME); this.destroy() })`
    const { stdout } = await lab.client([process.execPath, '-e', script])
    expect(stdout).toMatch(new RegExp(`^true ${tmpdir()}/${namespacePrefix}\\w+/home\n$`))
  })

  it('records what hosts are told, QUIT and TLS included', async () => {
    await lab.client([
      'swaks',
      '--server',
      'mx.alpha.example',
      '--tls',
      '--quit-after',
      'TLS',
      '--helo',
      'lab',
    ])
    const sessions = await lab.operators.sessions()
    expect(sessions).toEqual([
      {
        host: 'mx.alpha.example',
        port: 25,
        from: expect.stringMatching(/^(198\.51\.100\.10|2001:db8:1:10::10)$/) as string,
        commands: ['EHLO lab', 'STARTTLS', 'QUIT'],
        quit: true,
      },
    ])
    await lab.reset()
    expect(await lab.operators.sessions()).toEqual([])
  })

  it('has hosts that greet late or oddly, are silent, refuse, or are dead', async () => {
    const host = 'mx.alpha.example'
    const see = async () => (await sights(lab, ['alpha v4:25'], 1_000))['alpha v4:25']
    await lab.operators.behave(host, { kind: 'greets', afterMs: 700 })
    expect(await see()).toBe('220 mx.alpha.example')
    await lab.operators.behave(host, { kind: 'greets', afterMs: 1_300 })
    expect(await see()).toBe('silent')
    await lab.operators.behave(host, { kind: 'greets', greeting: '554 mx.alpha.example' })
    expect(await see()).toBe('554 mx.alpha.example')
    await lab.operators.behave(host, { kind: 'silent' })
    expect(await see()).toBe('silent')
    await lab.operators.behave(host, { kind: 'refuses' })
    expect(await see()).toBe('ECONNREFUSED')
    await lab.operators.behave(host, { kind: 'dead' })
    expect(await see()).toBe('timeout')
    expect(await sights(lab, ['bravo v6:25'])).toEqual({ 'bravo v6:25': '220 mx.bravo.example' })
    await lab.reset()
    expect(await see()).toBe('220 mx.alpha.example')
  })

  it('names its hosts in options for the command', () => {
    for (const { name } of references) expect(lab.referenceArgs).toContain(name)
    expect(lab.referenceArgs).toContain('submission.echo.example:465')
    expect(lab.referenceArgs).toContain('http://portal.example/generate_204')
  })
})

describe.skipIf(reason !== null)(`the end of a laboratory ${reason ?? ''}`, () => {
  it('leaves nothing behind, and says the password nowhere', async () => {
    const lab = await createLab()
    onTestFinished(() => lab.close())
    await submit(lab, ...signedIn(lab))
    const commands = await commandLines()
    expect(commands.join('\n')).toContain(namespacePrefix)
    expect(commands.join('\n')).not.toContain(lab.server.user.password)
    await lab.close()
    expect(await remains()).toEqual([])
  })

  it('is cleared away when the process that made it is killed', async () => {
    const file = new URL('lab.ts', import.meta.url).href
    const script = `const { createLab } = await import('${file}'); await createLab(); console.log('up')`
    const owner = spawn(process.execPath, ['--input-type=module', '-e', script], {
      stdio: ['ignore', 'pipe', 'inherit'],
    })
    await once(owner.stdout, 'data')
    expect(await remains()).not.toEqual([])
    owner.kill('SIGKILL')
    await waitUntil('everything is gone', async () => (await remains()).length === 0)
  })
})

/** Namespaces, their configuration, folders, mounts, and processes that are of a laboratory. */
async function remains(): Promise<string[]> {
  const lists = await Promise.all([
    readdir(tmpdir()),
    readdir('/etc/netns').catch(() => []),
    mustRun(['ip', 'netns', 'list']).then(lines),
    mustRun(['cat', '/proc/mounts']).then(lines),
    commandLines(),
  ])
  return lists.flat().filter((name) => name.includes(namespacePrefix))
}

/** Of all processes on the machine. */
async function commandLines(): Promise<string[]> {
  const pids = (await readdir('/proc')).filter((name) => /^\d+$/.test(name))
  return Promise.all(pids.map((pid) => readFile(`/proc/${pid}/cmdline`, 'utf8').catch(() => '')))
}

function lines(text: string): string[] {
  return text.split('\n')
}
