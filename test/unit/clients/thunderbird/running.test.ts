import { mkdtemp, rm, writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import path from 'node:path'
import { afterEach, beforeEach, describe, expect, it } from 'vitest'
import { profileUse, waitUntilClosed } from '../../../../electron/clients/thunderbird/running.ts'
import { systemClock } from '../../../../electron/net/clock.ts'
import { holdLock, noLocks } from '../../../fakes/held-lock.ts'

const reason = noLocks === null ? '' : ` (skipped: ${noLocks})`

let profile: string
beforeEach(async () => {
  profile = await mkdtemp(path.join(tmpdir(), 'postern-running-'))
})
afterEach(async () => {
  await rm(profile, { recursive: true })
})

const hold = (file: string) => holdLock(path.join(profile, file))

// The real Thunderbird is asked in test/lab/thunderbird-apply.test.ts.
describe.skipIf(noLocks !== null)(`whether a profile is in use${reason}`, () => {
  it('tells by the lock, not by what a quit leaves behind', async () => {
    expect(await profileUse(profile)).toBe('closed')
    expect(await profileUse(path.join(profile, 'missing'))).toBe('closed')
    const release = await hold('.parentlock')
    expect(await profileUse(profile)).toBe('running')
    await release()
    expect(await profileUse(profile)).toBe('closed')
  })

  it('is not misled by a lock on another file', async () => {
    await writeFile(path.join(profile, '.parentlock'), '')
    await hold('other')
    expect(await profileUse(profile)).toBe('closed')
  })

  it('waits until the profile is free, or the person gives up', async () => {
    const release = await hold('.parentlock')
    const { signal } = new AbortController()
    const closed = waitUntilClosed(profile, systemClock, signal)
    await release()
    expect(await closed).toBe(true)
    await hold('.parentlock')
    const abort = new AbortController()
    const given = waitUntilClosed(profile, systemClock, abort.signal)
    abort.abort()
    expect(await given).toBe(false)
  })
})

describe('where the system does not tell', () => {
  const missing = '/missing/witness'

  it.each(['linux', 'darwin'] as const)('it is not known on %s', async (platform) => {
    const witnesses = { locks: missing, lsof: missing }
    expect(await profileUse(profile, platform, witnesses)).toBe('closed')
    await writeFile(path.join(profile, '.parentlock'), '')
    expect(await profileUse(profile, platform, witnesses)).toBe('unknown')
  })

  it('an empty list of locks tells that nobody has it', async () => {
    await writeFile(path.join(profile, '.parentlock'), '')
    const locks = path.join(profile, 'locks')
    await writeFile(locks, '')
    expect(await profileUse(profile, 'linux', { locks, lsof: missing })).toBe('closed')
  })
})

describe('what lsof tells on macOS', () => {
  it.each([
    ['running', 'echo 4711', 'a process that has the file open'],
    ['closed', 'exit 1', 'nobody'],
    ['unknown', 'exit 2', 'a failure of its own'],
  ])('%s: %s', async (use, script) => {
    await writeFile(path.join(profile, '.parentlock'), '')
    const lsof = path.join(profile, 'lsof')
    await writeFile(lsof, `#!/bin/sh\n${script}\n`, { mode: 0o755 })
    expect(await profileUse(profile, 'darwin', { locks: '/missing', lsof })).toBe(use)
  })
})

describe('whether a profile is in use, on Windows (on this computer’s files)', () => {
  it('is not told by a parent.lock that is merely there', async () => {
    expect(await profileUse(profile, 'win32')).toBe('closed')
    await writeFile(path.join(profile, 'parent.lock'), '')
    expect(await profileUse(profile, 'win32')).toBe('closed')
  })
})
