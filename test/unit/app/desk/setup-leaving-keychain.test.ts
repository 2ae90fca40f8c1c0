import { describe, expect, it } from 'vitest'
import { failed } from '../../../../electron/contract/result.ts'
import type { CredentialStore } from '../../../../electron/credentials/credential-store.ts'
import { createSessionStore } from '../../../../electron/credentials/session-store.ts'
import { walk } from './setup-walk.ts'
import { address, createSetupWorld, password } from './setup-world.ts'

/** An account whose password is in the keychain; what the keychain says to a removal can be chosen. */
async function inKeychain() {
  const store = createSessionStore('linux')
  const keychain: { remove: CredentialStore['remove'] } = { remove: (name) => store.remove(name) }
  const credentials: CredentialStore = { ...store, remove: (name) => keychain.remove(name) }
  const world = await createSetupWorld({ credentials })
  const app = await world.launch()
  await walk.address(app)
  await walk.network(app)
  await walk.signIn(app)
  const toSession = () => app.call['setup.sign-in']({ username: address, password, keep: 'session' })
  return { ...world, app, store, keychain, toSession }
}

describe('a password that is to leave the keychain', () => {
  it('and cannot: the account is kept, and the person hears that the old one is still there', async () => {
    const { app, keychain, toSession, readSettings } = await inKeychain()
    keychain.remove = () => Promise.resolve(failed({ kind: 'keychain-locked', detail: 'locked' }))
    await toSession()
    await app.until(({ record }) => record.signedIn?.kept === 'session')
    expect(app.store.current().problem).toEqual({ key: 'ui.problem.password-stays', params: { address } })
    expect((await readSettings()).accounts).toMatchObject([{ address, password: 'session' }])
  })

  it('is no problem where there is no keychain any more', async () => {
    const { app, keychain, toSession } = await inKeychain()
    keychain.remove = () => Promise.resolve(failed({ kind: 'keychain-absent', detail: 'no bus' }))
    await toSession()
    await app.until(({ record }) => record.signedIn?.kept === 'session')
    expect(app.store.current().problem).toBeNull()
  })

  it('stays where the settings could not be saved', async () => {
    const { app, services, store, toSession } = await inKeychain()
    const full = { kind: 'settings-disk-full', file: 'settings.json' } as const
    services.accounts.update = () => Promise.resolve(failed(full))
    await toSession()
    await app.until(({ signIn }) => signIn.kind === 'not-kept')
    expect(await store.read(address)).toEqual({ ok: true, value: password })
  })

  it('late does not take the next one along', async () => {
    const { app, store, keychain, toSession } = await inKeychain()
    const answers: (() => void)[] = []
    keychain.remove = async (name) => {
      await new Promise<void>((resolve) => answers.push(resolve))
      return store.remove(name)
    }
    await toSession()
    await expect.poll(() => answers.length).toBe(1)
    await app.call['setup.stop-sign-in'](undefined)
    await app.call['setup.sign-in']({ username: address, password, keep: 'keychain' })
    await app.until(({ signIn }) => signIn.kind === 'under-way' && signIn.doing === 'keeping')
    answers[0]?.()
    await app.until(({ signIn }) => signIn.kind === 'signed-in')
    expect(await store.read(address)).toEqual({ ok: true, value: password })
  })
})
