import { X509Certificate } from 'node:crypto'
import { mkdir, readFile, rm, rename, writeFile } from 'node:fs/promises'
import path from 'node:path'
import { describe, expect, test } from 'vitest'
import { writeChanges } from '../../../../electron/app/clients/changes.ts'
import { notNow } from '../../../../electron/ipc/serve.ts'
import { createCertificateAuthority } from '../../../fakes/certificates.ts'
import { noLocks } from '../../../fakes/held-lock.ts'
import { programPath, thunderbirdMissing } from '../../../lab/requirements.ts'
import { killOpened } from '../../../lab/thunderbird-program.ts'
import { account, createClientsWorld, mailName, repaired } from '../clients/clients-world.ts'
import { start } from './clients-desk.ts'

const withoutThunderbird = thunderbirdMissing()
const at25 = { 'mail.smtpserver.smtp1.port': 25, 'mail.smtpserver.smtp1.try_ssl': 0 }
const skipped = noLocks === null ? '' : ` (skipped: ${noLocks})`

test('looks by itself when it is known what the network does, and tries no server before it is in view', async () => {
  const { untilLookedAt, clients, server, repair, dialled } = await start()
  await untilLookedAt()
  expect(clients()).toMatchObject({
    looking: null,
    profiles: [{ name: 'default-release', running: false, problem: null }],
    problems: [],
    changes: [],
  })
  expect(server()?.diagnoses[0]).toEqual({ kind: 'broken-here', port: 25, why: 'blocked' })
  expect(repair()).toEqual({ kind: 'none' })
  expect(dialled.filter((to) => to.startsWith(mailName))).toEqual([])
})

