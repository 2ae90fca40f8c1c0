import { spawnSync } from 'node:child_process'
import { mkdtemp, readdir, utimes, writeFile } from 'node:fs/promises'
import path from 'node:path'
import fc from 'fast-check'
import { expect, it } from 'vitest'
import type { ProgramUse } from '../../../../electron/clients/change-file.ts'
import { listChanges, readBackup } from '../../../../electron/clients/journal.ts'
import { changeAccount } from '../../../../electron/clients/outlook/change-account.ts'
import { planAccount } from '../../../../electron/clients/outlook/plan.ts'
import { type OutlookProfile, readOutlook } from '../../../../electron/clients/outlook/read-profiles.ts'
import { parseRegFile, type RegKey, writeRegFile } from '../../../../electron/clients/outlook/reg-file.ts'
import { type RegValue, terminatedBytes, valueOf } from '../../../../electron/clients/outlook/reg-value.ts'
import { createRegistry, type RunReg } from '../../../../electron/clients/outlook/registry.ts'
import { planAccountUndo, undoAccount } from '../../../../electron/clients/outlook/undo-account.ts'
import { describeOnWine } from './on-wine.ts'
import type { SomeAccount } from './wine-accounts.ts'
import { office, ready, recordedRegistry, regHeader, someChanges, someHives } from './some-outlook.ts'

