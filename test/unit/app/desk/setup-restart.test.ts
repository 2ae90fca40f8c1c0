import { describe, expect, it } from 'vitest'
import type { SetupStep } from '../../../../electron/contract/setup.ts'
import { notNow } from '../../../../electron/ipc/serve.ts'
import { exampleAccount } from '../../accounts/example-account.ts'
import { walk } from './setup-walk.ts'
import {
  address,
  type App,
  autoconfig,
  createSetupWorld,
  mailName,
  password,
  published,
} from './setup-world.ts'

type Reached = [name: string, reach: (app: App) => unknown, opensAt: SetupStep]

const steps: Reached[] = [
  ['the address', walk.address, 'network'],
  ['the network', walk.network, 'sign-in'],
  ['the sign-in', (app) => walk.signIn(app), 'test-mail'],
  ['the test mail', walk.testMail, 'mail-clients'],
  [
    'the mail programs',
    async (app) => {
      await app.call['setup.go']({ step: 'mail-clients' })
      await app.call['setup.go']({ step: 'done' })
    },
    'done',
  ],
]

describe('a restart', () => {
  it.each(steps.map(([name, , opensAt], index) => [name, opensAt, index] as const))(
    'after %s opens %s',
    async (_name, opensAt, index) => {
      const world = await createSetupWorld()
      const app = await world.launch()
      for (const [, reach] of steps.slice(0, index + 1)) await reach(app)
      const { done, record } = app.wizard()
      await app.stop()
      const next = await world.launch()
      expect(next.wizard()).toMatchObject({
        step: opensAt,
        done,
        record,
        lookup: { kind: 'none' },
        checking: null,
        checked: null,
        signIn: { kind: 'none' },
        testMail: { kind: 'none' },
      })
      // And it goes on from there.
      for (const [, reach] of steps.slice(index + 1)) await reach(next)
      await next.call['setup.finish'](undefined)
      await next.stop()
      expect(await world.readSettings()).toMatchObject({ setup: null, accounts: [{ address }] })
    },
  )

  it('in the middle of a step opens that step', async () => {
    const world = await createSetupWorld()
    const app = await world.launch()
    await walk.address(app)
    await walk.network(app)
    world.ports[`${mailName}:587`] = 'silent'
    await app.call['setup.go']({ step: 'sign-in' })
    await app.call['setup.sign-in']({ username: 'hanako', password, keep: 'keychain' })
    await app.stop()
    const next = await world.launch()
    expect(next.wizard()).toMatchObject({
      step: 'sign-in',
      signIn: { kind: 'none' },
      record: { servers: { username: 'hanako' }, signedIn: null },
    })
  })

  it('forgets a password of the session: it is asked for before a test mail', async () => {
    const world = await createSetupWorld()
    const app = await world.launch()
    await walk.address(app)
    await walk.network(app)
    await walk.signIn(app, 'session')
    await app.stop()
    const next = await world.launch()
    expect(await walk.testMail(next)).toMatchObject({
      testMail: { kind: 'needs-password' },
      record: { testMail: null },
    })
    await walk.signIn(next, 'session')
    expect(await walk.testMail(next)).toMatchObject({ testMail: { kind: 'sent' } })
  })

  it('in the middle of the search searches again', async () => {
    const world = await createSetupWorld()
    const app = await world.launch()
    const { [autoconfig]: answer = '' } = world.web
    world.web[autoconfig] = (_request, response) => void response.write('<clientConfig>')
    await app.call['setup.go']({ step: 'address' })
    await app.call['setup.look-up']({ address })
    await app.stop()
    const next = await world.launch()
    expect(next.wizard()).toMatchObject({ step: 'address', record: { address, servers: null } })
    await next.until(({ lookup }) => lookup.kind === 'looking')
    await next.call['setup.leave'](undefined)
    world.web[autoconfig] = answer
    await next.call['setup.open']({ accountId: null })
    const { record } = await next.until(({ lookup }) => lookup.kind === 'over')
    expect(record.servers).toEqual(published)
  })

  it('before anything was done opens the welcome', async () => {
    const world = await createSetupWorld()
    const app = await world.launch()
    expect(app.wizard().step).toBe('welcome')
    await app.stop()
    const next = await world.launch()
    expect(next.wizard()).toMatchObject({ step: 'welcome', done: [] })
  })
})

