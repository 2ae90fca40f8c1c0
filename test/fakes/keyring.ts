import { spawn, type ChildProcess } from 'node:child_process'
import { randomUUID } from 'node:crypto'
import { once } from 'node:events'
import { accessSync, constants } from 'node:fs'
import { mkdtemp, mkdir, rm, writeFile } from 'node:fs/promises'
import net from 'node:net'
import { tmpdir } from 'node:os'
import path from 'node:path'
import { connectSessionBus, type SessionBus } from '../../electron/system/session-bus.ts'
import { loadKeytar } from '../../electron/credentials/keytar.ts'

/**
 * A real gnome-keyring on a private D-Bus, with a home of its own: nothing of the person's session is touched.
 * Give `env` to the process under test; libsecret keeps the first bus it finds, so use a process for each bus.
 */
export type TestBus = {
  env: NodeJS.ProcessEnv
  bus: SessionBus
  /** Takes a name on the bus and never answers for it, as a service that hangs. */
  ownAndStaySilent(name: string): Promise<void>
  stop(): Promise<void>
}

export type TestKeyring = TestBus & {
  lock(): Promise<void>
  /** Ends the daemon and starts it again, locked, as after a login without a password. */
  restartLocked(): Promise<void>
  /** Stops the daemon in its tracks, and lets it go on. */
  pause(): void
  resume(): void
}

/** Why the keyring cannot run here, or null. For the titles of skipped tests. */
export async function keyringMissing(): Promise<string | null> {
  if (process.platform !== 'linux') return 'gnome-keyring runs on Linux only'
  for (const program of ['dbus-daemon', 'gnome-keyring-daemon'])
    if (programPath(program) === null) return `${program} is not installed`
  const keytar = await loadKeytar()
  return keytar.ok ? null : "keytar's native module is missing"
}

/** A session bus with nobody on it, and no service to start. */
export async function startBus(): Promise<TestBus> {
  const home = await mkdtemp(path.join(tmpdir(), 'postern-keyring-'))
  const runtime = path.join(home, 'run')
  await mkdir(runtime, { mode: 0o700 })
  const address = `unix:path=${path.join(runtime, 'bus')}`
  const config = path.join(home, 'bus.conf')
  await writeFile(config, busConfig(address))
  // A test runner that is killed must not leave the bus behind; the keyring goes with its bus.
  const lifeline = programPath('setpriv') === null ? [] : ['setpriv', '--pdeathsig', 'TERM', '--']
  const command = [...lifeline, 'dbus-daemon', `--config-file=${config}`, '--nofork', '--print-address']
  const daemon = start(command, process.env)
  const stdout = daemon.stdout
  if (stdout === null) throw new Error('dbus-daemon has no output')
  await Promise.race([once(stdout, 'data'), failureOf(daemon)])
  stdout.resume()
  const env: NodeJS.ProcessEnv = {
    ...process.env,
    HOME: home,
    XDG_DATA_HOME: path.join(home, 'data'),
    XDG_RUNTIME_DIR: runtime,
    DBUS_SESSION_BUS_ADDRESS: address,
  }
  delete env['DISPLAY']
  const closing = new AbortController()
  const bus = await connectSessionBus(env, closing.signal)
  return {
    env,
    bus,
    ownAndStaySilent: async (name) => {
      await askBus(bus, 'RequestName', 'su', [name, 0])
    },
    stop: async () => {
      bus.close()
      await end(daemon)
      await rm(home, { recursive: true, force: true })
    },
  }
}

/** A gnome-keyring with an unlocked default collection; or without a collection, as for a new person. */
export async function startKeyring(collection: 'unlocked' | 'none' = 'unlocked'): Promise<TestKeyring> {
  const session = await startBus()
  let daemon = await startDaemon(session, collection === 'unlocked' ? randomUUID() : null)
  return {
    ...session,
    lock: async () => {
      await session.bus.call({
        destination: 'org.freedesktop.secrets',
        path: '/org/freedesktop/secrets',
        interface: 'org.freedesktop.Secret.Service',
        member: 'Lock',
        signature: 'ao',
        args: [['/org/freedesktop/secrets/aliases/default']],
      })
    },
    restartLocked: async () => {
      await end(daemon)
      daemon = await startDaemon(session, null)
    },
    pause: () => void daemon.kill('SIGSTOP'),
    resume: () => void daemon.kill('SIGCONT'),
    stop: async () => {
      daemon.kill('SIGCONT')
      await end(daemon)
      await session.stop()
    },
  }
}

