import { type ChildProcess, spawn } from 'node:child_process'
import { mkdirSync } from 'node:fs'
import path from 'node:path'
import process from 'node:process'
import type { Readable, Writable } from 'node:stream'
import { Connection } from './connection.ts'
import { findChromium, noChromium } from './find-chromium.ts'

type Chromium = { connection: Connection; version: string; stop(): Promise<void> }

const ownSwitches: readonly string[] = [
  '--no-startup-window',
  '--no-first-run',
  '--disable-gpu',
  '--disable-quic',
  '--disable-background-networking',
  '--disable-component-update',
  '--disable-default-apps',
  '--disable-domain-reliability',
  '--disable-extensions',
  '--disable-sync',
  '--hide-scrollbars=false',
  // Nothing is looked up: what a page may reach is the app's own schemes and this machine.
  '--host-resolver-rules=MAP * ~NOTFOUND, EXCLUDE localhost, EXCLUDE 127.0.0.1',
  // Electron's file: pages may load ES modules.
  '--allow-file-access-from-files',
  '--remote-debugging-pipe',
]

/** Starts Chromium without a window, as Electron is before the app opens one. */
export async function startChromium(options: {
  userData: string
  switches: ReadonlyMap<string, string>
  debuggingPort: string | undefined
}): Promise<Chromium> {
  // For a person at a screen: the windows are to be seen.
  const shown = process.env['STAND_IN_WINDOW'] === 'shown'
  const executable = findChromium(shown)
  if (executable === undefined)
    throw new Error(
      shown
        ? 'To show its windows, the stand-in for Electron needs the Debian package chromium.'
        : noChromium,
    )
  const profile = path.join(options.userData, 'chromium')
  mkdirSync(profile, { recursive: true })
  const child = spawn(
    executable,
    [
      ...ownSwitches,
      ...(shown || executable.endsWith('shell') ? [] : ['--headless=new']),
      ...(process.getuid?.() === 0 ? ['--no-sandbox'] : []),
      ...[...options.switches].map(([name, value]) => (value === '' ? `--${name}` : `--${name}=${value}`)),
      options.debuggingPort ?? '--remote-debugging-port=0',
      `--user-data-dir=${profile}`,
    ],
    { stdio: ['ignore', 'ignore', 'pipe', 'pipe', 'pipe'] },
  )
  const [, , errors, input, output] = child.stdio as [null, null, Readable, Writable, Readable]
  // A broken pipe says no more than the exit that follows it.
  for (const pipe of [input, output]) pipe.on('error', () => child.kill())
  const ended = new Promise<number | null>((resolve) => child.once('exit', resolve))
  await untilListening(child, errors, options.debuggingPort !== undefined)

  let stopping = false
  void ended.then((code) => {
    if (stopping) return
    process.stderr.write(`stand-in: Chromium ended by itself (${String(code)})\n`)
    process.exit(1)
  })
  const connection = new Connection(input, output)
  const { product } = await connection.browser.send('Browser.getVersion')
  return {
    connection,
    version: product.split('/')[1] ?? '',
    async stop() {
      stopping = true
      connection.browser.send('Browser.close').catch(() => child.kill())
      await ended
    },
  }
}

/** Playwright reads the "DevTools listening" line from Electron's own output, so it is passed on. */
function untilListening(child: ChildProcess, errors: Readable, passOn: boolean): Promise<void> {
  return new Promise((resolve, reject) => {
    let log = ''
    let listening = false
    errors.setEncoding('utf8').on('data', (chunk: string) => {
      if (listening) return
      log += chunk
      const line = /^DevTools listening on .*\n/m.exec(log)?.[0]
      if (line === undefined) return
      listening = true
      if (passOn) process.stderr.write(line)
      resolve()
    })
    child.once('error', reject)
    child.once('exit', () => reject(new Error(`stand-in: Chromium did not start\n${log}`)))
  })
}
