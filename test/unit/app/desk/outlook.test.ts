import { spawn } from 'node:child_process'
import { once } from 'node:events'
import { mkdir, writeFile } from 'node:fs/promises'
import path from 'node:path'
import { fileURLToPath } from 'node:url'
import { expect, onTestFinished, test } from 'vitest'
import { createRegistry } from '../../../../electron/clients/outlook/registry.ts'
import { profileKeyOf } from '../../../../electron/clients/outlook/read-profiles.ts'
import { notNow } from '../../../../electron/ipc/serve.ts'
import { describeOnWine } from '../../clients/outlook/on-wine.ts'
import { leaveHalf, type SomeAccount } from '../../clients/outlook/wine-accounts.ts'
import { office, regHeader } from '../../clients/outlook/some-outlook.ts'
import { killedEnding } from '../../../fakes/wine.ts'
import { account, mailName } from '../clients/clients-world.ts'
import { createOutlookWorld } from '../clients/outlook-world.ts'
import { start } from './clients-desk.ts'

const script = fileURLToPath(new URL('../../clients/outlook/change-process.ts', import.meta.url))
const idOf = ({ key }: SomeAccount) => ({ profile: profileKeyOf(key), server: '00000002' })

describeOnWine('classic Outlook behind the window', (scene) => {
  test('is read, diagnosed, repaired once that is proven, and undone to the byte', async () => {
    const one = await scene.newAccount()
    const id = idOf(one)
    const { call, untilLookedAt, untilOffered, until, repair, server, clients } = await start(
      {},
      await createOutlookWorld(scene),
      id,
    )
    await untilLookedAt()
    expect(clients().problems).toEqual([])
    expect(clients().profiles.find(({ folder }) => folder === id.profile)).toMatchObject({
      client: 'outlook',
      place: 'system',
      name: id.profile.split('\\').at(-1),
      running: false,
      problem: null,
      accounts: [{ identities: [{ address: 'taro@tanaka.example', outgoing: id.server }] }],
    })
    expect(server()?.diagnoses[0]).toEqual({ kind: 'broken-here', port: 25, why: 'blocked' })
    expect(await call['clients.repair'](id)).toBe(notNow)

    await call['clients.watch'](true)
    await untilOffered()
    expect(repair()).toMatchObject({
      view: {
        now: { port: 25, security: 'none' },
        after: { host: mailName, port: 587, security: 'starttls', signIn: 'password', username: 'taro' },
        changes: [
          { name: 'SMTP Port', before: '25', after: '587' },
          { name: 'SMTP Secure Connection', before: null, after: '2' },
          { name: 'SMTP Use Auth', before: null, after: '1' },
        ],
      },
    })
    expect(server()?.byHand.filter(({ done }) => done === false)).toHaveLength(3)
    await call['clients.repair'](id)
    await until(() => repair()?.kind === 'repaired' && server()?.settings.port === 587)
    expect(server()).toMatchObject({ diagnoses: [{ kind: 'fine' }], byHand: [], repair: { change: 1 } })
    expect(clients().changes).toMatchObject([
      { id: 1, client: 'outlook', profile: id.profile, undone: false },
    ])
    expect(await scene.dump(one.key)).not.toEqual(one.start)

    await call['clients.undo']({ change: 1 })
    await until(() => clients().changes[0]?.undone === true)
    expect(clients().undo).toEqual({ kind: 'undone', change: 1, restored: true, kept: [] })
    expect(await scene.dump(one.key)).toEqual(one.start)
    await untilOffered()
  })

  test('is waited for while it runs, for a repair and for its undoing', async () => {
    const one = await scene.newAccount()
    const id = idOf(one)
    const world = await createOutlookWorld(scene)
    let close = world.startOutlook()
    const { call, untilOffered, until, repair, clients } = await start({}, world, id)
    await call['clients.watch'](true)
    await untilOffered()
    expect(clients().profiles.find(({ folder }) => folder === id.profile)?.running).toBe(true)
    await call['clients.repair'](id)
    await until(() => repair()?.kind === 'waiting')
    expect(await scene.dump(one.key)).toEqual(one.start)
    close()
    await until(() => repair()?.kind === 'repaired')
    close = world.startOutlook()
    await call['clients.undo']({ change: 1 })
    await until(() => clients().undo?.kind === 'waiting')
    close()
    await until(() => clients().undo?.kind === 'undone')
    expect(await scene.dump(one.key)).toEqual(one.start)
  })

  test.each(['use 1', 'import 1 runs', 'import 1 ends'])(
    'what a crash at %s has left is settled before the first look',
    async (step) => {
      const one = await scene.newAccount()
      const id = idOf(one)
      const args = [script, scene.wine.prefix, scene.folder, one.key, 'change', step]
      expect(await once(spawn(process.execPath, args, { stdio: 'inherit' }), 'exit')).toEqual(killedEnding)
      const world = await createOutlookWorld(scene)
      const { call, untilLookedAt, until, clients, server, store } = await start({}, world, id)
      await untilLookedAt()
      expect(store.current().problem).toBeNull()
      const isMade = server()?.settings.port === 587
      expect(clients().changes).toHaveLength(isMade ? 1 : 0)
      if (isMade) {
        await call['clients.undo']({ change: 1 })
        await until(() => clients().undo?.kind === 'undone')
      }
      expect(await scene.dump(one.key)).toEqual(one.start)
    },
  )

  test('half a change is told while Outlook is open, and settled when it is closed', async () => {
    const one = await scene.newAccount()
    await leaveHalf(scene.wine, one.key, scene.options)
    const world = await createOutlookWorld(scene)
    const close = world.startOutlook()
    const { call, untilLookedAt, until, store } = await start({}, world, idOf(one))
    await untilLookedAt()
    const told = { key: 'ui.clients.recovered.waiting', params: { file: one.key } }
    expect(store.current().problem).toEqual(told)
    close()
    await call['clients.look'](undefined)
    await until(() => store.current().problem === null)
    expect(await scene.dump(one.key)).toEqual(one.start)
  })

  test('half a change that others have changed since is left so, and told', async () => {
    const one = await scene.newAccount()
    await leaveHalf(scene.wine, one.key, scene.options)
    await scene.wine.put(`${regHeader}\n[${one.key}]\n"SMTP Secure Connection"=dword:00000003\n`)
    const now = await scene.dump(one.key)
    const { untilLookedAt, store } = await start({}, await createOutlookWorld(scene), idOf(one))
    await untilLookedAt()
    expect(store.current().problem?.key).toBe('ui.clients.recovered.superseded')
    expect(await scene.dump(one.key)).toEqual(now)
  })

  test('what Windows does not take fails with a sentence, and the key is as it was', async () => {
    const one = await scene.newAccount()
    const id = idOf(one)
    const world = await createOutlookWorld(scene)
    world.services.mailPrograms.registry = createRegistry(scene.options.folder, async (args, cwd) =>
      args[0] === 'import' ? 1 : scene.wine.run(args, cwd),
    )
    const { call, untilOffered, until, repair, clients } = await start({}, world, id)
    await call['clients.watch'](true)
    await untilOffered()
    await call['clients.repair'](id)
    await until(() => repair()?.kind === 'failed')
    expect(repair()).toMatchObject({ failure: { key: 'client.failure.registry-refused' } })
    expect(clients().changes).toEqual([])
    expect(await scene.dump(one.key)).toEqual(one.start)
  })

  test('a registry that cannot be read is told where there has been an Outlook, and does not hide the rest', async () => {
    const world = await createOutlookWorld(scene)
    const { mailPrograms } = world.services
    mailPrograms.registry = createRegistry(scene.options.folder, () => Promise.resolve('EACCES'))
    const { home } = mailPrograms.machine
    const program = path.join(scene.folder, 'bin', 'thunderbird')
    await mkdir(path.dirname(program))
    await writeFile(program, '', { mode: 0o755 })
    mailPrograms.machine = { ...mailPrograms.machine, env: { PATH: path.dirname(program) } }
    const { call, untilLookedAt, until, clients } = await start({}, world)
    await untilLookedAt()
    expect(clients()).toMatchObject({ profiles: [], problems: [], canMakeProfile: true })
    const data = path.join(home, 'AppData', 'Local', 'Microsoft', 'Outlook')
    await mkdir(data, { recursive: true })
    await writeFile(path.join(data, 'Outlook.pst'), '')
    await call['clients.look'](undefined)
    await until(() => clients().problems.length > 0)
    expect(clients()).toMatchObject({
      problems: [{ kind: 'not-readable', code: 'EACCES' }],
      canMakeProfile: true,
    })
  })

  test('one that is not used any more is left alone, and says what is used instead', async () => {
    const one = await scene.newAccount()
    const id = idOf(one)
    const preferences = `${office}\\16.0\\Outlook\\Preferences`
    const use = (value: 0 | 1) =>
      scene.wine.put(`${regHeader}\n[${preferences}]\n"UseNewOutlook"=dword:${value}\n`)
    await use(1)
    onTestFinished(() => use(0))
    const world = await createOutlookWorld(scene)
    const { call, untilLookedAt, until, clients, server, repair } = await start({}, world, id)
    await call['clients.watch'](true)
    await untilLookedAt()
    const profile = () => clients().profiles.find(({ folder }) => folder === id.profile)
    expect(profile()?.superseded).toBe('new-outlook')
    expect(server()?.diagnoses[0]).toMatchObject({ kind: 'broken-here' })
    expect(repair()).toEqual({ kind: 'none' })
    // Whoever starts the classic one uses it.
    world.startOutlook()
    await call['clients.look'](undefined)
    await until(() => repair()?.kind === 'offered')
    expect(profile()).not.toHaveProperty('superseded')
  })

  test('takes no account of Postern’s: those are made in Outlook', async () => {
    const id = idOf(await scene.newAccount())
    const world = await createOutlookWorld(scene, { accounts: [account] })
    const { call, untilLookedAt, clients } = await start({}, world, id)
    await untilLookedAt()
    expect(await call['clients.create']({ profile: id.profile, accountId: account.id })).toBe(notNow)
    expect(clients().create).toBeNull()
  })
})
