import { mkdtemp, rm } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import path from 'node:path'
import { afterAll, afterEach, beforeAll, describe, expect, it } from 'vitest'
import {
  keyringMissing,
  startBus,
  startKeyring,
  startSilentBus,
  type TestKeyring,
} from '../../fakes/keyring.ts'
import { startKeychainClient, type ClientOptions, type KeychainClient } from './keychain-client.ts'

const missing = await keyringMissing()
const reason = missing === null ? '' : ` (skipped: ${missing})`

const clients: KeychainClient[] = []
const cleanUps: (() => Promise<void>)[] = []
function client(env: NodeJS.ProcessEnv, options?: ClientOptions): KeychainClient {
  const started = startKeychainClient(env, options)
  clients.push(started)
  return started
}
afterEach(async () => {
  clients.splice(0).forEach((started) => started.kill())
  for (const cleanUp of cleanUps.splice(0)) await cleanUp()
})

const locked = { ok: false, error: { kind: 'keychain-locked', detail: 'the keyring was not unlocked' } }
const timedOut = (afterMs: number) => ({ ok: false, error: { kind: 'keychain-timed-out', afterMs } })
const absent = { ok: false, error: { kind: 'keychain-absent', detail: expect.any(String) as string } }

describe.skipIf(missing !== null)(`keychain on an unlocked gnome-keyring${reason}`, () => {
  let keyring: TestKeyring
  let keychain: KeychainClient
  beforeAll(async () => {
    keyring = await startKeyring()
    keychain = startKeychainClient(keyring.env)
  })
  afterAll(async () => {
    expect(await keychain.leave()).toBe(0)
    await keyring.stop()
  })

  it('saves, reads, overwrites, lists and removes', async () => {
    expect(await keychain.read('hanako@example.jp')).toEqual({ ok: true, value: null })
    expect(await keychain.save('hanako@example.jp', 'first')).toEqual({ ok: true })
    expect(await keychain.save('花子@example.jp', 'other')).toEqual({ ok: true })
    expect(await keychain.save('hanako@example.jp', 'second')).toEqual({ ok: true })
    expect(await keychain.read('hanako@example.jp')).toEqual({ ok: true, value: 'second' })
    expect(await keychain.list()).toEqual({ ok: true, value: ['hanako@example.jp', '花子@example.jp'] })
    expect(await keychain.remove('hanako@example.jp')).toEqual({ ok: true, value: true })
    expect(await keychain.remove('hanako@example.jp')).toEqual({ ok: true, value: false })
    expect(await keychain.read('hanako@example.jp')).toEqual({ ok: true, value: null })
    expect(await keychain.remove('花子@example.jp')).toEqual({ ok: true, value: true })
    expect(await keychain.list()).toEqual({ ok: true, value: [] })
  })

  it('is the keychain of every process of this person', async () => {
    expect(await client(keyring.env).save('shared@example.jp', 'kept')).toEqual({ ok: true })
    expect(await client(keyring.env).read('shared@example.jp')).toEqual({ ok: true, value: 'kept' })
    expect(await client(keyring.env).remove('shared@example.jp')).toEqual({ ok: true, value: true })
  })

  it.each([
    ['1,000 characters', 'aB3$'.repeat(250)],
    ['spaces around and inside', '  two  spaces '],
    ['quotes and backslashes', `"double" 'single' \`back\` \\n %s $HOME`],
    ['Japanese', 'パスワード・日本語ー漢字'],
    ['emoji', '🔑👩‍👩‍👧‍👦🇯🇵'],
    ['a line end and a tab', 'one\r\ntwo\tthree'],
    ['combining characters, not normalised', 'が か\u3099 é e\u0301'],
  ])('gives back a password with %s as it was', async (_, password) => {
    expect(await keychain.save('exact@example.jp', password)).toEqual({ ok: true })
    expect(await keychain.read('exact@example.jp')).toEqual({ ok: true, value: password })
    expect(await keychain.remove('exact@example.jp')).toEqual({ ok: true, value: true })
  })

  it('stores nothing of a password with a NUL', async () => {
    expect(await keychain.save('nul@example.jp', 'before\0after')).toEqual({
      ok: false,
      error: { kind: 'password-not-storable', reason: 'nul' },
    })
    expect(await keychain.read('nul@example.jp')).toEqual({ ok: true, value: null })
  })

  it('answers many calls at once, each with its own answer', async () => {
    const accounts = Array.from({ length: 12 }, (_, i) => `many-${i}@example.jp`)
    await Promise.all(accounts.map((account) => keychain.save(account, `password of ${account}`)))
    const read = await Promise.all(accounts.map((account) => keychain.read(account)))
    expect(read).toEqual(accounts.map((account) => ({ ok: true, value: `password of ${account}` })))
    await Promise.all(accounts.map((account) => keychain.remove(account)))
    expect(await keychain.list()).toEqual({ ok: true, value: [] })
  })
})