describe('a repair', () => {
  test('is offered once its settings have been proven from here', async () => {
    const { call, untilOffered, repair, server, seen } = await start()
    await call['clients.watch'](true)
    await untilOffered()
    expect(
      seen.some(({ clients: { profiles } }) => profiles[0]?.outgoing[0]?.repair.kind === 'testing'),
    ).toBe(true)
    expect(repair()).toMatchObject({
      view: {
        now: { port: 25, security: 'none' },
        after: { host: mailName, port: 587, security: 'starttls', signIn: 'password', username: 'hanako' },
        changes: expect.arrayContaining([
          { name: 'mail.smtpserver.smtp1.port', before: '25', after: '587' },
          { name: 'mail.smtpserver.smtp1.username', before: null, after: 'hanako' },
        ]) as unknown,
      },
    })
    expect(server()?.byHand.map(({ done }) => done)).toEqual([null, null, false, false, false, false, null])
  })

  test('is written, stays as it is, and is undone to the byte', async () => {
    const { call, untilOffered, until, repair, server, clients, prefs, prefsFile, id } = await start()
    const before = await readFile(prefsFile)
    expect(await call['clients.repair'](id)).toBe(notNow)
    await call['clients.watch'](true)
    await untilOffered()
    await call['clients.repair'](id)
    await until(() => repair()?.kind === 'repaired' && server()?.settings.port === 587)
    expect(await prefs()).toMatchObject(repaired)
    expect(server()).toMatchObject({ diagnoses: [{ kind: 'fine' }], byHand: [], repair: { change: 1 } })
    expect(clients().changes).toMatchObject([{ id: 1, profile: id.profile, undone: false }])
    expect(await call['clients.repair'](id)).toBe(notNow)

    expect(await call['clients.undo']({ change: 2 })).toBe(notNow)
    await call['clients.undo']({ change: 1 })
    await until(() => clients().changes[0]?.undone === true)
    expect(clients().undo).toEqual({ kind: 'undone', change: 1, restored: true, kept: [] })
    expect(await readFile(prefsFile)).toEqual(before)
    expect(await call['clients.undo']({ change: 1 })).toBe(notNow)
    await untilOffered()
  })

  test('what somebody else has changed since stays, and the undo tells it', async () => {
    const { call, untilOffered, until, repair, clients, prefs, putPrefs, id } = await start()
    await call['clients.watch'](true)
    await untilOffered()
    await call['clients.repair'](id)
    await until(() => repair()?.kind === 'repaired')
    await putPrefs({ ...(await prefs()), 'mail.smtpserver.smtp1.port': 465 })
    await call['clients.undo']({ change: 1 })
    await until(() => clients().undo?.kind === 'undone')
    expect(clients().undo).toMatchObject({
      restored: true,
      kept: [{ name: 'mail.smtpserver.smtp1.port', ours: '587', now: '465' }],
    })
    expect(await prefs()).toMatchObject({ 'mail.smtpserver.smtp1.port': 465 })
  })

  test.each(['a certificate that only Postern was told to trust', 'a server without a port for sending'])(
    'is not offered with %s',
    async (what) => {
      const isTrust = what.startsWith('a certificate')
      const own = await (await createCertificateAuthority('own')).issue({ names: [mailName] })
      const pinned = [
        { host: mailName, sha256: new X509Certificate(own.certPem).fingerprint256, pem: own.certPem },
      ]
      const { call, until, repair, server, id } = await start(
        isTrust
          ? { certificate: own, accounts: [{ ...account, pinned }] }
          : { prefs: { 'mail.smtpserver.smtp1.hostname': 'mx.alpha.example' } },
      )
      await call['clients.watch'](true)
      await until(() => repair()?.kind === 'no-plan')
      expect(repair()).toEqual({
        kind: 'no-plan',
        reason: isTrust
          ? { kind: 'not-trusted', host: mailName }
          : { kind: 'not-proven', host: 'mx.alpha.example' },
      })
      expect(server()?.byHand).toEqual([])
      expect(await call['clients.repair'](id)).toBe(notNow)
    },
  )

  test('leads to the server that Postern knows for the address, where another one is set', async () => {
    const { call, untilOffered, repair } = await start({
      accounts: [account],
      prefs: { 'mail.smtpserver.smtp1.hostname': 'mx.alpha.example' },
    })
    await call['clients.watch'](true)
    await untilOffered()
    expect(repair()).toMatchObject({ view: { now: { host: 'mx.alpha.example' }, after: { host: mailName } } })
  })

  test('that cannot be written fails with a sentence, and the settings are as they were', async () => {
    const { call, untilOffered, until, repair, prefsFile, id } = await start()
    await call['clients.watch'](true)
    await untilOffered()
    await call['clients.watch'](false)
    // Somebody else was there first.
    await writeFile(
      prefsFile,
      (await readFile(prefsFile, 'utf8')).replace(
        '"mail.smtpserver.smtp1.port", 25',
        '"mail.smtpserver.smtp1.port", 2525',
      ),
    )
    await call['clients.repair'](id)
    await until(() => repair()?.kind === 'failed')
    expect(repair()).toMatchObject({
      failure: {
        key: 'client.failure.changed-meanwhile',
        params: { names: 'mail.smtpserver.smtp1.port' },
      },
    })
    expect(await readFile(prefsFile, 'utf8')).toContain('2525')
  })

  test('the test can be ended, and begins again when the person looks again', async () => {
    const { call, until, untilOffered, repair, ports, id } = await start()
    const port = ports[`${mailName}:587`] ?? 'silent'
    Object.assign(ports, { [`${mailName}:587`]: 'silent', [`${mailName}:465`]: 'silent' })
    expect(await call['clients.stop'](id)).toBe(notNow)
    await call['clients.watch'](true)
    await until(() => repair()?.kind === 'testing')
    await call['clients.stop'](id)
    await until(() => repair()?.kind === 'none')
    ports[`${mailName}:587`] = port
    await call['clients.look'](undefined)
    await untilOffered()
  })
})

