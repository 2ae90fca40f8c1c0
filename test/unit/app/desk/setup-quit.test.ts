import { getEventListeners } from 'node:events'
import { describe, expect, it } from 'vitest'
import { createSelfSigned } from '../../../fakes/certificates.ts'
import { walk } from './setup-walk.ts'
import {
  type App,
  address,
  autoconfig,
  createSetupWorld,
  mailName,
  password,
  type SetupWorld,
} from './setup-world.ts'

type Held = {
  name: string
  ready: (app: App) => Promise<unknown>
  hold: (world: SetupWorld) => void
  begin: (app: App) => unknown
}

const silent =
  (...ports: string[]) =>
  (world: SetupWorld) =>
    Object.assign(world.ports, Object.fromEntries(ports.map((port) => [port, 'silent'])))
const signIn = (app: App) => app.call['setup.sign-in']({ username: address, password, keep: 'keychain' })
const toSignIn = async (app: App) => {
  await walk.address(app)
  await walk.network(app)
  await app.call['setup.go']({ step: 'sign-in' })
}
const toTestMail = async (app: App) => {
  await toSignIn(app)
  await walk.signIn(app)
  await app.call['setup.go']({ step: 'test-mail' })
}

const held: Held[] = [
  {
    name: 'the search',
    ready: (app) => Promise.resolve(app.call['setup.go']({ step: 'address' })),
    hold: (world) => {
      world.web[autoconfig] = (_request, response) => void response.write('<clientConfig>')
    },
    begin: (app) => app.call['setup.look-up']({ address }),
  },
  {
    name: 'the check',
    ready: walk.address,
    hold: silent(`${mailName}:587`, `${mailName}:465`),
    begin: (app) => app.call['setup.check'](undefined),
  },
  {
    name: 'the sign-in for sending',
    ready: toSignIn,
    hold: silent(`${mailName}:587`),
    begin: signIn,
  },
  {
    name: 'the sign-in for reading',
    ready: toSignIn,
    hold: silent(`${mailName}:993`),
    begin: async (app) => {
      await signIn(app)
      await app.until((state) => state.signIn.kind === 'under-way' && state.signIn.doing === 'incoming')
    },
  },
  {
    name: 'the sending of the test mail',
    ready: toTestMail,
    hold: silent(`${mailName}:587`),
    begin: (app) => app.call['setup.send-test'](undefined),
  },
  {
    name: 'the wait for the test mail',
    ready: toTestMail,
    hold: silent(`${mailName}:993`),
    begin: async (app) => {
      await app.call['setup.send-test'](undefined)
      await app.until(
        ({ testMail }) => testMail.kind === 'under-way' && testMail.progress?.step === 'accepted',
      )
    },
  },
]

describe.each(held)('$name', ({ ready, hold, begin }) => {
  const begun = async () => {
    const world = await createSetupWorld()
    const app = await world.launch()
    await ready(app)
    hold(world)
    await begin(app)
    return { world, app }
  }

  it('ends with the program: nothing is left open, and nothing more is done', async () => {
    const { world, app } = await begun()
    const before = app.wizard().record
    app.quit.abort()
    await world.internet.expectNothingLeft()
    await app.setup.stop()
    expect(getEventListeners(app.quit.signal, 'abort')).toEqual([])
    expect(app.wizard().record).toEqual(before)
    const next = await world.launch()
    expect(next.store.current().setup).not.toBeNull()
  })

  it('ends when the wizard is left', async () => {
    const { world, app } = await begun()
    await app.call['setup.leave'](undefined)
    await world.internet.expectNothingLeft()
    expect(app.store.current().setup).toBeNull()
  })
})

it('does not wait for the answer to a question', async () => {
  const world = await createSetupWorld({ certificate: await createSelfSigned({ names: [mailName] }) })
  const app = await world.launch()
  await toSignIn(app)
  expect((await walk.signIn(app)).signIn.kind).toBe('certificate')
  await app.stop()
  const next = await world.launch()
  expect(next.wizard()).toMatchObject({ step: 'sign-in', signIn: { kind: 'none' } })
})

it('begins nothing after the end', async () => {
  const world = await createSetupWorld()
  const app = await world.launch()
  await app.stop()
  await app.call['setup.go']({ step: 'address' })
  await app.call['setup.look-up']({ address })
  expect(world.internet.dialled).toEqual([])
})
