import process from 'node:process'
import { describe, expect, onTestFinished, test } from 'vitest'
import { startKeychainClient } from '../unit/credentials/keychain-client.ts'

// On Linux test/unit/credentials/ has a gnome-keyring of its own.
const isLinux = process.platform === 'linux'

describe.skipIf(isLinux)(
  `the keychain of this machine${isLinux ? ' (skipped: for win32 and darwin)' : ''}`,
  () => {
    test.each([
      ['a plain one', 'aB3$ \\ "x"'],
      ['Japanese', 'パスワード・日本語ー漢字'],
      ['1,000 characters', 'aB3$'.repeat(250)],
    ])('saves, reads, overwrites, lists and removes a password: %s', async (_, password) => {
      const account = `test-${process.pid}@postern.invalid`
      const keychain = startKeychainClient(process.env)
      onTestFinished(async () => {
        await keychain.remove(account)
        expect(await keychain.leave()).toBe(0)
      })
      expect(await keychain.read(account)).toEqual({ ok: true, value: null })
      expect(await keychain.save(account, 'first')).toEqual({ ok: true })
      expect(await keychain.save(account, password)).toEqual({ ok: true })
      expect(await keychain.read(account)).toEqual({ ok: true, value: password })
      expect(await keychain.list()).toMatchObject({
        ok: true,
        value: expect.arrayContaining([account]) as string[],
      })
      expect(await keychain.remove(account)).toEqual({ ok: true, value: true })
      expect(await keychain.read(account)).toEqual({ ok: true, value: null })
    })
  },
)
