import { spawnSync } from 'node:child_process'
import { existsSync } from 'node:fs'
import { createRequire } from 'node:module'
import path from 'node:path'
import process from 'node:process'

/** `npm start`: builds the app and runs it. With --stand-in it runs in Chromium, where there is no Electron to run it. */

const root = path.join(import.meta.dirname, '..')
const standInFolder = path.join(root, 'test', 'stand-in')

function run(command: string, args: readonly string[], env: NodeJS.ProcessEnv = {}): number {
  const { status } = spawnSync(command, args, {
    cwd: root,
    stdio: 'inherit',
    env: { ...process.env, ...env },
    // npm is a script on Windows, which only its shell starts.
    shell: process.platform === 'win32' && command === 'npm',
  })
  return status ?? 1
}

function say(text: string): void {
  process.stdout.write(`${text}\n`)
}

/** Where Electron's program is; null: neither here nor to be had. */
function electron(): string | null {
  const folder = path.dirname(createRequire(import.meta.url).resolve('electron/package.json'))
  // Its own installer downloads what is missing, and says what it does.
  const installed = existsSync(path.join(folder, 'dist', 'version'))
  if (!installed && run(process.execPath, [path.join(folder, 'install.js')]) !== 0) return null
  return createRequire(import.meta.url)('electron') as string
}

function startElectron(args: readonly string[]): number {
  const program = electron()
  if (program !== null) return run(program, [root, ...args])
  say(
    'Electron’s program is neither in node_modules/electron nor could it be downloaded: `npm run start:stand-in` runs the same app in Chromium, and `node out/cli/postern.js --help` lists the commands for the terminal.',
  )
  return 1
}

function startStandIn(args: readonly string[]): number {
  const display = process.env['DISPLAY'] ?? process.env['WAYLAND_DISPLAY']
  say(
    display === undefined
      ? 'There is no display, so the app runs without showing anything; Ctrl-C ends it.'
      : 'Chromium shows the window. There is no tray icon here; Ctrl-C ends the app.',
  )
  return run(path.join(standInFolder, 'electron'), [root, ...args], {
    ELECTRON_OVERRIDE_DIST_PATH: standInFolder,
    ...(display === undefined ? {} : { STAND_IN_WINDOW: 'shown' }),
  })
}

const given = process.argv.slice(2)
const args = given.filter((argument) => argument !== '--stand-in')
const built = run('npm', ['run', '--silent', 'build'])
process.exitCode = built !== 0 ? built : args.length < given.length ? startStandIn(args) : startElectron(args)
