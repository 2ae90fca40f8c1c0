import { spawn } from 'node:child_process'
import { existsSync, mkdtempSync, readFileSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import path from 'node:path'
import process from 'node:process'
import { findChromium, noChromium } from './stand-in/chromium/find-chromium.ts'

/**
 * Everything that must hold. The laboratory mostly waits for its servers and timeouts, so that what needs the processor
 * runs meanwhile; the app's own turn there comes when it is free. The last line is the sum: `N passed, N failed, N skipped`.
 */

type Count = { passed: number; failed: number; skipped: number }
type VitestReport = {
  numPassedTests: number
  numFailedTests: number
  numPendingTests: number
  numTodoTests: number
  success: boolean
  testResults: { status: string; message: string; assertionResults: { status: string; fullName: string }[] }[]
}
type PlaywrightSuite = {
  suites?: PlaywrightSuite[]
  specs: { title: string; tests: { status: 'expected' | 'unexpected' | 'flaky' | 'skipped' }[] }[]
}
type PlaywrightReport = { suites: PlaywrightSuite[] }

const root = path.join(import.meta.dirname, '..')
const reports = mkdtempSync(path.join(tmpdir(), 'postern-test-'))
const total: Count = { passed: 0, failed: 0, skipped: 0 }
const skipped: string[] = []

type RunOptions = {
  env?: NodeJS.ProcessEnv
  /** What it prints comes when it is over, in one piece. */
  inOnePiece?: boolean
}

async function run(
  command: string,
  args: readonly string[],
  { env = {}, inOnePiece = false }: RunOptions = {},
): Promise<boolean> {
  const output = inOnePiece ? 'pipe' : 'inherit'
  const child = spawn(command, args, {
    stdio: ['ignore', output, output],
    env: { ...process.env, ...env },
  })
  const printed: Buffer[] = []
  for (const stream of [child.stdout, child.stderr])
    stream?.on('data', (chunk: Buffer) => void printed.push(chunk))
  const success = await new Promise<boolean>((resolve) => {
    child.once('close', (code) => resolve(code === 0))
    child.once('error', () => resolve(false))
  })
  process.stdout.write(Buffer.concat(printed))
  return success
}

async function tool(name: string, args: readonly string[]): Promise<void> {
  process.stdout.write(`\n— ${name} ${args.join(' ')}\n`)
  if (await run(name, args)) total.passed += 1
  else total.failed += 1
}

async function vitest(project: string, options: RunOptions = {}): Promise<void> {
  process.stdout.write(`\n— vitest ${project}\n`)
  const file = path.join(reports, `${project}.json`)
  const reporters = ['--reporter=default', '--reporter=json', `--outputFile.json=${file}`]
  await run('vitest', ['run', '--project', project, ...reporters], options)
  let report: VitestReport
  try {
    report = JSON.parse(readFileSync(file, 'utf8')) as VitestReport
  } catch {
    total.failed += 1
    return
  }
  total.passed += report.numPassedTests
  // A file that does not load has no failing test, and must not pass for all that.
  total.failed += Math.max(report.numFailedTests, report.success ? 0 : 1)
  total.skipped += report.numPendingTests + report.numTodoTests
  for (const { assertionResults } of report.testResults) {
    for (const { status, fullName } of assertionResults) {
      if (status !== 'passed' && status !== 'failed') skipped.push(fullName)
    }
  }
}

function countSpecs({ suites = [], specs }: PlaywrightSuite): void {
  for (const { title, tests } of specs) {
    for (const { status } of tests) {
      if (status === 'expected') total.passed += 1
      else if (status === 'skipped') {
        total.skipped += 1
        skipped.push(title)
      } else total.failed += 1
    }
  }
  suites.forEach(countSpecs)
}

/** The app itself: on Electron, or on its stand-in where Electron's binary is not here. */
async function playwright(project: 'window' | 'lab'): Promise<void> {
  process.stdout.write(`\n— playwright ${project}\n`)
  if (!existsSync(path.join(root, 'node_modules/electron/dist')) && findChromium() === undefined) {
    total.skipped += 1
    skipped.push(`the app: ${noChromium}`)
    return
  }
  const file = path.join(reports, `e2e-${project}.json`)
  const passed = await run('playwright', ['test', '--project', project, '--reporter=list,json'], {
    env: { PLAYWRIGHT_JSON_OUTPUT_FILE: file },
  })
  const failedBefore = total.failed
  try {
    const report = JSON.parse(readFileSync(file, 'utf8')) as PlaywrightReport
    report.suites.forEach(countSpecs)
  } catch {
    total.failed += 1
  }
  // A spec that does not load has no failing test, and must not pass for all that.
  if (!passed && total.failed === failedBefore) total.failed += 1
}

await tool('npm', ['run', '--silent', 'build'])
const laboratory = vitest('lab', { inOnePiece: true })
await tool('eslint', ['.'])
await tool('prettier', ['--check', '--log-level', 'warn', '.'])
await tool('depcruise', [
  '--config',
  '.dependency-cruiser.js',
  '--output-type',
  'err',
  'electron',
  'build',
  'renderer',
])
await tool('node', ['build/import-picture.ts', '--check'])
await tool('knip', [])
await tool('node', ['build/licences.ts'])
await tool('npm', ['run', '--silent', 'typecheck'])
await vitest('unit')
await playwright('window')
await laboratory
await playwright('lab')
rmSync(reports, { recursive: true })

if (skipped.length > 0)
  process.stdout.write(`\nSkipped, each with its reason:\n${skipped.map((name) => `  ${name}`).join('\n')}\n`)
process.stdout.write(`\n${total.passed} passed, ${total.failed} failed, ${total.skipped} skipped\n`)
process.exitCode = total.failed === 0 ? 0 : 1
