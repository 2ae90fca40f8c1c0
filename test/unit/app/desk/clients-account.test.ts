import { rm } from 'node:fs/promises'
import { describe, expect, test } from 'vitest'
import { notNow } from '../../../../electron/ipc/serve.ts'
import { programPath, thunderbirdMissing } from '../../../lab/requirements.ts'
import { killOpened } from '../../../lab/thunderbird-program.ts'
import { account, createClientsWorld, mailName } from '../clients/clients-world.ts'
import { start } from './clients-desk.ts'

const withoutThunderbird = thunderbirdMissing()

describe('an account of Postern’s', () => {
  test('is put into a profile, once its server has been proven, and can be undone', async () => {
    const { call, until, untilLookedAt, clients, putPrefs, prefs, profile, seen } = await start({
      accounts: [account],
    })
    await putPrefs({ 'browser.startup.homepage': 'x' })
    await untilLookedAt()
    await call['clients.look'](undefined)
    await until(() => clients().profiles[0]?.outgoing.length === 0)
    await call['clients.create']({ profile, accountId: account.id })
    await until(() => clients().create?.kind === 'created')
    expect(seen.some((state) => state.clients.create?.kind === 'testing')).toBe(true)
    await until(() => clients().profiles[0]?.accounts.length === 1)
    expect(clients().profiles[0]).toMatchObject({
      accounts: [{ identities: [{ address: account.address }], incoming: { host: mailName, port: 993 } }],
      outgoing: [{ settings: { host: mailName, port: 587, security: 'starttls', signIn: 'password' } }],
    })
    await call['clients.undo']({ change: 1 })
    await until(() => clients().undo?.kind === 'undone')
    expect(await prefs()).toEqual({ 'browser.startup.homepage': 'x' })
  })

  test.skipIf(withoutThunderbird !== null)(
    `is put into the first profile of the real Thunderbird, which then opens${withoutThunderbird ? ` (${withoutThunderbird})` : ''}`,
    async () => {
      const world = await createClientsWorld({ accounts: [account] })
      await rm(world.root, { recursive: true })
      const { machine } = world.services.mailPrograms
      machine.env = { PATH: programPath, HOME: machine.home, LANG: 'C.UTF-8', MOZ_HEADLESS: '1' }
      const { call, until, untilLookedAt, clients, seen } = await start({}, world)
      await untilLookedAt()
      expect(clients()).toMatchObject({ profiles: [], canMakeProfile: true })
      await call['clients.create']({ profile: null, accountId: account.id })
      await until(() => clients().create?.kind === 'created')
      const { create } = clients()
      await killOpened(create?.profile ?? '')
      expect(create).not.toHaveProperty('notOpened')
      expect(seen.some((state) => state.clients.create?.kind === 'making')).toBe(true)
      await call['clients.look'](undefined)
      await until(() => !clients().canMakeProfile && clients().profiles[0]?.accounts.length)
      expect(clients().profiles[0]?.folder).toBe(create?.profile)
      expect(await call['clients.create']({ profile: null, accountId: account.id })).toBe(notNow)
    },
    60_000,
  )

  test('that is there already, or that cannot be put there, is told', async () => {
    const pop = { ...account, id: 'pop', address: 'pop@tanaka.example' }
    const { call, until, untilLookedAt, clients, profile } = await start({
      accounts: [account, { ...pop, incoming: { ...account.incoming, protocol: 'pop3', port: 995 } }],
    })
    await untilLookedAt()
    expect(await call['clients.create']({ profile, accountId: 'nobody' })).toBe(notNow)
    expect(await call['clients.create']({ profile: '/elsewhere', accountId: account.id })).toBe(notNow)
    for (const [accountId, key] of [
      [account.id, 'client.no-plan.already-there'],
      [pop.id, 'client.no-plan.no-imap'],
    ] as const) {
      await call['clients.create']({ profile, accountId })
      await until(() => clients().create?.kind === 'failed' && clients().create?.accountId === accountId)
      expect(clients().create).toMatchObject({ failure: { key } })
    }
    expect(await call['clients.stop-create'](undefined)).toBe(notNow)
  })
})
