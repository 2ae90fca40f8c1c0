import { describe, expect, it } from 'vitest'
import { credentialFailure } from '../../../electron/credentials/credential-failure.ts'
import { BusError } from '../../../electron/system/session-bus.ts'
import { createSessionStore } from '../../../electron/credentials/session-store.ts'
import { storable } from '../../../electron/credentials/storable.ts'

describe('createSessionStore', () => {
  it('keeps passwords while it lives, and refuses what the keychain would', async () => {
    const store = createSessionStore('linux')
    expect(await store.read('a')).toEqual({ ok: true, value: null })
    expect(await store.save('b', '  パス "ワード" 🔑 ')).toEqual({ ok: true, value: undefined })
    expect(await store.save('a', 'first')).toEqual({ ok: true, value: undefined })
    expect(await store.save('a', 'second')).toEqual({ ok: true, value: undefined })
    expect(await store.save('c', 'x\0y')).toMatchObject({ ok: false, error: { reason: 'nul' } })
    expect(await store.read('a')).toEqual({ ok: true, value: 'second' })
    expect(await store.read('b')).toEqual({ ok: true, value: '  パス "ワード" 🔑 ' })
    expect(await store.list()).toEqual({ ok: true, value: ['a', 'b'] })
    expect(await store.remove('a')).toEqual({ ok: true, value: true })
    expect(await store.remove('a')).toEqual({ ok: true, value: false })
    expect(await store.list()).toEqual({ ok: true, value: ['b'] })
  })

  it('shares nothing with another one', async () => {
    await createSessionStore('linux').save('a', 'x')
    expect(await createSessionStore('linux').read('a')).toEqual({ ok: true, value: null })
  })
})

describe('storable', () => {
  it.each<[string, string, NodeJS.Platform]>([
    ['1,000 characters', 'x'.repeat(1_000), 'linux'],
    ['more than Windows takes, elsewhere', 'x'.repeat(5_000), 'darwin'],
    ['2,560 bytes on Windows', 'x'.repeat(2_560), 'win32'],
    ['853 Japanese characters on Windows', '鍵'.repeat(853), 'win32'],
    ['one space', ' ', 'linux'],
    ['emoji', '🔑', 'win32'],
  ])('takes %s', (_, password, platform) => {
    expect(storable(password, platform)).toEqual({ ok: true, value: undefined })
  })

  it.each<[string, string, NodeJS.Platform, string]>([
    ['nothing', '', 'linux', 'empty'],
    ['a NUL at the end', 'x\0', 'linux', 'nul'],
    ['a NUL, although Windows would keep it', '\0x', 'win32', 'nul'],
    ['half a surrogate pair', 'x\ud83d', 'linux', 'not-unicode'],
    ['2,561 bytes on Windows', 'x'.repeat(2_561), 'win32', 'too-long'],
    ['854 Japanese characters on Windows', '鍵'.repeat(854), 'win32', 'too-long'],
  ])('refuses %s', (_, password, platform, reason) => {
    expect(storable(password, platform)).toEqual({
      ok: false,
      error: { kind: 'password-not-storable', reason },
    })
  })
})

describe('credentialFailure', () => {
  it.each([
    ['keychain-locked', new Error('Cannot create an item in a locked collection')],
    ['keychain-locked', new BusError('org.freedesktop.Secret.Error.IsLocked', 'locked')],
    ['keychain-locked', new Error('User interaction is not allowed.')],
    ['keychain-locked', new Error('User interaction is required, but is currently not allowed.')],
    ['keychain-locked', new Error('User canceled the operation.')],
    ['keychain-locked', new Error('The user name or passphrase you entered is not correct.')],
    ['keychain-absent', new BusError('no-bus', 'connect ENOENT')],
    ['keychain-absent', new BusError('org.freedesktop.DBus.Error.ServiceUnknown', 'not provided')],
    [
      'keychain-absent',
      new BusError('org.freedesktop.DBus.Error.Spawn.ExecFailed', 'Failed to execute program'),
    ],
    ['keychain-absent', new Error('The name org.freedesktop.secrets was not provided by any .service files')],
    ['keychain-absent', new Error('Cannot autolaunch D-Bus without X11 $DISPLAY')],
    ['keychain-absent', new Error('Could not connect: No such file or directory')],
    ['keychain-absent', new Error('A default keychain could not be found.')],
    ['keychain-absent', new Error('The specified keychain could not be found.')],
    ['keychain-absent', new Error('No keychain is available. You may need to restart your computer.')],
    [
      'keychain-absent',
      new Error('A specified logon session does not exist. It may already have been terminated.'),
    ],
    ['keychain-failed', new Error('An unknown error occurred.')],
    [
      'keychain-failed',
      new Error('Object does not exist at path “/org/freedesktop/secrets/collection/login”'),
    ],
    ['keychain-failed', new BusError('org.freedesktop.DBus.Error.NoReply', 'disconnected without replying')],
    ['keychain-failed', 'not even an error'],
  ])('%s: %s', (kind, error) => {
    const text = error instanceof Error ? error.message : error
    expect(credentialFailure(error)).toEqual({ kind, detail: expect.stringContaining(text) as string })
  })
})
