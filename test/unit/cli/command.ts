import { spawn } from 'node:child_process'
import { mkdir, mkdtemp, rm, writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import path from 'node:path'
import { onTestFinished } from 'vitest'
import { exampleAccount } from '../accounts/example-account.ts'

const script = path.join(import.meta.dirname, '../../../electron/cli.ts')

/** Starts the command in an environment of its own with stdin open, over these settings; it ends with the test. */
export async function startCommand(
  args: readonly string[],
  settings: string,
  prepare: (home: string) => Promise<unknown> = () => Promise.resolve(),
) {
  const home = await mkdtemp(path.join(tmpdir(), 'postern-cli-'))
  const folder = path.join(home, 'postern')
  await mkdir(folder)
  await writeFile(path.join(folder, 'settings.json'), settings)
  await prepare(home)
  const child = spawn(process.execPath, [script, ...args], {
    env: { PATH: process.env['PATH'], HOME: home, XDG_CONFIG_HOME: home, LANG: 'C.UTF-8' },
  })
  const exit = new Promise<{ code: number | null; signal: NodeJS.Signals | null }>((resolve) =>
    child.once('exit', (code, signal) => resolve({ code, signal })),
  )
  const seen = { stdout: '', stderr: '' }
  child.stdout.on('data', (chunk: Buffer) => (seen.stdout += chunk.toString()))
  child.stderr.on('data', (chunk: Buffer) => (seen.stderr += chunk.toString()))
  onTestFinished(async () => {
    child.kill('SIGKILL')
    await exit
    await rm(home, { recursive: true })
  })
  return { child, exit, seen }
}

/** Settings with one account that is whole and one that is not. */
export const damagedSettings = JSON.stringify({ version: 1, accounts: [exampleAccount('hanako'), {}] })
