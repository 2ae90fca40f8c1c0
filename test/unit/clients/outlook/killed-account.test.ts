import { spawn } from 'node:child_process'
import { once } from 'node:events'
import { readdir } from 'node:fs/promises'
import { fileURLToPath } from 'node:url'
import { expect, it } from 'vitest'
import type { ProgramUse } from '../../../../electron/clients/change-file.ts'
import { listChanges } from '../../../../electron/clients/journal.ts'
import { changeAccount } from '../../../../electron/clients/outlook/change-account.ts'
import { recoverAccounts } from '../../../../electron/clients/outlook/recover-accounts.ts'
import { createRegistry, type RunReg } from '../../../../electron/clients/outlook/registry.ts'
import { undoAccount } from '../../../../electron/clients/outlook/undo-account.ts'
import { type AccountScene, killAccountAtMany } from '../../../fakes/killed-account.ts'
import { straceMissing } from '../../../fakes/strace.ts'
import { describeOnWine } from './on-wine.ts'
import type { SomeAccount } from './wine-accounts.ts'
import { someChanges } from './some-outlook.ts'
import { killedEnding } from '../../../fakes/wine.ts'

const script = fileURLToPath(new URL('change-process.ts', import.meta.url))

describeOnWine('a change of an account that is killed (kill -9), or fails half done', (scene) => {
  async function killAt(step: string, action: 'change' | 'undo' | 'recover', key: string): Promise<void> {
    const child = spawn(process.execPath, [script, scene.wine.prefix, scene.folder, key, action, step], {
      stdio: 'inherit',
    })
    expect(await once(child, 'exit')).toEqual(killedEnding)
  }

  /** The next start settles it: the key is as it was, or all of the change is in it and can be undone. */
  async function expectSettled({ key, start }: SomeAccount): Promise<void> {
    const own = scene.options
    expect(await recoverAccounts(own)).toMatchObject({ ok: true })
    expect(await recoverAccounts(own)).toEqual({ ok: true, value: [] })
    const listed = await listChanges(own.folder)
    const changes = listed.ok ? listed.value : []
    expect(listed.ok).toBe(true)
    const [standing] = changes.filter(({ undoes, undoneBy }) => undoes === null && undoneBy === null)
    const isOld = (await scene.dump(key)).equals(start)
    expect(standing === undefined).toBe(isOld)
    await own.registry.read(key)
    const left = (await readdir(own.folder)).filter((name) => !name.startsWith('lock'))
    expect(left).toEqual(changes.map(({ id }) => String(id)))
    if (standing === undefined) return
    expect(await undoAccount(standing.id, own)).toMatchObject({ ok: true, value: { kept: [] } })
    expect(await scene.dump(key)).toEqual(start)
  }

  it.each(['use 1', 'use 2', 'import 1 begins', 'import 1 runs', 'import 1 ends', 'use 3'])(
    'a change at %s leaves what the next start settles',
    async (step) => {
      const account = await scene.newAccount()
      await killAt(step, 'change', account.key)
      await expectSettled(account)
    },
  )

  it.each(['import 1 begins', 'import 1 runs'])(
    'an undo at %s leaves what the next start settles',
    async (step) => {
      const account = await scene.newAccount()
      await changeAccount({ key: account.key, changes: someChanges }, scene.options)
      await killAt(step, 'undo', account.key)
      await expectSettled(account)
    },
  )

  it.each(['import 1 begins', 'import 1 runs', 'import 1 ends'])(
    'the settling of half a change at %s leaves what the next start settles',
    async (step) => {
      const account = await scene.newAccount()
      await killAt('import 1 begins', 'change', account.key)
      await scene.halfImport(['import', 'change.reg'], scene.options.folder)
      await killAt(step, 'recover', account.key)
      await expectSettled(account)
    },
  )

  /** reg.exe, but each import does what is said. */
  const importing =
    (work: RunReg): RunReg =>
    (args, cwd) =>
      args[0] === 'import' ? work(args, cwd) : scene.wine.run(args, cwd)

  async function expectUntouched({ key, start }: SomeAccount): Promise<void> {
    expect(await scene.dump(key)).toEqual(start)
    expect(await readdir(scene.options.folder)).toEqual([])
  }

  it('leaves what it could not take back to the next start that finds Outlook closed', async () => {
    const account = await scene.newAccount()
    let half = true
    const run = importing((args, cwd) => {
      if (!half) return Promise.resolve(1)
      half = false
      return scene.halfImport(args, cwd)
    })
    const failing = { ...scene.options, registry: createRegistry(scene.options.folder, run) }
    const failure = { kind: 'not-restored', key: account.key }
    const change = { key: account.key, changes: someChanges }
    expect(await changeAccount(change, failing)).toEqual({ ok: false, error: failure })
    expect(await scene.dump(account.key)).not.toEqual(account.start)
    expect(await recoverAccounts(failing)).toEqual({
      ok: true,
      value: [{ id: 1, file: account.key, outcome: 'failed', failure }],
    })
    const running = { ...scene.options, use: () => Promise.resolve<ProgramUse>('running') }
    expect(await recoverAccounts(running)).toMatchObject({ ok: true, value: [{ outcome: 'waiting' }] })
    expect(await recoverAccounts(scene.options)).toEqual({
      ok: true,
      value: [{ id: 1, file: account.key, outcome: 'rolled-back' }],
    })
    await expectUntouched(account)
  })

  it('settles the others where one cannot be', async () => {
    const [one, two] = [await scene.newAccount(), await scene.newAccount()]
    let isBroken = true
    const run = importing((args, cwd) => {
      if (isBroken) return Promise.resolve(1)
      isBroken = true
      return scene.halfImport(args, cwd)
    })
    const failing = { ...scene.options, registry: createRegistry(scene.options.folder, run) }
    for (const { key } of [one, two]) {
      isBroken = false
      await changeAccount({ key, changes: someChanges }, failing)
    }
    let refused = 0
    const once = importing((args, cwd) =>
      (refused += 1) === 1 ? Promise.resolve(1) : scene.wine.run(args, cwd),
    )
    const recovering = { ...scene.options, registry: createRegistry(scene.options.folder, once) }
    expect(await recoverAccounts(recovering)).toMatchObject({
      ok: true,
      value: [
        { id: 1, outcome: 'failed', failure: { kind: 'not-restored', key: one.key } },
        { id: 2, file: two.key, outcome: 'rolled-back' },
      ],
    })
    expect(await scene.dump(two.key)).toEqual(two.start)
    expect(await recoverAccounts(scene.options)).toMatchObject({ value: [{ id: 1, outcome: 'rolled-back' }] })
    await expectUntouched(one)
  })

  const reason = straceMissing()
  // `npm run bench outlook` kills at every call of a change.
  it.skipIf(reason !== null).each<[number, AccountScene]>([
    [5, { action: 'change', at: 'file' }],
    [3, { action: 'change', at: 'main' }],
    [2, { action: 'undo', at: 'file' }],
    [2, { action: 'recover', at: 'file' }],
    [2, { action: 'change', at: 'reg alone' }],
    [2, { action: 'change', at: 'reg and Postern' }],
    [2, { action: 'change', at: 'Postern alone' }],
    [1, { action: 'undo', at: 'reg and Postern' }],
    [1, { action: 'recover', at: 'reg and Postern' }],
  ])(
    `at %d system calls leaves what the next start settles: %o${reason === null ? '' : ` (skipped: ${reason})`}`,
    { timeout: 600_000 },
    async (points, what) => {
      const { killed, wrong } = await killAccountAtMany(what, points, scene.wine)
      expect(wrong).toEqual([])
      expect(killed).toBe(points)
    },
  )
})
