import { spawn } from 'node:child_process'
import { once } from 'node:events'
import { existsSync } from 'node:fs'
import { mkdir, mkdtemp, readdir, readFile, rm, writeFile } from 'node:fs/promises'
import { createRequire } from 'node:module'
import { tmpdir } from 'node:os'
import path from 'node:path'
import process from 'node:process'
import { createInterface } from 'node:readline'
import { gzipSync } from 'node:zlib'
import { findChromium, noChromium } from '../stand-in/chromium/find-chromium.ts'
import type { StartFigures } from './app-start-process.ts'

/** What the app costs from its start to its tray, and from a click to the first words in its window. */

const runs = 9
const most = { trayCpuMs: 150, windowMs: 300, rendererBytes: 60 * 1_024 }
const root = path.join(import.meta.dirname, '..', '..')

export async function benchAppStart(): Promise<boolean> {
  process.stdout.write('\nThe app\n')
  const isElectron = existsSync(path.join(root, 'node_modules/electron/dist'))
  const rendererIsSmall = await benchRenderer()
  if (!isElectron && findChromium() === undefined) {
    process.stdout.write(`The start is left out. ${noChromium}\n`)
    return rendererIsSmall
  }
  const folder = await mkdtemp(path.join(tmpdir(), 'postern-bench-'))
  try {
    const start = () => startOnce(isElectron, folder, root)
    // The first one finds nothing in the system's caches.
    await start()
    const empty = await emptyApp(path.join(folder, 'empty'))
    const all: StartFigures[] = []
    const empties: StartFigures[] = []
    for (let i = 0; i < runs; i += 1) {
      all.push(await start())
      empties.push(await startOnce(isElectron, folder, empty))
    }
    return [rendererIsSmall, tellStart(all, empties, isElectron)].every(Boolean)
  } finally {
    await rm(folder, { recursive: true, force: true, maxRetries: 5, retryDelay: 200 })
  }
}

function tellStart(
  all: readonly StartFigures[],
  empties: readonly StartFigures[],
  isElectron: boolean,
): boolean {
  const tray = (pick: (figures: StartFigures['untilTray']) => number, of = all) =>
    median(of.map(({ untilTray }) => pick(untilTray)))
  const window = (pick: (figures: StartFigures['window']) => number, of = all) =>
    median(of.map((figures) => pick(figures.window)))
  const untilShown = ({ mainMs, loadMs, paintMs }: StartFigures['window']) => mainMs + loadMs + paintMs
  const cpuMs = tray(({ cpuMs: own }) => own) - tray(({ cpuMs: own }) => own, empties)
  const windowMs = window(untilShown)
  const tooEarly = new Set(all.flatMap((figures) => figures.tooEarly))
  const shell = isElectron ? 'Electron' : 'the stand-in for Electron'
  process.stdout.write(
    [
      `medians of ${runs} hidden starts on ${shell}, with one account`,
      `from the start of the process to the tray: ${tray(({ wholeMs }) => wholeMs).toFixed(0)} ms; of an empty app: ${tray(({ wholeMs }) => wholeMs, empties).toFixed(0)} ms`,
      `CPU of the main process until then, beyond that of an empty app: ${cpuMs.toFixed(0)} ms (at most ${most.trayCpuMs})${tooMuch(cpuMs, most.trayCpuMs)}`,
      `loaded by then although it is to wait: ${[...tooEarly].join(', ') || 'nothing'}${tooMuch(tooEarly.size, 0)}`,
      `from the click to the first words in the window: ${windowMs.toFixed(0)} ms (at most ${most.windowMs})${tooMuch(windowMs, most.windowMs)}; main process ${window(({ mainMs }) => mainMs).toFixed(0)}, loading ${window(({ loadMs }) => loadMs).toFixed(0)}, painting ${window(({ paintMs }) => paintMs).toFixed(0)}; of an empty app: ${window(untilShown, empties).toFixed(0)} ms`,
      '',
    ].join('\n'),
  )
  return cpuMs <= most.trayCpuMs && windowMs <= most.windowMs && tooEarly.size === 0
}

