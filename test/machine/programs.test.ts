import { type ChildProcess, spawn } from 'node:child_process'
import { once } from 'node:events'
import { mkdtemp, rm, writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import path from 'node:path'
import { beforeEach, describe, expect, onTestFinished, test } from 'vitest'
import { outlookUse } from '../../electron/clients/outlook/running.ts'
import { profileUse } from '../../electron/clients/thunderbird/running.ts'
import { isPresentingOnMacos } from '../../electron/presence/macos.ts'
import { only } from './only-on.ts'

/** Runs until its test is over. */
function runs(program: string, args: readonly string[]): ChildProcess {
  const child = spawn(program, args, { stdio: ['pipe', 'pipe', 'inherit'] })
  onTestFinished(() => void child.kill())
  return child
}

const held = { timeout: 30_000 }

const [notWindows, onWindows] = only('win32', 'programs on Windows')
describe.skipIf(notWindows)(onWindows, () => {
  test('tasklist tells that no Outlook runs', async () => {
    expect(await outlookUse()).toBe('closed')
  })

  describe('Thunderbird', () => {
    let profile: string
    beforeEach(async () => {
      profile = await mkdtemp(path.join(tmpdir(), 'postern-profile-'))
      return () => rm(profile, { recursive: true })
    })

    test('has a profile while it holds parent.lock open without sharing', held, async () => {
      const lock = path.join(profile, 'parent.lock')
      await writeFile(lock, '')
      expect(await profileUse(profile)).toBe('closed')
      const open = `$f = [IO.File]::Open('${lock}', 'Open', 'ReadWrite', 'None'); 'open'; [Console]::In.ReadLine(); $f.Close()`
      const child = runs('powershell.exe', ['-NoProfile', '-NonInteractive', '-Command', open])
      if (child.stdout !== null) await once(child.stdout, 'data')
      expect(await profileUse(profile)).toBe('running')
      child.stdin?.end('\n')
      await once(child, 'exit')
      expect(await profileUse(profile)).toBe('closed')
    })
  })
})

const [notMacos, onMacos] = only('darwin', 'programs on macOS')
describe.skipIf(notMacos)(onMacos, () => {
  test('lsof tells who has a profile open', held, async () => {
    const profile = await mkdtemp(path.join(tmpdir(), 'postern-profile-'))
    onTestFinished(() => rm(profile, { recursive: true }))
    const lock = path.join(profile, '.parentlock')
    await writeFile(lock, '')
    expect(await profileUse(profile)).toBe('closed')
    const child = runs('/usr/bin/tail', ['-f', lock])
    await expect.poll(() => profileUse(profile), held).toBe('running')
    child.kill()
    await once(child, 'exit')
    expect(await profileUse(profile)).toBe('closed')
  })

  test('pmset tells that the screen is kept awake', held, async () => {
    runs('/usr/bin/caffeinate', ['-d'])
    await expect.poll(() => isPresentingOnMacos(new AbortController().signal), held).toBe(true)
  })
})
