import { type ChildProcess, spawn, spawnSync } from 'node:child_process'
import { once } from 'node:events'
import { mkdtemp, rm, writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import path from 'node:path'
import { afterEach, beforeEach, describe, expect, it } from 'vitest'
import { profileUse, waitUntilClosed } from '../../../../electron/clients/thunderbird/running.ts'
import { systemClock } from '../../../../electron/net/clock.ts'

const isHere = process.platform === 'linux' && spawnSync('perl', ['-e1']).status === 0
const reason = isHere ? '' : ' (skipped: needs Linux and perl)'

/** Takes the lock as Thunderbird does, says so, and holds it until its input ends. */
const holder = `
use Fcntl qw(:DEFAULT :flock :seek);
sysopen(my $lock, $ARGV[0], O_RDWR | O_CREAT) or die;
my $whole = pack('s s x4 q q i x4', F_WRLCK, SEEK_SET, 0, 0, 0);
fcntl($lock, F_SETLK, $whole) or die;
$| = 1; print "locked\\n"; <STDIN>;
`

let profile: string
let child: ChildProcess | null
beforeEach(async () => {
  profile = await mkdtemp(path.join(tmpdir(), 'postern-running-'))
  child = null
})
afterEach(async () => {
  child?.kill()
  await rm(profile, { recursive: true })
})

async function hold(file: string): Promise<() => Promise<void>> {
  const started = spawn('perl', ['-e', holder, path.join(profile, file)], {
    stdio: ['pipe', 'pipe', 'inherit'],
  })
  child = started
  await once(started.stdout, 'data')
  return async () => {
    started.stdin.end()
    await once(started, 'exit')
  }
}

// The real Thunderbird is asked in test/lab/thunderbird-apply.test.ts.
describe.skipIf(!isHere)(`whether a profile is in use${reason}`, () => {
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