describe.skipIf(noLocks !== null)(`while Thunderbird runs${skipped}`, () => {
  test('a repair waits until it is closed, and then comes by itself', async () => {
    const { call, untilOffered, until, repair, clients, prefs, id, startThunderbird } = await start()
    const close = await startThunderbird()
    await call['clients.watch'](true)
    await untilOffered()
    expect(clients().profiles[0]?.running).toBe(true)
    await call['clients.repair'](id)
    await until(() => repair()?.kind === 'waiting')
    expect(await prefs()).toMatchObject(at25)
    await close()
    await until(() => repair()?.kind === 'repaired')
    expect(await prefs()).toMatchObject(repaired)
  })

  test('the person can end the waiting; so does the end of the program', async () => {
    const { call, untilOffered, until, repair, prefs, id, startThunderbird, stop } = await start()
    await startThunderbird()
    await call['clients.watch'](true)
    await untilOffered()
    await call['clients.repair'](id)
    await until(() => repair()?.kind === 'waiting')
    await call['clients.stop'](id)
    await untilOffered()
    await call['clients.repair'](id)
    await until(() => repair()?.kind === 'waiting')
    await stop()
    expect(await prefs()).toMatchObject(at25)
  })

  test('an undo waits, and can be ended', async () => {
    const { call, untilOffered, until, repair, clients, prefs, id, startThunderbird } = await start()
    await call['clients.watch'](true)
    await untilOffered()
    await call['clients.repair'](id)
    await until(() => repair()?.kind === 'repaired')
    const close = await startThunderbird()
    await call['clients.undo']({ change: 1 })
    await until(() => clients().undo?.kind === 'waiting')
    await call['clients.stop-undo'](undefined)
    await until(() => clients().undo === null)
    await call['clients.undo']({ change: 1 })
    await until(() => clients().undo?.kind === 'waiting')
    await close()
    await until(() => clients().undo?.kind === 'undone')
    expect(await prefs()).toMatchObject(at25)
  })

  test('that it was started and closed is noticed in view', async () => {
    const { call, until, clients, startThunderbird } = await start()
    await call['clients.watch'](true)
    await until(() => clients().profiles[0]?.running === false)
    const close = await startThunderbird()
    await until(() => clients().profiles[0]?.running === true)
    await close()
    await until(() => clients().profiles[0]?.running === false)
  })
})

test('steps by hand are ticked as the settings become so, and stay until all are', async () => {
  const { call, untilOffered, until, server, putPrefs, prefs } = await start()
  const done = () => server()?.byHand.flatMap(({ field, done: isDone }) => (field === null ? [] : [isDone]))
  await call['clients.watch'](true)
  await untilOffered()
  const steps = server()?.byHand.length
  await putPrefs({ ...(await prefs()), 'mail.smtpserver.smtp1.try_ssl': 2 })
  await until(() => done()?.includes(true))
  expect(done()).toEqual([true, false, false, false])
  expect(server()?.byHand).toHaveLength(steps ?? 0)
  await putPrefs({ ...(await prefs()), ...repaired })
  await until(() => done()?.every((one) => one === true))
  expect(server()).toMatchObject({ diagnoses: [{ kind: 'fine' }], repair: { kind: 'none' } })
})

test('profiles that come and go are noticed in view; lists that cannot be read are told', async () => {
  const { call, until, untilLookedAt, clients, root } = await start()
  await untilLookedAt()
  await call['clients.watch'](true)
  const ini = path.join(root, 'profiles.ini')
  await rename(ini, path.join(root, 'away'))
  await until(() => clients().profiles.length === 0)
  await mkdir(ini)
  await until(() => clients().problems.length === 1)
  expect(clients().problems).toEqual([{ kind: 'not-readable', file: ini, code: 'EISDIR' }])
  await rm(ini, { recursive: true })
  await rename(path.join(root, 'away'), ini)
  await until(() => clients().profiles.length === 1)
})

test.skipIf(noLocks !== null)(`what waits is not written on another network${skipped}`, async () => {
  const { call, untilOffered, until, repair, clients, prefs, id, profile, ports, goTo, startThunderbird } =
    await start({ accounts: [{ ...account, id: 'jiro', address: 'jiro@tanaka.example', username: 'jiro' }] })
  const close = await startThunderbird()
  await call['clients.watch'](true)
  await untilOffered()
  await call['clients.repair'](id)
  await call['clients.create']({ profile, accountId: 'jiro' })
  await until(() => repair()?.kind === 'waiting' && clients().create?.kind === 'waiting')
  Reflect.deleteProperty(ports, `${mailName}:587`)
  Reflect.deleteProperty(ports, `${mailName}:465`)
  goTo('hotel')
  await until(() => clients().create === null && repair()?.kind === 'no-plan')
  await close()
  await until(() => clients().profiles[0]?.running === false)
  expect(await prefs()).toMatchObject(at25)
  expect(clients().changes).toEqual([])
})

