import { mkdtemp, readFile, rm, stat, writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import path from 'node:path'
import { expect, onTestFinished, test } from 'vitest'
import { exampleAccount } from '../accounts/example-account.ts'
import { startCommand } from './command.ts'

const account = exampleAccount('hanako')
const settings = JSON.stringify({ version: 1, accounts: [account] })

async function temporaryFolder(): Promise<string> {
  const folder = await mkdtemp(path.join(tmpdir(), 'postern-apple-'))
  onTestFinished(() => rm(folder, { recursive: true }))
  return folder
}

test('the profile is in a new file that nobody else reads, and what to do with it is said', async () => {
  const file = path.join(await temporaryFolder(), 'mail.mobileconfig')
  const { exit, seen } = await startCommand(['apple-mail', account.address, '--out', file], settings)
  expect(await exit).toEqual({ code: 0, signal: null })
  expect(seen.stdout).toContain(`Saved as ${file}.`)
  expect(seen.stdout).toContain('Device Management')
  expect(await readFile(file, 'utf8')).toContain(`<string>${account.submission.host}</string>`)
  expect((await stat(file)).mode & 0o777).toBe(0o600)
})

test('what is there already is left alone: exit 1', async () => {
  const file = path.join(await temporaryFolder(), 'mail.mobileconfig')
  await writeFile(file, 'mine')
  const { exit, seen } = await startCommand(['apple-mail', '--out', file], settings)
  expect(await exit).toEqual({ code: 1, signal: null })
  expect(seen.stderr).toContain('is there already')
  expect(await readFile(file, 'utf8')).toBe('mine')
})

test('a folder that is not there is told: exit 1; an account that is not there: exit 2', async () => {
  const file = path.join(await temporaryFolder(), 'nowhere', 'mail.mobileconfig')
  const there = await startCommand(['apple-mail', '--out', file], settings)
  expect(await there.exit).toEqual({ code: 1, signal: null })
  expect(there.seen.stderr).toContain('ENOENT')
  const nobody = await startCommand(['apple-mail', 'nobody@tanaka.example', '--out', file], settings)
  expect(await nobody.exit).toEqual({ code: 2, signal: null })
})