describe.skipIf(missing !== null)(`keychain on a locked gnome-keyring${reason}`, () => {
  async function lockedKeyring(): Promise<TestKeyring> {
    const keyring = await startKeyring()
    cleanUps.push(() => keyring.stop())
    expect(await client(keyring.env).save('hanako@example.jp', 'kept')).toEqual({ ok: true })
    return keyring
  }

  async function expectLocked(keychain: KeychainClient): Promise<void> {
    expect(await keychain.read('hanako@example.jp')).toEqual(locked)
    expect(await keychain.save('new@example.jp', 'password')).toEqual(locked)
    expect(await keychain.remove('hanako@example.jp')).toEqual(locked)
    expect(await keychain.list()).toEqual(locked)
    // Whether there is an entry can be told without unlocking.
    expect(await keychain.read('nobody@example.jp')).toEqual({ ok: true, value: null })
    expect(await keychain.leave()).toBe(0)
  }

  it('says locked, in every call, when the prompt cannot be shown or is dismissed', async () => {
    const keyring = await lockedKeyring()
    await keyring.lock()
    await expectLocked(client(keyring.env))
  })

  it('says locked after a login that did not unlock it', async () => {
    const keyring = await lockedKeyring()
    await keyring.restartLocked()
    await expectLocked(client(keyring.env))
  })

  it('gives up a prompt that nobody answers, and the process can exit', async () => {
    const keyring = await lockedKeyring()
    await keyring.lock()
    await keyring.ownAndStaySilent('org.gnome.keyring.SystemPrompter')
    const keychain = client(keyring.env, { deadlineMs: 400 })
    expect(await keychain.read('hanako@example.jp')).toEqual(timedOut(400))
    expect(await keychain.save('new@example.jp', 'password')).toEqual(timedOut(400))
    expect(await keychain.busy()).toBe(false)
    expect(await keychain.leave()).toBe(0)
  })

  it('says so too when a new person has no keyring yet and makes none', async () => {
    const keyring = await startKeyring('none')
    cleanUps.push(() => keyring.stop())
    const keychain = client(keyring.env, { deadlineMs: 2_000 })
    expect(await keychain.read('hanako@example.jp')).toEqual({ ok: true, value: null })
    expect(await keychain.list()).toEqual({ ok: true, value: [] })
    expect(await keychain.save('hanako@example.jp', 'password')).toEqual(locked)
    await keyring.ownAndStaySilent('org.gnome.keyring.SystemPrompter')
    expect(await keychain.save('hanako@example.jp', 'password')).toEqual(timedOut(2_000))
    expect(await keychain.leave()).toBe(0)
  })
})

