import { describe, expect, it } from 'vitest'
import { notNow } from '../../../../electron/ipc/serve.ts'
import { clientConfig } from '../../../fakes/client-config.ts'
import { exampleAccount } from '../../accounts/example-account.ts'
import { walk } from './setup-walk.ts'
import { address, autoconfig, createSetupWorld, mailName, published } from './setup-world.ts'

const silentAutoconfig = {
  hosts: { 'autoconfig.example.jp': '203.0.113.9' },
  ports: { 'autoconfig.example.jp:443': 'silent' as const },
}
const autoconfigOf = (domain: string, host: string) => ({
  [`https://autoconfig.${domain}/mail/config-v1.1.xml`]: clientConfig({
    outgoing: [{ host, port: 465, socketType: 'SSL' }],
    imap: [{ host, port: 993, socketType: 'SSL' }],
  }),
})

async function atAddress(...options: Parameters<typeof createSetupWorld>) {
  const world = await createSetupWorld(...options)
  const app = await world.launch()
  await app.call['setup.go']({ step: 'address' })
  const lookUp = (typed: string) => app.call['setup.look-up']({ address: typed })
  return { ...world, world, app, lookUp }
}

describe('what is no address', () => {
  it.each([
    ['', { kind: 'none' }],
    ['hanako', { kind: 'failed', reason: 'address-without-domain' }],
    ['hanako@', { kind: 'failed', reason: 'address-without-domain' }],
    ['@example.jp', { kind: 'failed', reason: 'not-an-address' }],
    ['hanako@exa mple.jp', { kind: 'failed', reason: 'not-an-address' }],
    ['hanako@localhost', { kind: 'failed', reason: 'not-an-address' }],
  ])('%j', async (typed, lookup) => {
    const { app, lookUp, internet } = await atAddress()
    await lookUp(typed)
    expect(app.wizard()).toMatchObject({
      lookup,
      record: { address: typed, servers: null },
      done: ['welcome'],
    })
    expect(internet.dialled).toEqual([])
    expect(await app.call['setup.use-servers'](published)).toBe(notNow)
    expect(await app.call['setup.check'](undefined)).toBe(notNow)
    expect(await app.call['setup.continue-anyway'](undefined)).toBe(notNow)
  })

  it('ends the search for the one before', async () => {
    const { app, lookUp, internet } = await atAddress({ internet: silentAutoconfig })
    await lookUp(address)
    await lookUp('hanako@')
    await internet.expectNothingLeft()
    expect(app.wizard().lookup).toEqual({ kind: 'failed', reason: 'address-without-domain' })
  })
})

describe('the search', () => {
  it('takes an address as people paste it, in full-width letters and with a name', async () => {
    const { app, lookUp } = await atAddress()
    await lookUp('　Hanako <hanako＠example.jp> ')
    await app.until(({ lookup }) => lookup.kind === 'over')
    expect(app.wizard().record).toMatchObject({ address, servers: published })
  })

  it('finds nothing: no servers are chosen, and the person types them', async () => {
    const { app, lookUp } = await atAddress()
    await lookUp('hanako@nowhere.example')
    const { lookup, record } = await app.until((state) => state.lookup.kind === 'over')
    expect(lookup).toMatchObject({ discovery: { chosen: null } })
    expect(record.servers).toBeNull()
    expect(await app.call['setup.go']({ step: 'network' })).toBe(notNow)
    await app.call['setup.use-servers']({ ...published, source: 'by-hand' })
    expect(app.wizard()).toMatchObject({
      done: ['welcome', 'address'],
      record: { servers: { source: 'by-hand', submission: { host: mailName } } },
    })
  })

  it('of a second address ends that of the first', async () => {
    const { app, lookUp } = await atAddress({
      internet: { ...silentAutoconfig, web: autoconfigOf('tanaka.example', 'mail.tanaka.example') },
    })
    await lookUp(address)
    await lookUp('taro@tanaka.example')
    const { record } = await app.until(({ lookup }) => lookup.kind === 'over')
    expect(record).toMatchObject({
      address: 'taro@tanaka.example',
      servers: { submission: { host: 'mail.tanaka.example' }, username: 'taro@tanaka.example' },
    })
    expect(app.seen.filter(({ lookup }) => lookup.kind === 'over').at(-1)?.lookup).toMatchObject({
      discovery: { address: 'taro@tanaka.example' },
    })
  })

  it('leaves alone what the person has chosen meanwhile', async () => {
    const { app, lookUp } = await atAddress()
    await lookUp(address)
    const typed = {
      source: 'by-hand',
      submission: { host: 'smtp.example.jp', port: 465, security: 'tls' },
      incoming: { protocol: 'pop3', host: 'pop.example.jp', port: 995, security: 'tls' },
      username: 'hanako',
    } as const
    await app.call['setup.use-servers'](typed)
    const { record } = await app.until(({ lookup }) => lookup.kind === 'over')
    expect(record.servers).toEqual(typed)
    await lookUp(address)
    await app.until(({ lookup }) => lookup.kind === 'over')
    expect(app.wizard().record.servers).toEqual(typed)
  })

  it('of an address that is set up already is not begun', async () => {
    const { app, lookUp, services, internet } = await atAddress()
    await services.accounts.update((settings) => ({ ...settings, accounts: [exampleAccount('hanako')] }))
    await lookUp('Hanako@example.jp')
    const { lookup } = await app.until((state) => state.lookup.kind === 'failed')
    expect(lookup).toEqual({ kind: 'failed', reason: 'account-exists' })
    expect(internet.dialled).toEqual([])
    expect(await app.call['setup.use-servers'](published)).toBe(notNow)
  })
})