describeOnWine('Outlook’s accounts, by Wine’s reg.exe', (scene) => {
  async function found(): Promise<OutlookProfile[]> {
    const read = await readOutlook(scene.options.registry)
    if (!read.ok) throw new Error(read.error.kind)
    return read.value
  }

  /** The key is as it was, and nothing is left in the journal. */
  async function expectUntouched({ key, start }: SomeAccount): Promise<void> {
    expect(await scene.dump(key)).toEqual(start)
    expect(await readdir(scene.options.folder).catch(() => [])).toEqual([])
  }

  it('reads, repairs and undoes every account of real hives, to the byte', async () => {
    await scene.wine.put(someHives)
    const start = await scene.dump(office)
    const read = await found()
    const recorded = await readOutlook(recordedRegistry(someHives))
    // Wine sorts keys and values.
    const named = (all: OutlookProfile[]) =>
      all
        .map(({ version, name, isDefault, accounts }) => ({
          version,
          name,
          isDefault,
          accounts: accounts.map(({ account, outgoing }) => ({ account, outgoing })),
        }))
        .sort((a, b) => a.version.localeCompare(b.version) || a.name.localeCompare(b.name))
    expect(named(read)).toEqual(recorded.ok ? named(recorded.value) : recorded.error)
    expect(read[0]).toMatchObject({ version: '16.0', name: '見込み客 [本社]', isDefault: true })

    const accounts = read.flatMap((profile) => profile.accounts)
    const repairs = accounts.filter(({ outgoing }) => outgoing.settings.host !== '')
    const keys = repairs.map(({ key }) => key.name)
    expect(keys).toHaveLength(3)
    for (const account of repairs) {
      const ports = { '587': 'ready', '465': 'blocked' } as const
      const proof = ready(account.outgoing.settings.host, 587, { ports })
      const plan = planAccount({ account, proof, addresses: [], shared: null })
      if (!plan.ok) throw new Error(plan.error.kind)
      expect(await changeAccount(plan.value, scene.options)).toMatchObject({
        ok: true,
        value: { client: 'outlook', file: account.key.name, state: 'done' },
      })
      const after = (await found())
        .flatMap((profile) => profile.accounts)
        .find(({ key }) => key.name === account.key.name)
      expect(after?.outgoing.settings).toEqual(plan.value.after)
      expect(after?.account).toEqual(account.account)
      expect(after?.outgoing.settings).toMatchObject({
        port: 587,
        security: 'starttls',
        signIn: 'password',
      })
    }
    expect(await scene.dump(office)).not.toEqual(start)
    for (const id of [2, 1, 3])
      expect(await undoAccount(id, scene.options)).toMatchObject({
        ok: true,
        value: { kept: [], entry: { undoes: id } },
      })
    expect(await scene.dump(office)).toEqual(start)
    expect(await listChanges(scene.options.folder)).toMatchObject({
      value: [
        { id: 1, undoneBy: 5 },
        { id: 2, undoneBy: 4 },
        { id: 3, undoneBy: 6 },
        { id: 4, undoneBy: null },
        { id: 5, undoneBy: null },
        { id: 6, undoneBy: null },
      ],
    })
    expect((await readdir(scene.options.folder)).sort()).toEqual(['1', '2', '3', '4', '5', '6'])
    // Not in the way of the other tests.
    for (const version of ['15.0', '16.0'])
      await scene.wine.run(['delete', `${office}\\${version}`, '/f'], scene.wine.folder)
  })

  it('keeps a backup that reg.exe takes, without the password', async () => {
    const { key, start } = await scene.newAccount()
    const made = await changeAccount({ key, changes: someChanges }, scene.options)
    expect(made).toMatchObject({ ok: true, value: { id: 1 } })
    const backup = await readBackup(scene.options.folder, 1)
    if (backup === null) throw new Error('No backup')
    expect(Buffer.from(backup).toString('utf16le')).not.toContain('Password')
    // What the change has added is not in it, and stays.
    await writeFile(path.join(scene.folder, 'backup.reg'), backup)
    expect(await scene.wine.run(['import', 'backup.reg'], scene.folder)).toBe(0)
    const values = (bytes: Uint8Array) => {
      const parsed = parseRegFile(bytes)
      return parsed.ok ? parsed.value[0]?.values : undefined
    }
    const restored = values(await scene.dump(key))
    for (const [name, value] of values(start) ?? []) expect(restored?.get(name)).toEqual(value)
  })

  it('undoes only what is still its own, and tells of the rest', async () => {
    const { key } = await scene.newAccount()
    await changeAccount({ key, changes: someChanges }, scene.options)
    await scene.wine.put(
      `${regHeader}\n[${key}]\n"SMTP Port"=dword:000001d1\n"SMTP Use Auth"=-\n"Email"="new@b.example"\n`,
    )
    expect(await planAccountUndo(1, scene.options)).toMatchObject({ ok: true, value: { entry: null } })
    expect(await undoAccount(1, scene.options)).toMatchObject({
      ok: true,
      value: {
        restored: [{ name: 'SMTP Secure Connection', before: 2, after: null }],
        kept: [{ name: 'SMTP Port', ours: 587, now: 465 }],
      },
    })
    const text = (await scene.dump(key)).toString('utf16le')
    expect(text).toContain('"SMTP Port"=dword:000001d1')
    expect(text).toContain('"Email"="new@b.example"')
    expect(text).not.toMatch(/SMTP (Secure Connection|Use Auth)/)
    expect(await undoAccount(1, scene.options)).toEqual({
      ok: false,
      error: { kind: 'already-undone', id: 1 },
    })
    expect(await undoAccount(9, scene.options)).toEqual({
      ok: false,
      error: { kind: 'no-such-change', id: 9 },
    })
  })

  it.each<[ProgramUse[], string]>([
    [['running'], 'in-use'],
    [['unknown'], 'use-unknown'],
    [['closed', 'running'], 'in-use'],
  ])('changes nothing where Outlook is %s', async (uses, kind) => {
    const account = await scene.newAccount()
    const asked = [...uses]
    const use = () => Promise.resolve(asked.shift() ?? 'running')
    const changed = await changeAccount({ key: account.key, changes: someChanges }, { ...scene.options, use })
    expect(changed).toEqual({ ok: false, error: { kind, program: 'Outlook' } })
    await expectUntouched(account)
  })

  it('says so when Outlook is started in the moment of the import', async () => {
    const { key } = await scene.newAccount()
    const uses: ProgramUse[] = ['closed', 'closed']
    const use = () => Promise.resolve(uses.shift() ?? 'running')
    expect(await changeAccount({ key, changes: someChanges }, { ...scene.options, use })).toEqual({
      ok: false,
      error: { kind: 'started-meanwhile', program: 'Outlook', id: 1 },
    })
    expect(await listChanges(scene.options.folder)).toMatchObject({ value: [{}] })
  })

  it('says which values are not those of the plan, and what is gone', async () => {
    const account = await scene.newAccount('"SMTP Port"=dword:000001d1\n"SMTP Use Auth"=hex:31')
    expect(await changeAccount({ key: account.key, changes: someChanges }, scene.options)).toEqual({
      ok: false,
      error: { kind: 'changed-meanwhile', file: account.key, names: ['SMTP Port', 'SMTP Use Auth'] },
    })
    const key = `${account.key}9`
    const gone = { ok: false, error: { kind: 'key-missing', key } }
    expect(await changeAccount({ key, changes: someChanges }, scene.options)).toEqual(gone)
    await expectUntouched(account)
  })

  /** reg.exe, but each import does what is said. */
  const importing =
    (work: (args: readonly string[], cwd: string) => Promise<number | string>): RunReg =>
    (args, cwd) =>
      args[0] === 'import' ? work(args, cwd) : scene.wine.run(args, cwd)

  it.each<[string, RunReg, string]>([
    ['imports nothing and says it did', importing(() => Promise.resolve(0)), 'not-taken'],
    ['imports nothing and says so', importing(() => Promise.resolve(1)), 'registry-refused'],
    ['cannot be started', importing(() => Promise.resolve('ENOENT')), 'registry-refused'],
    ['is not there at all', () => Promise.resolve('ENOENT'), 'registry-refused'],
    ['may not read the registry', () => Promise.resolve(1), 'registry-refused'],
  ])('changes nothing where reg.exe %s', async (_, run, kind) => {
    const account = await scene.newAccount()
    const failing = { ...scene.options, registry: createRegistry(scene.options.folder, run) }
    const changed = await changeAccount({ key: account.key, changes: someChanges }, failing)
    expect(changed).toMatchObject({ ok: false, error: { kind } })
    await expectUntouched(account)
  })

  it('takes back what came half of the way', async () => {
    const account = await scene.newAccount()
    let half = true
    const run = importing((args, cwd) => {
      const work = half ? scene.halfImport : scene.wine.run
      half = false
      return work(args, cwd)
    })
    const failing = { ...scene.options, registry: createRegistry(scene.options.folder, run) }
    expect(await changeAccount({ key: account.key, changes: someChanges }, failing)).toEqual({
      ok: false,
      error: { kind: 'not-taken', key: account.key },
    })
    await expectUntouched(account)
  })

  it('removes at once what a crash has left of an export, unless another Postern may be reading it', async () => {
    await scene.newAccount()
    await found()
    const journal = scene.options.folder
    const { pid } = spawnSync('true')
    await mkdtemp(path.join(journal, `export-${pid}-`))
    const other = await mkdtemp(path.join(journal, `export-${process.ppid}-`))
    await found()
    expect(await readdir(journal)).toEqual([path.basename(other)])
    await utimes(other, 0, 0)
    await found()
    expect(await readdir(journal)).toEqual([])
  })

  it('understands whatever tree it has written itself', async () => {
    const letters = ['a', 'B', 'z', ' ', '"', '[', ']', ';', '=', '@', '%', '.', 'あ', '漢', '👪', 'é']
    const name = fc.string({
      unit: fc.constantFrom(...letters),
      minLength: 1,
      maxLength: 20,
    })
    const someValue: fc.Arbitrary<RegValue> = fc.oneof(
      fc
        .string({ unit: fc.constantFrom(...letters, '\\', '\n', '\r', '\t'), maxLength: 60 })
        .map((text): RegValue => ({ kind: 'string', text })),
      fc.integer({ min: 0, max: 0xffffffff }).map((number): RegValue => ({ kind: 'dword', number })),
      fc
        .tuple(fc.constantFrom(0, 3, 11), fc.uint8Array({ maxLength: 100 }))
        .map(([type, bytes]) => valueOf(type, bytes)),
      // Wine's reg.exe falls over those that are not whole.
      fc
        .tuple(fc.constantFrom(2, 7), fc.string({ unit: fc.constantFrom(...letters), maxLength: 30 }))
        .map(([type, text]) => valueOf(type, Uint8Array.from(terminatedBytes(text)))),
    )
    const trees = fc.sample(
      fc.uniqueArray(fc.tuple(name, someValue), { maxLength: 8, selector: ([one]) => one.toLowerCase() }),
      { seed: 8, numRuns: 150 },
    )
    const root = 'HKEY_CURRENT_USER\\Software\\Postern 木'
    const keys = trees.map((values, index): RegKey => ({
      name: `${root}\\[${index}] 葉`,
      isDeleted: false,
      values: new Map(values),
    }))
    await writeFile(path.join(scene.folder, 'trees.reg'), writeRegFile(keys))
    expect(await scene.wine.run(['import', 'trees.reg'], scene.folder)).toBe(0)
    const parsed = parseRegFile(await scene.dump(root))
    const sorted = (all: readonly RegKey[]) =>
      new Map(
        all.filter((key) => key.name !== root).map((key) => [key.name, new Map([...key.values].sort())]),
      )
    expect(parsed.ok ? sorted(parsed.value) : parsed.error).toEqual(sorted(keys))
    await scene.wine.run(['delete', root, '/f'], scene.folder)
  })
})
