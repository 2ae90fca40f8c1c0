import process from 'node:process'
import { describe, expect, it, onTestFinished } from 'vitest'
import { createKeychainStore } from '../../../../electron/credentials/keychain-store.ts'
import { keyringMissing, startBus, startKeyring, type TestBus } from '../../../fakes/keyring.ts'
import { walk } from './setup-walk.ts'
import { address, createSetupWorld, password } from './setup-world.ts'

const missing = await keyringMissing()
const reason = missing === null ? '' : ` (skipped: ${missing})`

/** This process on another bus. libsecret keeps the first one it finds, so only one test may come as far as that. */
function move<Bus extends TestBus>(bus: Bus): Bus {
  const before = process.env['DBUS_SESSION_BUS_ADDRESS']
  process.env['DBUS_SESSION_BUS_ADDRESS'] = bus.env['DBUS_SESSION_BUS_ADDRESS']
  onTestFinished(async () => {
    if (before === undefined) delete process.env['DBUS_SESSION_BUS_ADDRESS']
    else process.env['DBUS_SESSION_BUS_ADDRESS'] = before
    await bus.stop()
  })
  return bus
}

async function atSignIn() {
  const world = await createSetupWorld({ credentials: createKeychainStore({ deadlineMs: 10_000 }) })
  const app = await world.launch()
  await walk.address(app)
  await walk.network(app)
  return { ...world, world, app }
}

describe.skipIf(missing !== null)(`a sign-in on a real keyring${reason}`, () => {
  it('without any: the person may keep the password until the program ends', async () => {
    move(await startBus())
    const { app, mailHost, readSettings } = await atSignIn()
    expect(await walk.signIn(app)).toMatchObject({
      signIn: { kind: 'not-kept', failure: { kind: 'keychain-absent' } },
      record: { signedIn: null },
    })
    await app.call['setup.keep']({ where: 'keychain' })
    await app.until(({ signIn }) => signIn.kind === 'under-way')
    await app.until(({ signIn }) => signIn.kind === 'not-kept')
    expect((await readSettings()).accounts).toEqual([])
    await app.call['setup.keep']({ where: 'session' })
    await app.until(({ signIn }) => signIn.kind === 'signed-in')
    // The password was right the first time: it was not sent again.
    expect(mailHost.signIns()).toBe(1)
    expect([...app.sessionPasswords.values()]).toEqual([password])
    expect(await walk.testMail(app)).toMatchObject({ testMail: { kind: 'sent' } })
  })

  it('that is locked: nothing is kept until the person has said where; left, the password is gone', async () => {
    const keyring = move(await startKeyring())
    await keyring.lock()
    const { app, readSettings } = await atSignIn()
    expect(await walk.signIn(app)).toMatchObject({
      signIn: { kind: 'not-kept', failure: { kind: 'keychain-locked' } },
    })
    await app.call['setup.leave'](undefined)
    await app.call['setup.open']({ accountId: null })
    expect(app.wizard()).toMatchObject({ step: 'sign-in', signIn: { kind: 'none' } })
    await walk.signIn(app)
    await app.call['setup.keep']({ where: 'session' })
    await app.until(({ signIn }) => signIn.kind === 'signed-in')
    await app.stop()
    expect((await readSettings()).accounts).toMatchObject([{ address, password: 'session' }])
  })

  it('that is open keeps it; locked afterwards, the test mail says so', async () => {
    const keyring = move(await startKeyring())
    const { app, credentials } = await atSignIn()
    expect(await walk.signIn(app)).toMatchObject({ signIn: { kind: 'signed-in', kept: 'keychain' } })
    expect(await credentials.read(address)).toEqual({ ok: true, value: password })
    await keyring.lock()
    expect(await walk.testMail(app)).toMatchObject({
      testMail: { kind: 'failed', failure: { kind: 'keychain-locked' } },
      record: { testMail: null },
    })
  })
})