/** A socket that takes connections and never answers, as the bus of a stopped session. */
export async function startSilentBus(): Promise<{ env: NodeJS.ProcessEnv; stop(): Promise<void> }> {
  const home = await mkdtemp(path.join(tmpdir(), 'postern-silent-bus-'))
  const sockets = new Set<net.Socket>()
  const server = net.createServer((socket) => {
    sockets.add(socket)
    socket.on('error', () => undefined)
    socket.resume()
  })
  server.listen(path.join(home, 'bus'))
  await once(server, 'listening')
  return {
    env: { ...process.env, DBUS_SESSION_BUS_ADDRESS: `unix:path=${path.join(home, 'bus')}` },
    stop: async () => {
      for (const socket of sockets) socket.destroy()
      server.close()
      await once(server, 'close')
      await rm(home, { recursive: true, force: true })
    },
  }
}

async function startDaemon(session: TestBus, password: string | null): Promise<ChildProcess> {
  const match = "type='signal',member='NameOwnerChanged',arg0='org.freedesktop.secrets'"
  await askBus(session.bus, 'AddMatch', 's', [match])
  const owned = session.bus.nextSignal(
    ({ member, body }) =>
      member === 'NameOwnerChanged' && body[0] === 'org.freedesktop.secrets' && body[2] !== '',
  )
  const control = path.join(session.env['XDG_RUNTIME_DIR'] ?? '', 'keyring')
  const unlock = password === null ? [] : ['--unlock']
  const daemon = start(
    [
      'gnome-keyring-daemon',
      '--foreground',
      '--components=secrets',
      `--control-directory=${control}`,
      ...unlock,
    ],
    session.env,
  )
  daemon.stdin?.end(password ?? '')
  daemon.stdout?.resume()
  await Promise.race([owned, failureOf(daemon)])
  return daemon
}

function start(command: readonly string[], env: NodeJS.ProcessEnv): ChildProcess {
  const [program = '', ...args] = command
  return spawn(program, args, { env, stdio: ['pipe', 'pipe', 'ignore'] })
}

async function failureOf(daemon: ChildProcess): Promise<never> {
  await once(daemon, 'exit')
  throw new Error(`${daemon.spawnfile} ended at once`)
}

async function end(daemon: ChildProcess): Promise<void> {
  if (daemon.exitCode !== null || daemon.signalCode !== null) return
  const ended = once(daemon, 'exit')
  daemon.kill('SIGTERM')
  await ended
}

function askBus(bus: SessionBus, member: string, signature: string, args: unknown[]): Promise<unknown[]> {
  return bus.call({
    destination: 'org.freedesktop.DBus',
    path: '/org/freedesktop/DBus',
    interface: 'org.freedesktop.DBus',
    member,
    signature,
    args,
  })
}

function programPath(name: string): string | null {
  for (const folder of (process.env['PATH'] ?? '').split(path.delimiter)) {
    const file = path.join(folder, name)
    try {
      accessSync(file, constants.X_OK)
      return file
    } catch {
      // Not in this folder.
    }
  }
  return null
}

function busConfig(address: string): string {
  return `<!DOCTYPE busconfig PUBLIC "-//freedesktop//DTD D-Bus Bus Configuration 1.0//EN"
 "http://www.freedesktop.org/standards/dbus/1.0/busconfig.dtd">
<busconfig>
  <type>session</type>
  <listen>${address}</listen>
  <auth>EXTERNAL</auth>
  <policy context="default">
    <allow send_destination="*"/>
    <allow eavesdrop="true"/>
    <allow own="*"/>
  </policy>
</busconfig>
`
}
