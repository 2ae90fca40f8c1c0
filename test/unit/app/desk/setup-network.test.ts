import { describe, expect, it } from 'vitest'
import { notNow } from '../../../../electron/ipc/serve.ts'
import { createSelfSigned } from '../../../fakes/certificates.ts'
import { walk } from './setup-walk.ts'
import { address, createSetupWorld, mailName, portalAnswers, portsOf, published } from './setup-world.ts'

async function atNetwork(...options: Parameters<typeof createSetupWorld>) {
  const world = await createSetupWorld(...options)
  const app = await world.launch()
  await walk.address(app)
  return { ...world, world, app }
}

const noWay = { 'mail.example.jp:587': 'silent', 'mail.example.jp:465': 'silent' } as const
const by465 = { host: mailName, port: 465, security: 'tls' }

describe('the port that works from here', () => {
  it('is the other one: the servers move to it', async () => {
    const { app, refuse, readSettings } = await atNetwork()
    refuse(`${mailName}:587`)
    const { record } = await walk.network(app)
    expect(record).toMatchObject({ network: { canSend: true }, servers: { submission: by465 } })
    await walk.signIn(app)
    await app.stop()
    expect((await readSettings()).accounts[0]?.submission).toEqual(by465)
  })

  it('is the other one where the encryption of this one is taken out', async () => {
    const { app } = await atNetwork({ behaviours: { offersStartTls: false } })
    const { record, checked } = await walk.network(app)
    expect(checked?.report.server?.submission.ports['587']).not.toBe('ready')
    expect(record.servers?.submission).toEqual(by465)
  })

  it('stays the one that was chosen, where both work', async () => {
    const { app } = await atNetwork()
    const chosen = { ...published, submission: { host: mailName, port: 465, security: 'tls' } } as const
    await app.call['setup.use-servers'](chosen)
    expect((await walk.network(app)).record.servers).toEqual(chosen)
  })

  it('moves a saved account, too, and the test mail is asked for again', async () => {
    const { app, refuse, readSettings } = await atNetwork()
    await walk.network(app)
    await walk.signIn(app)
    await walk.testMail(app)
    expect(app.wizard().done).toContain('test-mail')
    refuse(`${mailName}:587`)
    await app.call['setup.go']({ step: 'network' })
    await app.call['setup.check'](undefined)
    const moved = await app.until(({ record }) => record.servers?.submission.port === 465)
    expect(moved).toMatchObject({
      done: ['welcome', 'address', 'network', 'sign-in'],
      testMail: { kind: 'none' },
    })
    await expect.poll(async () => (await readSettings()).accounts[0]?.submission).toEqual(by465)
    await expect.poll(() => app.accountsChanged()).toBe(2)
    expect(await walk.testMail(app)).toMatchObject({ testMail: { kind: 'sent', sent: { port: 465 } } })
  })
})

describe('where no port works', () => {
  it('the step is not done, and the account can be saved unfinished', async () => {
    const { app, world, readSettings } = await atNetwork({ internet: { ports: noWay } })
    const blocked = await walk.network(app)
    expect(blocked).toMatchObject({
      step: 'network',
      checked: { canSend: false },
      done: ['welcome', 'address'],
    })
    expect(await app.call['setup.go']({ step: 'sign-in' })).toBe(notNow)
    await app.call['setup.sign-in']({ username: address, password: 'x', keep: 'session' })
    expect(app.wizard().signIn).toEqual({ kind: 'none' })
    await app.call['setup.continue-anyway'](undefined)
    expect(app.store.current().setup).toBeNull()
    expect(app.accountsChanged()).toBe(1)
    await app.stop()
    const { accounts, setup } = await readSettings()
    expect(setup).toBeNull()
    expect(accounts).toMatchObject([{ address, unfinished: true, submission: published.submission }])
    expect(accounts[0]).not.toHaveProperty('password')
    expect(await world.credentials.list()).toEqual({ ok: true, value: [] })

    Object.assign(world.ports, {
      [`${mailName}:587`]: world.mailHost.ports.submission,
      [`${mailName}:465`]: world.mailHost.ports.submissions,
    })
    const later = await world.launch()
    expect(later.store.current().setup).toBeNull()
    const id = accounts[0]?.id ?? ''
    await later.call['setup.open']({ accountId: id })
    expect(later.wizard()).toMatchObject({ step: 'network', accountId: id })
    await walk.network(later)
    await walk.signIn(later)
    await later.stop()
    const finished = (await readSettings()).accounts
    expect(finished).toMatchObject([{ id, address, password: 'keychain' }])
    expect(finished[0]).not.toHaveProperty('unfinished')
  })

  it('what comes after is closed again, and who is there is taken back', async () => {
    const { app, refuse } = await atNetwork()
    await walk.network(app)
    await walk.signIn(app)
    refuse(`${mailName}:587`, `${mailName}:465`)
    await app.call['setup.go']({ step: 'network' })
    await app.call['setup.check'](undefined)
    await app.call['setup.go']({ step: 'test-mail' })
    expect(app.wizard().step).toBe('test-mail')
    const { step, done } = await app.until(({ record }) => record.network === null)
    expect({ step, done }).toEqual({ step: 'network', done: ['welcome', 'address', 'sign-in'] })
  })

  it('an account that has worked before stays as it is', async () => {
    const { app, ports, readSettings } = await atNetwork()
    await walk.network(app)
    const { record } = await walk.signIn(app)
    await app.call['setup.leave'](undefined)
    Object.assign(ports, noWay)
    await app.call['setup.open']({ accountId: record.signedIn?.accountId ?? '' })
    await walk.network(app)
    await app.call['setup.continue-anyway'](undefined)
    await app.stop()
    const { accounts } = await readSettings()
    expect(accounts).toMatchObject([{ address, password: 'keychain' }])
    expect(accounts[0]).not.toHaveProperty('unfinished')
  })
})