describe('leaving', () => {
  it('at the welcome is final; it can be opened again', async () => {
    const world = await createSetupWorld()
    const app = await world.launch()
    await app.call['setup.leave'](undefined)
    expect(app.store.current().setup).toBeNull()
    expect(await app.call['setup.leave'](undefined)).toBe(notNow)
    expect(await app.call['setup.finish'](undefined)).toBe(notNow)
    await app.stop()
    const next = await world.launch()
    expect(next.store.current().setup).toBeNull()
    await next.call['setup.open']({ accountId: null })
    expect(next.wizard().step).toBe('welcome')
    expect(await next.call['setup.open']({ accountId: null })).toBe(notNow)
  })

  it('in the middle keeps what has been reached', async () => {
    const world = await createSetupWorld()
    const app = await world.launch()
    await walk.address(app)
    await walk.network(app)
    const { record } = app.wizard()
    await app.call['setup.leave'](undefined)
    await app.stop()
    const next = await world.launch()
    expect(next.wizard()).toMatchObject({ step: 'sign-in', record })
    await next.call['setup.leave'](undefined)
    await next.call['setup.open']({ accountId: null })
    expect(next.wizard()).toMatchObject({ step: 'sign-in', record })
  })

  it('and coming back at once finds what was typed last', async () => {
    const world = await createSetupWorld()
    const app = await world.launch()
    await walk.address(app)
    await app.call['setup.use-servers']({ ...published, username: 'hanako' })
    void app.call['setup.leave'](undefined)
    await app.call['setup.open']({ accountId: null })
    expect(app.wizard().record.servers).toEqual({ ...published, username: 'hanako' })
  })

  it('the setup of an account that is there leaves nothing to go on with', async () => {
    const world = await createSetupWorld()
    const account = exampleAccount('hanako')
    await world.services.accounts.update((settings) => ({ ...settings, accounts: [account] }))
    const app = await world.launch()
    expect(app.store.current().setup).toBeNull()
    expect(await app.call['setup.open']({ accountId: 'nobody' })).toBe(notNow)
    await app.call['setup.open']({ accountId: account.id })
    expect(app.wizard()).toMatchObject({
      step: 'network',
      accountId: account.id,
      record: { address: account.address, servers: { source: 'by-hand', submission: account.submission } },
    })
    await walk.network(app)
    await app.call['setup.leave'](undefined)
    await app.stop()
    const next = await world.launch()
    expect(next.store.current().setup).toBeNull()
    // Another account begins without the welcome.
    await next.call['setup.open']({ accountId: null })
    expect(next.wizard()).toMatchObject({ step: 'address', accountId: null, record: { address: '' } })
  })
})

describe('the setup of another account that waits', () => {
  /** A new account up to the sign-in, and left; another one is there. */
  async function waiting() {
    const world = await createSetupWorld()
    const account = exampleAccount('taro')
    await world.services.accounts.update((settings) => ({ ...settings, accounts: [account] }))
    const app = await world.launch()
    await app.call['setup.open']({ accountId: null })
    await walk.address(app)
    await walk.network(app)
    const { record } = app.wizard()
    await app.call['setup.leave'](undefined)
    return { world, app, account, record }
  }

  it.each(['setup.leave', 'setup.continue-anyway', 'setup.finish'] as const)(
    'goes on after %s of one that is there',
    async (end) => {
      const { world, app, account, record } = await waiting()
      await app.call['setup.open']({ accountId: account.id })
      if (end === 'setup.finish') {
        // Hanako's server does for this.
        await walk.network(app)
        await app.call['setup.sign-in']({ username: address, password, keep: 'keychain' })
        await app.until(({ signIn }) => signIn.kind === 'signed-in')
        await app.call['setup.go']({ step: 'test-mail' })
        await app.call['setup.skip-test'](undefined)
      }
      expect(await app.call[end](undefined)).toBeUndefined()
      expect(app.store.current().setup).toBeNull()
      await app.call['setup.open']({ accountId: null })
      expect(app.wizard()).toMatchObject({ step: 'sign-in', accountId: null, record })
      await app.stop()
      expect((await world.launch()).wizard()).toMatchObject({ record })
    },
  )

  it('goes on after a restart in the middle of one that is there', async () => {
    const { world, app, account, record } = await waiting()
    await app.call['setup.open']({ accountId: account.id })
    await walk.network(app)
    await app.stop()
    expect((await world.launch()).wizard()).toMatchObject({ record })
  })

  it('gives way to another address that is typed', async () => {
    const { app, account } = await waiting()
    await app.call['setup.open']({ accountId: account.id })
    await app.call['setup.look-up']({ address: 'jiro@nowhere.example' })
    await app.call['setup.leave'](undefined)
    await app.call['setup.open']({ accountId: null })
    expect(app.wizard().record.address).toBe('jiro@nowhere.example')
  })
})

it('goes only where every step before has its result', async () => {
  const world = await createSetupWorld()
  const app = await world.launch()
  for (const step of ['network', 'sign-in', 'test-mail', 'mail-clients', 'done'] as const)
    expect(await app.call['setup.go']({ step })).toBe(notNow)
  expect(await app.call['setup.send-test'](undefined)).toBe(notNow)
  expect(await app.call['setup.skip-test'](undefined)).toBe(notNow)
  expect(await app.call['setup.stop-test'](undefined)).toBe(notNow)
  expect(app.wizard().step).toBe('welcome')
  await walk.address(app)
  await app.call['setup.go']({ step: 'welcome' })
  expect(app.wizard()).toMatchObject({ step: 'welcome', record: { servers: published } })
})
