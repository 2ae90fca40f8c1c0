import { mkdir, readFile, rm, rename, writeFile } from 'node:fs/promises'
import path from 'node:path'
import { expect, test } from 'vitest'
import { writeChanges } from '../../../../electron/app/clients/changes.ts'
import { noLocks } from '../../../fakes/held-lock.ts'
import { account, createClientsWorld, mailName, repaired } from '../clients/clients-world.ts'
import { start } from './clients-desk.ts'

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
