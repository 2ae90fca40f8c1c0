import { mkdtemp, readFile, rm, writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import path from 'node:path'
import { afterEach, beforeEach, describe, expect, it } from 'vitest'
import { changeFile, type ChangeOptions } from '../../../electron/clients/change-file.ts'
import { listChanges } from '../../../electron/clients/journal.ts'
import { parsePrefs } from '../../../electron/clients/thunderbird/prefs-file.ts'
import { planUndo, undoChange } from '../../../electron/clients/undo-change.ts'
import { oddFiles } from '../../fakes/odd-files.ts'
import { newPrefs, oldPrefs, someChanges, someOptions, writeOldPrefs } from './some-change.ts'

let folder: string
let file: string
let options: ChangeOptions
beforeEach(async () => {
  folder = await mkdtemp(path.join(tmpdir(), 'postern-undo-'))
  file = path.join(folder, 'prefs.js')
  options = someOptions(folder)
  await writeOldPrefs(file)
})
afterEach(() => rm(folder, { recursive: true }))

const values = async () => Object.fromEntries(parsePrefs(await readFile(file)).values)

/** As Thunderbird does at its end: sorted, in its own form. */
async function rewrite(changes: Record<string, string | number | null>): Promise<void> {
  const next = { ...(await values()), ...changes }
  const lines = Object.entries(next)
    .filter(([, value]) => value !== null)
    .map(([name, value]) => `user_pref(${JSON.stringify(name)}, ${JSON.stringify(value)});\n`)
  await writeFile(file, `// Mozilla User Preferences\n\n${lines.toSorted().join('')}`)
}

describe('undoChange', () => {
  it('gives the old file back, to the byte, where nobody has written since', async () => {
    await changeFile({ file, changes: someChanges }, options)
    expect(await readFile(file)).toEqual(newPrefs)
    expect(await undoChange(1, options)).toMatchObject({
      ok: true,
      value: { kept: [], entry: { id: 2, undoes: 1 } },
    })
    expect(await readFile(file)).toEqual(oldPrefs)
    expect(await listChanges(options.folder)).toMatchObject({
      value: [
        { id: 1, undoneBy: 2 },
        { id: 2, undoneBy: null },
      ],
    })
  })

  it('restores the old values after the program has rewritten its file, and keeps what it added', async () => {
    const before = await values()
    await changeFile({ file, changes: someChanges }, options)
    await rewrite({ 'mail.new': 1 })
    const undone = await undoChange(1, options)
    expect(undone).toMatchObject({ ok: true, value: { kept: [], restored: { length: 3 } } })
    expect(await values()).toEqual({ ...before, 'mail.new': 1 })
    expect((await readFile(file, 'utf8')).startsWith('// Mozilla User Preferences\n\n')).toBe(true)
  })

  it('leaves and tells what was changed since', async () => {
    await changeFile({ file, changes: someChanges }, options)
    await rewrite({ 'mail.smtpserver.smtp1.port': 465, 'mail.smtpserver.smtp1.old': 'x' })
    const expected = {
      restored: [{ name: 'mail.smtpserver.smtp1.try_ssl', before: 2, after: null }],
      kept: [{ name: 'mail.smtpserver.smtp1.port', ours: 587, now: 465 }],
    }
    expect(await planUndo(1, options)).toMatchObject({ ok: true, value: { ...expected, entry: null } })
    expect(await undoChange(1, options)).toMatchObject({ ok: true, value: expected })
    expect(await values()).toMatchObject({
      'mail.smtpserver.smtp1.port': 465,
      'mail.smtpserver.smtp1.old': 'x',
    })
    expect(await values()).not.toHaveProperty('mail.smtpserver.smtp1.try_ssl')
  })

  it('writes nothing where nothing is ours any more', async () => {
    await changeFile({ file, changes: someChanges }, options)
    await writeOldPrefs(file)
    expect(await undoChange(1, options)).toEqual({ ok: true, value: { restored: [], kept: [], entry: null } })
    expect(await listChanges(options.folder)).toMatchObject({ value: [{}] })
  })

  it('takes an account out of a list that has grown since, and leaves the rest of it', async () => {
    await rewrite({ 'mail.accountmanager.accounts': 'account1' })
    const name = 'mail.accountmanager.accounts'
    const changes = [{ name, before: 'account1', after: 'account1,account2' }]
    await changeFile({ file, changes }, options)
    await rewrite({ [name]: 'account1,account2,account3' })
    expect(await undoChange(1, options)).toMatchObject({ ok: true, value: { kept: [] } })
    expect(await values()).toMatchObject({ [name]: 'account1,account3' })
  })

  it('undoes changes of changes, each once', async () => {
    const change = (before: number, after: number) => [{ name: 'mail.smtpserver.smtp1.port', before, after }]
    await changeFile({ file, changes: change(25, 587) }, options)
    await changeFile({ file, changes: change(587, 465) }, options)
    expect(await undoChange(1, options)).toMatchObject({
      ok: true,
      value: { restored: [], kept: [{ ours: 587, now: 465 }], entry: null },
    })
    expect(await undoChange(2, options)).toMatchObject({ ok: true })
    expect(await undoChange(2, options)).toEqual({ ok: false, error: { kind: 'already-undone', id: 2 } })
    expect(await undoChange(1, options)).toMatchObject({ ok: true })
    expect(await readFile(file)).toEqual(oldPrefs)
    expect(await undoChange(9, options)).toEqual({ ok: false, error: { kind: 'no-such-change', id: 9 } })
  })

  it.each<[string, (backup: string) => Promise<unknown>, string?]>([
    ['nothing', () => Promise.resolve()],
    ...oddFiles(64 * 1024 * 1024),
  ])('works with %s in the place of the backup', async (_, put) => {
    await changeFile({ file, changes: someChanges }, options)
    const backup = path.join(options.folder, '1', 'before')
    await rm(backup)
    await put(backup)
    const before = parsePrefs(oldPrefs).values
    expect(await undoChange(1, options)).toMatchObject({ ok: true })
    expect(parsePrefs(await readFile(file)).values).toEqual(before)
  })

  it('takes a file that it began back to an empty one', async () => {
    await rm(file)
    await changeFile({ file, changes: [{ name: 'a', before: null, after: 1 }] }, options)
    expect(await undoChange(1, options)).toMatchObject({ ok: true })
    expect(await readFile(file, 'utf8')).toBe('')
  })

  it.each(oddFiles(64 * 1024 * 1024))('tells of %s in the place of an entry', async (_, put) => {
    await changeFile({ file, changes: someChanges }, options)
    const entry = path.join(options.folder, '1', 'change.json')
    await rm(entry)
    await put(entry)
    expect(await listChanges(options.folder)).toMatchObject({ ok: false, error: { file: options.folder } })
  })

  it('leaves out entries that are damaged or of a newer Postern, and does not reuse their numbers', async () => {
    await changeFile({ file, changes: someChanges }, options)
    const entry = path.join(options.folder, '1', 'change.json')
    const text = await readFile(entry, 'utf8')
    for (const damaged of ['', '{', text.replace('"version": 1', '"version": 2'), 'null']) {
      await writeFile(entry, damaged)
      expect(await listChanges(options.folder)).toEqual({ ok: true, value: [] })
    }
    const next = await changeFile({ file, changes: [{ name: 'b', before: null, after: 1 }] }, options)
    expect(next).toMatchObject({ ok: true, value: { id: 2 } })
  })
})
