import { spawn } from 'node:child_process'
import { once } from 'node:events'
import { readdir } from 'node:fs/promises'
import { fileURLToPath } from 'node:url'
import { expect, it } from 'vitest'
import { listChanges } from '../../../../electron/clients/journal.ts'
import { changeAccount } from '../../../../electron/clients/outlook/change-account.ts'
import { recoverAccounts } from '../../../../electron/clients/outlook/recover-accounts.ts'
import { undoAccount } from '../../../../electron/clients/outlook/undo-account.ts'
import { describeOnWine, type SomeAccount } from './on-wine.ts'
import { someChanges } from './some-outlook.ts'

const script = fileURLToPath(new URL('change-process.ts', import.meta.url))

describeOnWine('a change of an account that is killed (kill -9)', (scene) => {
  async function killAt(step: string, action: 'change' | 'undo' | 'recover', key: string): Promise<void> {
    const child = spawn(process.execPath, [script, scene.wine.prefix, scene.folder, key, action, step], {
      stdio: 'inherit',
    })
    expect(await once(child, 'exit')).toEqual([null, 'SIGKILL'])
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
    const left = (await readdir(own.folder)).filter(
      (name) => !name.startsWith('export-') && !name.startsWith('lock'),
    )
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
})
