import { describe, expect, it } from 'vitest'
import { walk } from './setup-walk.ts'
import { address, createSetupWorld, mailName, password, published } from './setup-world.ts'

describe('the whole setup', () => {
  it('from the welcome to done, and nothing tells the password on the way', async () => {
    const world = await createSetupWorld()
    const app = await world.launch()
    expect(app.wizard()).toMatchObject({ step: 'welcome', accountId: null, done: [], skipped: [] })

    const found = await walk.address(app)
    expect(found).toMatchObject({
      step: 'address',
      done: ['welcome', 'address'],
      record: { address, servers: published },
      lookup: { kind: 'over', discovery: { chosen: { source: 'autoconfig' } } },
    })
    expect(app.seen.some(({ lookup }) => lookup.kind === 'looking' && lookup.best !== null)).toBe(true)

    const checked = await walk.network(app)
    expect(checked).toMatchObject({
      done: ['welcome', 'address', 'network'],
      checked: { canSend: true, mark: 'via587', wayOut: null },
      record: { network: { canSend: true }, servers: published },
    })
    expect(app.seen.some(({ checking }) => checking?.lanes[0].state === 'asking')).toBe(true)

    const signedIn = await walk.signIn(app)
    expect(signedIn).toMatchObject({
      done: ['welcome', 'address', 'network', 'sign-in'],
      signIn: { kind: 'signed-in', kept: 'keychain' },
    })
    expect(app.accountsChanged()).toBe(1)
    const doing = app.seen.map(({ signIn }) => (signIn.kind === 'under-way' ? signIn.doing : null))
    expect([...new Set(doing)]).toEqual([null, 'submission', 'incoming', 'keeping'])

    const sent = await walk.testMail(app)
    expect(sent).toMatchObject({
      testMail: { kind: 'sent', arrival: { kind: 'arrived', junk: false } },
      record: { testMail: { kind: 'arrived', junk: false } },
    })

    await app.call['setup.go']({ step: 'mail-clients' })
    expect(app.wizard()).toMatchObject({ step: 'mail-clients', record: { clientsSeen: false } })
    await app.call['setup.go']({ step: 'done' })
    expect(app.wizard()).toMatchObject({
      step: 'done',
      done: ['welcome', 'address', 'network', 'sign-in', 'test-mail', 'mail-clients'],
    })
    await app.call['setup.finish'](undefined)
    expect(app.store.current().setup).toBeNull()
    await app.stop()

    const { accounts, setup } = await world.readSettings()
    expect(setup).toBeNull()
    expect(accounts).toEqual([
      {
        id: signedIn.record.signedIn?.accountId,
        address,
        username: address,
        submission: published.submission,
        incoming: published.incoming,
        pinned: [],
        startTlsSeen: true,
        password: 'keychain',
      },
    ])
    expect(await world.credentials.read(address)).toEqual({ ok: true, value: password })
    expect(app.sessionPasswords.size).toBe(0)
    const next = await world.launch()
    expect(next.store.current().setup).toBeNull()
    expect(world.internet.dialled).toContain(`${mailName}:587`)
  })
})
