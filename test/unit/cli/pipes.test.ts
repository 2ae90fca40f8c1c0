import { mkdir, rm } from 'node:fs/promises'
import path from 'node:path'
import process from 'node:process'
import { describe, expect, test } from 'vitest'
import { putPipe } from '../../fakes/odd-files.ts'
import { startCommand } from './command.ts'

const noAccounts = JSON.stringify({ version: 1, accounts: [] })

describe.skipIf(process.platform === 'win32')('a command does not wait for a pipe', () => {
  test('where Thunderbird lists its profiles', async () => {
    const { exit, seen } = await startCommand(['clients'], noAccounts, async (home) => {
      await mkdir(path.join(home, '.thunderbird'))
      await putPipe(path.join(home, '.thunderbird', 'profiles.ini'))
    })
    expect((await exit).signal).toBeNull()
    expect(seen.stdout).toContain('profiles.ini cannot be read (ENXIO)')
  })

  test('in the place of the settings', async () => {
    const { exit, seen } = await startCommand(['account', 'list'], noAccounts, async (home) => {
      const file = path.join(home, 'postern', 'settings.json')
      await rm(file)
      await putPipe(file)
    })
    expect((await exit).signal).toBeNull()
    expect(seen.stderr).toContain('settings.json could not be read or written (ENXIO)')
  })
})