/** What any app costs that has nothing but a tray, and a window with a letter in it. */
async function emptyApp(folder: string): Promise<string> {
  await mkdir(folder)
  await writeFile(path.join(folder, 'package.json'), JSON.stringify({ type: 'module', main: 'main.js' }))
  const icon = path.join(root, 'out', 'icons', 'tray', 'ok-dark-panel.png')
  await writeFile(
    path.join(folder, 'main.js'),
    `import { app, BrowserWindow, Menu, Tray } from 'electron'
app.on('second-instance', () => {
  const window = new BrowserWindow({ show: false })
  window.once('ready-to-show', () => window.show())
  void window.loadURL('data:text/html,<p>a')
})
void app.whenReady().then(() => new Tray(${JSON.stringify(icon)}).setContextMenu(Menu.buildFromTemplate([])))`,
  )
  return folder
}

async function benchRenderer(): Promise<boolean> {
  const folder = path.join(root, 'out', 'renderer', 'assets')
  const scripts = (await readdir(folder)).filter((name) => name.endsWith('.js'))
  const sizes = await Promise.all(
    scripts.map(async (name) => gzipSync(await readFile(path.join(folder, name))).length),
  )
  const bytes = sizes.reduce((sum, size) => sum + size, 0)
  process.stdout.write(
    `JavaScript of the window: ${(bytes / 1_024).toFixed(1)} KiB gzip (at most ${most.rendererBytes / 1_024})${tooMuch(bytes, most.rendererBytes)}\n`,
  )
  return bytes <= most.rendererBytes
}

async function startOnce(isElectron: boolean, parent: string, app: string): Promise<StartFigures> {
  const folder = await mkdtemp(path.join(parent, 'profile-'))
  await writeSettings(path.join(folder, 'postern'))
  const executable = isElectron
    ? (createRequire(import.meta.url)('electron') as string)
    : path.join(root, 'test', 'stand-in', 'electron')
  const child = spawn(
    executable,
    [
      ...['-r', path.join(import.meta.dirname, 'app-start-process.ts')],
      ...[`--user-data-dir=${path.join(folder, 'user-data')}`, '--hidden', app],
    ],
    {
      env: { PATH: process.env['PATH'], HOME: folder, XDG_CONFIG_HOME: folder, LANG: 'en_US.UTF-8' },
      stdio: ['ignore', 'pipe', 'inherit'],
      timeout: 60_000,
    },
  )
  const ended = once(child, 'close')
  let figures: Partial<StartFigures> = {}
  for await (const line of createInterface({ input: child.stdout }))
    figures = { ...figures, ...(JSON.parse(line) as Partial<StartFigures>) }
  await ended
  const { untilTray, tooEarly, window } = figures
  if (untilTray === undefined || tooEarly === undefined || window === undefined)
    throw new Error('The app has not come so far')
  return { untilTray, tooEarly, window }
}

/** Somebody who has set one account up. */
async function writeSettings(folder: string): Promise<void> {
  await mkdir(folder, { mode: 0o700 })
  const host = 'mail.tanaka.example'
  const account = {
    id: 'one',
    address: 'hanako@tanaka.example',
    username: 'hanako@tanaka.example',
    submission: { host, port: 587, security: 'starttls' },
    incoming: { protocol: 'imap', host, port: 993, security: 'tls' },
    pinned: [],
    startTlsSeen: true,
    password: 'keychain',
  }
  await writeFile(
    path.join(folder, 'settings.json'),
    JSON.stringify({ version: 1, accounts: [account], setup: null }),
  )
}

function median(values: readonly number[]): number {
  return [...values].sort((a, b) => a - b)[Math.floor(values.length / 2)] ?? 0
}

function tooMuch(value: number, limit: number): string {
  return value <= limit ? '' : '  TOO MUCH'
}
