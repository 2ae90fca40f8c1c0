import { mkdir, readdir } from 'node:fs/promises'
import path from 'node:path'
import { expect, it } from 'vitest'
import type { ProgramUse } from '../../../../electron/clients/change-file.ts'
import { changeAccount } from '../../../../electron/clients/outlook/change-account.ts'
import { recoverAccounts } from '../../../../electron/clients/outlook/recover-accounts.ts'
import { createRegistry } from '../../../../electron/clients/outlook/registry.ts'
import { undoAccount } from '../../../../electron/clients/outlook/undo-account.ts'
import { describeOnWine } from './on-wine.ts'
import { regHeader, someChanges } from './some-outlook.ts'
import { leaveHalf } from './wine-accounts.ts'

describeOnWine('half a change that is still in an account', (scene) => {
  /** Port 587 is in the key, and nothing else of the change. */
  async function halfChanged() {
    const account = await scene.newAccount()
    await leaveHalf(scene.wine, account.key, scene.options)
    return account
  }

  const textOf = async (key: string) => (await scene.dump(key)).toString('utf16le')

  it('is not forgotten while the registry cannot be looked at', async () => {
    const { key, start } = await halfChanged()
    const fullDisk = createRegistry(scene.options.folder, async (args, cwd) => {
      // What has its place cannot be written.
      if (args[0] === 'export') await mkdir(path.join(cwd, 'key.reg'))
      return scene.wine.run(args, cwd)
    })
    const failure = { kind: 'not-settled', key, code: '1' }
    expect(await recoverAccounts({ ...scene.options, registry: fullDisk })).toEqual({
      ok: true,
      value: [{ id: 1, file: key, outcome: 'failed', failure }],
    })
    expect(await readdir(path.join(scene.options.folder, '1'))).toEqual(['before', 'change.json'])
    expect(await recoverAccounts(scene.options)).toMatchObject({ value: [{ outcome: 'rolled-back' }] })
    expect(await scene.dump(key)).toEqual(start)
  })

  it('is left to the person who has finished it by hand', async () => {
    const { key } = await halfChanged()
    const byHand = `"SMTP Secure Connection"=dword:00000003\n"SMTP Use Auth"=dword:00000001`
    await scene.wine.put(`${regHeader}\n[${key}]\n${byHand}\n`)
    const finished = await scene.dump(key)
    expect(await recoverAccounts(scene.options)).toEqual({
      ok: true,
      value: [{ id: 1, file: key, outcome: 'superseded' }],
    })
    expect(await scene.dump(key)).toEqual(finished)
    expect(await readdir(scene.options.folder)).toEqual([])
  })

  const onTop = [
    { name: 'SMTP Port', before: 587, after: 465 },
    { name: 'SMTP Secure Connection', before: null, after: 1 },
    { name: 'SMTP Use Auth', before: null, after: 1 },
  ]

  it('is taken back before the next change, which is then refused', async () => {
    const { key, start } = await halfChanged()
    const running = { ...scene.options, use: () => Promise.resolve<ProgramUse>('running') }
    expect(await changeAccount({ key, changes: onTop }, running)).toMatchObject({ error: { kind: 'in-use' } })
    expect(await textOf(key)).toContain('"SMTP Port"=dword:0000024b')
    expect(await changeAccount({ key, changes: onTop }, scene.options)).toEqual({
      ok: false,
      error: { kind: 'settled-first', key },
    })
    expect(await scene.dump(key)).toEqual(start)
    const changes = onTop.map((change) => ({ ...change, before: change.before === 587 ? 25 : null }))
    expect(await changeAccount({ key, changes }, scene.options)).toMatchObject({ ok: true })
    expect(await recoverAccounts(scene.options)).toEqual({ ok: true, value: [] })
    expect(await textOf(key)).toContain('"SMTP Port"=dword:000001d1')
  })

  it('is not in the way of the next change where others have changed the account since', async () => {
    const { key } = await halfChanged()
    await scene.wine.put(`${regHeader}\n[${key}]\n"SMTP Secure Connection"=dword:00000003\n`)
    const changes = onTop
      .map((change) => (change.after === 1 ? { ...change, before: 3 } : change))
      .slice(0, 2)
    const made = await changeAccount({ key, changes }, scene.options)
    expect(made).toMatchObject({ ok: true, value: { state: 'done' } })
    expect(await recoverAccounts(scene.options)).toEqual({ ok: true, value: [] })
    expect(await textOf(key)).toContain('"SMTP Port"=dword:000001d1')
  })

  it('is settled before an undo, too', async () => {
    const { key, start } = await scene.newAccount()
    await changeAccount({ key, changes: someChanges }, scene.options)
    const back = someChanges.map(({ name, before, after }) => ({ name, before: after, after: before }))
    await leaveHalf(scene.wine, key, scene.options, back)
    expect(await undoAccount(1, scene.options)).toMatchObject({ error: { kind: 'settled-first' } })
    expect(await undoAccount(1, scene.options)).toMatchObject({ ok: true, value: { kept: [] } })
    expect(await scene.dump(key)).toEqual(start)
  })
})