describe('servers by hand', () => {
  it.each([
    ['submission', ''],
    ['submission', 'mail..example.jp'],
    ['incoming', 'https://mail.example.jp'],
    ['incoming', 'hanako@example.jp'],
  ] as const)('%s %j is no server', async (which, host) => {
    const { app, lookUp } = await atAddress()
    await lookUp(address)
    await app.until(({ lookup }) => lookup.kind === 'over')
    const typed = { ...published, [which]: { ...published[which], host } }
    expect(await app.call['setup.use-servers'](typed)).toBe(notNow)
    expect(app.wizard().record.servers).toEqual(published)
  })

  it('are written as programs take them', async () => {
    const { app, lookUp } = await atAddress()
    await lookUp(address)
    await app.call['setup.use-servers']({
      ...published,
      submission: { ...published.submission, host: ' ｍail.日本.jp ' },
    })
    expect(app.wizard().record.servers?.submission.host).toBe('mail.xn--wgv71a.jp')
  })
})

describe('without a network', () => {
  it('it says so, and looks again when there is one', async () => {
    const { app, lookUp, weather, internet } = await atAddress()
    weather.hasRoute = false
    await lookUp(address)
    const { lookup } = await app.until((state) => state.lookup.kind === 'failed')
    expect(lookup).toEqual({ kind: 'failed', reason: 'offline' })
    expect(internet.dialled).toEqual([])
    weather.hasRoute = true
    app.setup.networkChanged()
    await app.until((state) => state.lookup.kind === 'over')
    expect(app.wizard().record.servers).toEqual(published)
  })

  it('names that nobody answers for are no network', async () => {
    const { app, lookUp } = await atAddress({
      internet: { dnsFails: true, web: { [autoconfig]: { status: 404 } } },
    })
    await lookUp(address)
    const { lookup } = await app.until((state) => state.lookup.kind === 'failed')
    expect(lookup).toEqual({ kind: 'failed', reason: 'offline' })
  })

  it('of one domain alone they are that domain’s trouble', async () => {
    const { app, lookUp, internet } = await atAddress({ internet: { dnsFails: true } })
    const resolver = { ...internet.resolver }
    internet.resolver.addresses = (host, signal) =>
      host === 'v1.ispdb.net' ? Promise.resolve({ kind: 'no-such-host' }) : resolver.addresses(host, signal)
    await lookUp(address)
    const { lookup } = await app.until((state) => state.lookup.kind === 'over')
    expect(lookup).toMatchObject({ discovery: { notes: ['dns-failed'] } })
  })
})

it('another address afterwards begins anew, and the old account stays', async () => {
  const { app, lookUp, world } = await atAddress({
    internet: { web: autoconfigOf('tanaka.example', 'mail.tanaka.example') },
  })
  await walk.address(app)
  await walk.network(app)
  await walk.signIn(app)
  await walk.testMail(app)
  await app.call['setup.go']({ step: 'address' })
  await lookUp('taro@tanaka.example')
  expect(app.wizard()).toMatchObject({
    step: 'address',
    done: ['welcome'],
    checked: null,
    signIn: { kind: 'none' },
    testMail: { kind: 'none' },
  })
  const { record, done } = await app.until(({ lookup }) => lookup.kind === 'over')
  expect(done).toEqual(['welcome', 'address'])
  expect(record).toMatchObject({ network: null, signedIn: null, testMail: null, clientsSeen: false })
  // The address before is this setup's own: it can be typed again.
  await lookUp(address)
  await app.until(({ lookup }) => lookup.kind === 'over')
  await walk.network(app)
  await walk.signIn(app)
  await app.stop()
  expect((await world.readSettings()).accounts).toHaveLength(1)
})

it('the same address again keeps what was tried with its servers', async () => {
  const { app, lookUp } = await atAddress()
  await walk.address(app)
  await walk.network(app)
  await app.call['setup.go']({ step: 'address' })
  await lookUp(address)
  await app.until(({ lookup }) => lookup.kind === 'over')
  await app.call['setup.use-servers']({ ...published, username: 'hanako' })
  expect(app.wizard().done).toEqual(['welcome', 'address', 'network'])
  await app.call['setup.use-servers']({
    ...published,
    submission: { host: mailName, port: 465, security: 'tls' },
  })
  expect(app.wizard()).toMatchObject({ done: ['welcome', 'address'], checked: null })
})