describe.skipIf(missing !== null)(`keychain without an answer${reason}`, () => {
  it('is absent without a session bus', async () => {
    const home = await mkdtemp(path.join(tmpdir(), 'postern-no-bus-'))
    cleanUps.push(() => rm(home, { recursive: true }))
    const env: NodeJS.ProcessEnv = { ...process.env, HOME: home, XDG_RUNTIME_DIR: home }
    delete env['DBUS_SESSION_BUS_ADDRESS']
    delete env['DISPLAY']
    const keychain = client(env)
    expect(await keychain.read('hanako@example.jp')).toEqual(absent)
    expect(await keychain.save('hanako@example.jp', 'password')).toEqual(absent)
    expect(await keychain.remove('hanako@example.jp')).toEqual(absent)
    expect(await keychain.list()).toEqual(absent)
  })

  it('is absent on a bus without a Secret Service', async () => {
    const bus = await startBus()
    cleanUps.push(() => bus.stop())
    const keychain = client(bus.env)
    expect(await keychain.read('hanako@example.jp')).toEqual(absent)
    expect(await keychain.save('hanako@example.jp', 'password')).toEqual(absent)
    expect(await keychain.remove('hanako@example.jp')).toEqual(absent)
    expect(await keychain.list()).toEqual(absent)
  })

  it('times out on a bus that never answers, and the process can exit', async () => {
    const bus = await startSilentBus()
    cleanUps.push(() => bus.stop())
    const keychain = client(bus.env, { deadlineMs: 400 })
    expect(await keychain.read('hanako@example.jp')).toEqual(timedOut(400))
    expect(await keychain.list()).toEqual(timedOut(400))
    expect(await keychain.leave()).toBe(0)
  })

  it('times out on a Secret Service that never answers, and the process can exit', async () => {
    const bus = await startBus()
    cleanUps.push(() => bus.stop())
    await bus.ownAndStaySilent('org.freedesktop.secrets')
    const keychain = client(bus.env, { deadlineMs: 400 })
    expect(await keychain.save('hanako@example.jp', 'password')).toEqual(timedOut(400))
    expect(await keychain.leave()).toBe(0)
  })
})

describe.skipIf(missing !== null)(`keytar alone, as on macOS and Windows${reason}`, () => {
  it('saves, reads, lists and removes', async () => {
    const keyring = await startKeyring()
    cleanUps.push(() => keyring.stop())
    const keychain = client(keyring.env, { kind: 'native' })
    expect(await keychain.save('hanako@example.jp', 'password')).toEqual({ ok: true })
    expect(await keychain.read('hanako@example.jp')).toEqual({ ok: true, value: 'password' })
    expect(await keychain.list()).toEqual({ ok: true, value: ['hanako@example.jp'] })
    expect(await keychain.remove('hanako@example.jp')).toEqual({ ok: true, value: true })
    expect(await keychain.list()).toEqual({ ok: true, value: [] })
  })

  it('undoes a save that succeeds after it was given up, and is usable again', async () => {
    const keyring = await startKeyring()
    cleanUps.push(() => keyring.stop())
    const keychain = client(keyring.env, { kind: 'native', deadlineMs: 2_000 })
    expect(await keychain.save('first@example.jp', 'kept')).toEqual({ ok: true })
    keyring.pause()
    const late = keychain.save('hanako@example.jp', 'late')
    const behind = keychain.read('first@example.jp')
    expect(await late).toEqual(timedOut(2_000))
    expect(await behind).toEqual(timedOut(2_000))
    expect(await keychain.busy()).toBe(true)
    keyring.resume()
    expect(await keychain.list()).toEqual({ ok: true, value: ['first@example.jp'] })
    expect(await keychain.leave()).toBe(0)
  })

  it('is absent on a bus without a Secret Service', async () => {
    const bus = await startBus()
    cleanUps.push(() => bus.stop())
    expect(await client(bus.env, { kind: 'native' }).read('hanako@example.jp')).toEqual(absent)
  })
})

describe('keychain without keytar', () => {
  it('says that the module is missing', async () => {
    const hooks = `import { registerHooks } from 'node:module'
      registerHooks({ resolve(name, context, next) { return next(name === 'keytar' ? 'no-such-keytar' : name, context) } })`
    const keychain = client(process.env, {
      nodeArgs: ['--import', `data:text/javascript,${encodeURIComponent(hooks)}`],
    })
    const failure = {
      ok: false,
      error: { kind: 'keychain-module-missing', detail: expect.any(String) as string },
    }
    expect(await keychain.save('hanako@example.jp', 'password')).toEqual(failure)
    expect(await keychain.read('hanako@example.jp')).toEqual(failure)
  })
})
