import { type ChildProcess, spawn } from 'node:child_process'
import { once } from 'node:events'
import { existsSync } from 'node:fs'
import { mkdtemp, readFile, readlink, rm } from 'node:fs/promises'
import net from 'node:net'
import { tmpdir } from 'node:os'
import path from 'node:path'
import { Duplex } from 'node:stream'
import { fileURLToPath } from 'node:url'
import { profileUse } from '../../electron/clients/thunderbird/running.ts'
import { createMarionette } from './marionette.ts'
import { type Argv, inNamespace, waitUntil } from './run.ts'

/** A real Thunderbird on this computer, without a window, that answers scripts. */
export type ThunderbirdProgram = {
  pid: number
  /**
   * Runs the body of an async function inside Thunderbird; it gets `args` as `arguments` and returns what JSON can
   * hold.
   */
  execute(script: string, ...args: readonly unknown[]): Promise<unknown>
  /** Ends it as a person does: it writes its files. */
  quit(): Promise<void>
  /** Ends it as a crash does. */
  kill(): Promise<void>
}

export type ThunderbirdStart = {
  /** How it is told its profile; by the folder unless given. */
  choose?: readonly string[]
  /** Where its list of profiles is. Else a folder that goes with it. */
  home?: string
  /** A computer of the laboratory. */
  namespace?: string
  /** How long a script may take. */
  scriptLimitMs?: number
}

const options = ['--headless', '--marionette', '--remote-allow-system-access', '--no-remote']
/** On a busy machine it takes its time. */
const startLimitMs = 120_000
const endLimitMs = 60_000

/** Starts Thunderbird with the profile in this folder and waits until it can be asked. */
export async function startThunderbird(
  profile: string,
  { choose = ['--profile', profile], home, namespace, scriptLimitMs = 30_000 }: ThunderbirdStart = {},
): Promise<ThunderbirdProgram> {
  // Not named like the laboratory's folders, which go when the next one starts.
  const ownHome = home ?? (await mkdtemp(path.join(tmpdir(), 'postern-thunderbird-home-')))
  const portFile = path.join(profile, 'MarionetteActivePort')
  await rm(portFile, { force: true })
  const child = start(namespace, ['thunderbird', ...options, ...choose], {
    // Without a session bus of the person; the port is free, and told in a file.
    PATH: process.env['PATH'],
    HOME: ownHome,
    LANG: 'C.UTF-8',
    MOZ_MARIONETTE_PREF_STATE_ACROSS_RESTARTS: '{"marionette.port":0}',
  })
  const killNow = () => child.kill('SIGKILL')
  process.once('exit', killNow)
  const hasEnded = () => child.exitCode !== null || child.signalCode !== null
  const end = async () => {
    try {
      await waitUntil('Thunderbird has ended', hasEnded, endLimitMs)
    } finally {
      killNow()
      process.off('exit', killNow)
      if (home === undefined) await rm(ownHome, { recursive: true, force: true, maxRetries: 5 })
    }
  }
  let port = ''
  try {
    await waitUntil(
      'Thunderbird can be asked',
      async () => {
        if (hasEnded()) throw new Error(`Thunderbird ended with ${child.exitCode ?? child.signalCode}`)
        return (port = await readFile(portFile, 'utf8').catch(() => '')) !== ''
      },
      startLimitMs,
    )
    const marionette = createMarionette(await connect(namespace, port))
    // It begins once Thunderbird is idle after its start: never, with a dialog in the way from the first moment on.
    await marionette.ask('WebDriver:NewSession', { unhandledPromptBehavior: 'ignore' }, startLimitMs)
    await marionette.ask('Marionette:SetContext', { value: 'chrome' })
    await marionette.ask('WebDriver:SetTimeouts', { script: scriptLimitMs })
    return {
      pid: child.pid ?? 0,
      execute: async (script, ...args) => {
        const body = `return (async () => {${script}\n})()`
        const parameters = { script: body, args }
        // Thunderbird itself complains first.
        const answer = await marionette.ask('WebDriver:ExecuteScript', parameters, scriptLimitMs + 15_000)
        return (answer as { value: unknown }).value
      },
      quit: async () => {
        await marionette.ask('Marionette:Quit', { flags: ['eAttemptQuit'] })
        await end()
        marionette.close()
      },
      kill: async () => {
        killNow()
        await end()
        marionette.close()
      },
    }
  } catch (error) {
    killNow()
    await end()
    throw error
  }
}

/** Ends the Thunderbird that Postern has opened, as a crash does, once it has noted in the profile that it has used it. */
export async function killOpened(profile: string): Promise<void> {
  const note = path.join(profile, 'compatibility.ini')
  await waitUntil(
    'Thunderbird has the profile open',
    async () => existsSync(note) && (await profileUse(profile)) === 'running',
    startLimitMs,
  )
  // Beside the lock it leaves a link that names its process (nsProfileLock), which was started as a group of its own.
  const [, pid] = /\+(\d+)$/.exec(await readlink(path.join(profile, 'lock'))) ?? []
  if (pid === undefined) throw new Error('no process is named')
  process.kill(-Number(pid), 'SIGKILL')
  await waitUntil('it has ended', async () => (await profileUse(profile)) !== 'running', endLimitMs)
}

/** Trusts what the laboratory's authority has signed, as long as there is the profile. */
export async function trustAuthority(thunderbird: ThunderbirdProgram, pemFile: string): Promise<void> {
  const [base64] = /(?<=CERTIFICATE-----)[^-]+/.exec(await readFile(pemFile, 'utf8')) ?? []
  await thunderbird.execute(trust, base64?.replaceAll('\n', ''))
}

const trust = `
const [base64] = arguments
Cc['@mozilla.org/security/x509certdb;1'].getService(Ci.nsIX509CertDB).addCertFromBase64(base64, 'C,C,C')
`

function start(namespace: string | undefined, argv: Argv, env: NodeJS.ProcessEnv): ChildProcess {
  const [program, ...args] = namespace === undefined ? argv : inNamespace(namespace, argv)
  return spawn(program, args, { env, stdio: 'ignore' })
}

/** A way to the port, also from outside of the namespace that it is in. */
async function connect(namespace: string | undefined, port: string): Promise<Duplex> {
  if (namespace === undefined) {
    const socket = net.connect(Number(port), '127.0.0.1')
    await once(socket, 'connect')
    return socket
  }
  const script = fileURLToPath(new URL('pipe-process.ts', import.meta.url))
  const [program, ...args] = inNamespace(namespace, [process.execPath, script, port])
  const { stdin, stdout } = spawn(program, args, { stdio: ['pipe', 'pipe', 'ignore'] })
  return Duplex.from({ writable: stdin, readable: stdout })
}
