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

describe('whether a profile is in use, on Windows (on this computer’s files)', () => {
  it('is not told by a parent.lock that is merely there', async () => {
    expect(await profileUse(profile, 'win32')).toBe('closed')
    await writeFile(path.join(profile, 'parent.lock'), '')
    expect(await profileUse(profile, 'win32')).toBe('closed')
  })
})