describe('a check that is stopped', () => {
  it('leaves no result, and is over until it is asked for again', async () => {
    const { app, internet, ports, mailHost } = await atNetwork({ internet: { ports: noWay } })
    await app.call['setup.go']({ step: 'network' })
    expect(await app.call['setup.stop-check'](undefined)).toBe(notNow)
    await app.call['setup.check'](undefined)
    await expect.poll(() => internet.dialled.length).toBeGreaterThan(0)
    await app.call['setup.stop-check'](undefined)
    expect(app.wizard()).toMatchObject({ checking: null, checked: null, checkStopped: true })
    await internet.expectNothingLeft()
    app.setup.networkChanged()
    expect(app.wizard()).toMatchObject({ checking: null, checked: null, record: { network: null } })

    Object.assign(ports, portsOf(mailHost))
    await app.call['setup.check'](undefined)
    expect(app.wizard().checkStopped).toBe(false)
    await app.until(({ checked }) => checked?.canSend === true)
  })

  it('leaves the result of the one before', async () => {
    const { app } = await atNetwork()
    const { checked, record } = await walk.network(app)
    await app.call['setup.check'](undefined)
    await app.call['setup.stop-check'](undefined)
    expect(app.wizard()).toMatchObject({ checking: null, checked, record })
  })
})

describe('a certificate that has been trusted since', () => {
  it('is looked at again, and the test mail that has arrived meanwhile stays', async () => {
    const { app } = await atNetwork({ certificate: await createSelfSigned({ names: [mailName] }) })
    const before = await walk.network(app)
    expect(before.checked).toMatchObject({
      headline: { key: 'verdict.untrusted.self-signed' },
      canSend: false,
    })
    const { signIn } = await walk.signIn(app)
    if (signIn.kind !== 'certificate') throw new Error(signIn.kind)
    await app.call['setup.trust']({ sha256: signIn.certificate.sha256, trust: true })
    const signedIn = await app.until((state) => state.signIn.kind === 'signed-in')
    expect(signedIn.checked).toBeNull()
    await walk.testMail(app)

    const { checked, record, done } = await walk.network(app)
    expect(checked).toMatchObject({ headline: { params: { port: 587 } }, canSend: true })
    expect(checked?.headline.key).toMatch(/^verdict\.ready\./)
    expect(checked?.lanes.map(({ state }) => state).slice(1)).toEqual(['open', 'open'])
    expect(record).toMatchObject({ network: { headline: checked?.headline }, testMail: { kind: 'arrived' } })
    expect(done).toContain('test-mail')
  })
})

describe('waiting', () => {
  it('for a network: it checks again as soon as there is one', async () => {
    const { app, weather } = await atNetwork()
    weather.hasRoute = false
    const waiting = await walk.network(app)
    expect(waiting).toMatchObject({ checked: { mark: 'offline' }, record: { network: null } })
    weather.hasRoute = true
    app.setup.networkChanged()
    const { checked } = await app.until(({ record }) => record.network !== null)
    expect(checked?.canSend).toBe(true)
  })

  it('for the person to sign in to the network', async () => {
    const { app, ports, web, refuse } = await atNetwork({ internet: { web: portalAnswers.signInPage } })
    const closed = { ...ports }
    refuse(...Object.keys(ports))
    const waiting = await walk.network(app)
    expect(waiting).toMatchObject({
      checked: { report: { outbound25: { verdict: 'captive-portal' } }, wayOut: 'open-sign-in-page' },
      record: { network: null },
    })
    Object.assign(ports, closed)
    Object.assign(web, portalAnswers.open)
    app.setup.networkChanged()
    await app.until(({ record }) => record.network !== null)
  })

  it('a network that came while it was looked for is not missed', async () => {
    const { app, weather, services } = await atNetwork()
    weather.hasRoute = false
    const { hasRoute } = services
    services.hasRoute = (family) => {
      const answer = hasRoute(family)
      if (family === 6 && !weather.hasRoute) {
        weather.hasRoute = true
        app.setup.networkChanged()
      }
      return answer
    }
    const { checked, record } = await walk.network(app)
    expect(checked?.canSend).toBe(true)
    expect(record.network).not.toBeNull()
    expect(app.seen.some((state) => state.checked?.mark === 'offline')).toBe(false)
  })

  it('is over with a verdict: another network alone does not ask the servers again', async () => {
    const { app, internet } = await atNetwork()
    await walk.network(app)
    const before = internet.dialled.length
    app.setup.networkChanged()
    expect(app.wizard().checking).toBeNull()
    expect(internet.dialled).toHaveLength(before)
  })
})