test('a test for a new account ends with the network it is made on', async () => {
  const jiro = { ...account, id: 'jiro', address: 'jiro@tanaka.example', username: 'jiro' }
  const { call, until, untilLookedAt, clients, prefs, profile, ports, goTo } = await start({
    accounts: [jiro],
  })
  await untilLookedAt()
  ports[`${mailName}:587`] = 'silent'
  ports[`${mailName}:465`] = 'silent'
  await call['clients.create']({ profile, accountId: 'jiro' })
  await until(() => clients().create?.kind === 'testing')
  goTo('hotel')
  await until(() => clients().create === null)
  expect(await prefs()).toMatchObject(at25)
})

test('a journal that cannot be read is told, and nothing stays busy', async () => {
  const { call, untilOffered, until, store, repair, clients, services, id } = await start({
    accounts: [account],
  })
  await call['clients.watch'](true)
  await untilOffered()
  const { changesFolder } = services.mailPrograms
  await call['clients.repair'](id)
  await until(() => repair()?.kind === 'repaired')
  await rename(changesFolder, `${changesFolder}-away`)
  await writeFile(changesFolder, 'not a folder')
  await call['clients.undo']({ change: 1 })
  await until(() => clients().undo?.kind === 'failed')
  await call['clients.look'](undefined)
  await until(() => store.current().problem !== null && clients().looking === null)
  await rm(changesFolder)
  await rename(`${changesFolder}-away`, changesFolder)
  await call['clients.undo']({ change: 1 })
  await until(() => clients().undo?.kind === 'undone')
})

test('what a failed write has left is settled at once, not at the next start', async () => {
  const { call, untilOffered, until, repair, clients, services, prefsFile, id } = await start()
  await call['clients.watch'](true)
  await untilOffered()
  await call['clients.repair'](id)
  await until(() => repair()?.kind === 'repaired')
  const entry = path.join(services.mailPrograms.changesFolder, '1', 'change.json')
  await writeFile(entry, (await readFile(entry, 'utf8')).replace('"done"', '"renaming"'))
  // Fails, as the change is not a made one now; the look after it settles it.
  await call['clients.undo']({ change: 1 })
  await until(() => clients().undo?.kind === 'failed')
  const { lookedAt } = clients()
  await until(() => clients().lookedAt !== lookedAt)
  await call['clients.undo']({ change: 1 })
  await until(() => clients().undo?.kind === 'undone')
  expect(await readFile(prefsFile, 'utf8')).not.toContain('587')
})

test('an undo that finds nothing left says so', async () => {
  const { call, untilOffered, until, repair, clients, prefsFile, id } = await start()
  const before = await readFile(prefsFile)
  await call['clients.watch'](true)
  await untilOffered()
  await call['clients.repair'](id)
  await until(() => repair()?.kind === 'repaired')
  await writeFile(prefsFile, before)
  await call['clients.undo']({ change: 1 })
  await until(() => clients().undo?.kind === 'undone')
  expect(clients().undo).toEqual({ kind: 'undone', change: 1, restored: false, kept: [] })
})

test('what was found out on one network says nothing on the next one', async () => {
  const { call, untilOffered, until, server, repair, ports, goTo } = await start()
  await call['clients.watch'](true)
  await untilOffered()
  Reflect.deleteProperty(ports, `${mailName}:587`)
  Reflect.deleteProperty(ports, `${mailName}:465`)
  goTo('hotel')
  await until(() => repair()?.kind === 'no-plan')
  expect(server()?.byHand).toEqual([])
})

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

test('what a crash has left is settled before the first look', async () => {
  const world = await createClientsWorld()
  const { services, prefsFile } = world
  const edit = {
    client: 'thunderbird' as const,
    file: prefsFile,
    changes: [{ name: 'mail.smtpserver.smtp1.port', before: 25, after: 587 }],
  }
  const patience = {
    signal: AbortSignal.timeout(10_000),
    onWaiting: () => undefined,
    onWriting: () => undefined,
  }
  await writeChanges(edit, services, patience)
  const entry = path.join(services.mailPrograms.changesFolder, '1', 'change.json')
  await writeFile(entry, (await readFile(entry, 'utf8')).replace('"done"', '"renaming"'))
  const { untilLookedAt, clients } = await start({}, world)
  await untilLookedAt()
  expect(clients().changes).toMatchObject([{ id: 1, undone: false }])
  expect(await readFile(prefsFile, 'utf8')).toContain('587')
})
