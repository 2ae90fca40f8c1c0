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
  numPendingTests: number
  numTodoTests: number
  success: boolean
  testResults: {
    name: string
    status: string
    message: string
    assertionResults: { status: string; fullName: string; failureMessages: string[] }[]
  }[]
}
type PlaywrightSuite = {
  suites?: PlaywrightSuite[]
  specs: {
    title: string
    file: string
    tests: {
      status: 'expected' | 'unexpected' | 'flaky' | 'skipped'
      results: { errors: { message?: string }[] }[]
    }[]
  }[]
}
type PlaywrightReport = { suites: PlaywrightSuite[] }

const root = path.join(import.meta.dirname, '..')
const reports = mkdtempSync(path.join(tmpdir(), 'postern-test-'))
const total: Count = { passed: 0, failed: 0, skipped: 0 }
const skipped: string[] = []
const failed: string[] = []

type RunOptions = {
  env?: NodeJS.ProcessEnv
  /** What it prints comes when it is over, in one piece. */
  inOnePiece?: boolean
}

async function run(
  command: string,
  args: readonly string[],
  { env = {}, inOnePiece = false }: RunOptions = {},
): Promise<{ passed: boolean; printed: string }> {
  const output = inOnePiece ? 'pipe' : 'inherit'
  const child = spawn(command, args, {
    stdio: ['ignore', output, output],
    env: { ...process.env, ...env },
  })
  const printed: Buffer[] = []
  for (const stream of [child.stdout, child.stderr])
    stream?.on('data', (chunk: Buffer) => void printed.push(chunk))
  const passed = await new Promise<boolean>((resolve) => {
    child.once('close', (code) => resolve(code === 0))
    child.once('error', () => resolve(false))
  })
  process.stdout.write(Buffer.concat(printed))
  return { passed, printed: Buffer.concat(printed).toString() }
}

async function tool(name: string, args: readonly string[]): Promise<void> {
  process.stdout.write(`\n— ${name} ${args.join(' ')}\n`)
  const { passed, printed } = await run(name, args, { inOnePiece: true })
  if (passed) total.passed += 1
  else fail(`${name} ${args.join(' ')}\n${printed}`)
}

function fail(name: string): void {
  total.failed += 1
  failed.push(name)
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
    fail(`vitest ${project}: no report`)
    return
  }
  const failedBefore = total.failed
  total.passed += report.numPassedTests
  total.skipped += report.numPendingTests + report.numTodoTests
  for (const { assertionResults } of report.testResults) {
    for (const { status, fullName, failureMessages } of assertionResults) {
      if (status === 'failed') fail([fullName, ...failureMessages].join('\n'))
      else if (status !== 'passed') skipped.push(fullName)
    }
  }
  // A file that does not load has no failing test, and must not pass for all that.
  if (report.success || total.failed > failedBefore) return
  const broken = report.testResults.filter(({ status }) => status === 'failed')
  fail([`vitest ${project}`, ...broken.map(({ name, message }) => `${name}: ${message}`)].join('\n'))
}

function countSpecs({ suites = [], specs }: PlaywrightSuite): void {
  for (const { title, file, tests } of specs) {
    for (const { status, results } of tests) {
      if (status === 'expected') total.passed += 1
      else if (status === 'skipped') {
        total.skipped += 1
        skipped.push(title)
      } else {
        const errors = results.flatMap((result) => result.errors.map(({ message = '' }) => message))
        fail([`${file}: ${title}`, ...errors].join('\n'))
      }
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
  const { passed } = await run('playwright', ['test', '--project', project, '--reporter=list,json'], {
    env: { PLAYWRIGHT_JSON_OUTPUT_FILE: file },
  })
  const failedBefore = total.failed
  try {
    const report = JSON.parse(readFileSync(file, 'utf8')) as PlaywrightReport
    report.suites.forEach(countSpecs)
  } catch {
    fail(`playwright ${project}: no report`)
  }
  // A spec that does not load has no failing test, and must not pass for all that.
  if (!passed && total.failed === failedBefore) fail(`playwright ${project}: see above`)
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
if (failed.length > 0) process.stdout.write(`\nFailed:\n${failed.join('\n\n')}\n`)
process.stdout.write(`\n${total.passed} passed, ${total.failed} failed, ${total.skipped} skipped\n`)
process.exitCode = total.failed === 0 ? 0 : 1
