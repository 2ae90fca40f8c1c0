import { chmod, lstat, mkdir, mkdtemp, readdir, readFile, rm, stat, writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import path from 'node:path'
import process from 'node:process'
import { expect, onTestFinished, test } from 'vitest'
import { z } from 'zod'
import { createJsonFile } from '../../../electron/files/json-file.ts'
import { systemClock } from '../../../electron/net/clock.ts'
import { oddFiles } from '../../fakes/odd-files.ts'

const Counted = z.strictObject({ count: z.int() })

async function start(content?: string) {
  const folder = await mkdtemp(path.join(tmpdir(), 'postern-json-file-'))
  onTestFinished(() => rm(folder, { recursive: true }))
  const file = path.join(folder, 'counted.json')
  if (content !== undefined) await writeFile(file, content)
  const json = createJsonFile({ file, schema: Counted, empty: { count: 0 }, clock: systemClock })
  return { folder, file, ...json }
}

const addOne = ({ count }: { count: number }) => ({ count: count + 1 })

test('there is no file at first; then what was written, for this user only', async () => {
  const { file, read, update } = await start()
  expect(await read()).toEqual({ ok: true, value: { count: 0 } })
  expect(await update(addOne)).toEqual({ ok: true, value: { count: 1 } })
  expect(await read()).toEqual({ ok: true, value: { count: 1 } })
  expect(await readFile(file, 'utf8')).toBe('{"count":1}\n')
  if (process.platform !== 'win32') expect((await stat(file)).mode & 0o777).toBe(0o600)
})

test('changes at the same time are all made', async () => {
  const { read, update } = await start()
  await Promise.all(Array.from({ length: 20 }, () => update(addOne)))
  expect(await read()).toEqual({ ok: true, value: { count: 20 } })
})

test.each([
  ['torn', '{"count":'],
  ['empty', ''],
  ['of something else', '{"count":"many"}'],
  ['with more in it than is known', '{"count":3,"more":true}'],
])('a file that is %s counts as none, and is kept beside the next one', async (_, content) => {
  const { folder, read, update } = await start(content)
  expect(await read()).toEqual({ ok: true, value: { count: 0 } })
  expect(await readdir(folder)).toEqual(['counted.json'])
  expect(await update(addOne)).toEqual({ ok: true, value: { count: 1 } })
  expect(await readFile(path.join(folder, 'counted.damaged.json'), 'utf8')).toBe(content)
  expect((await readdir(folder)).sort()).toEqual(['counted.damaged.json', 'counted.json'])
})

test.each(oddFiles(4 * 1024 * 1024))('%s in its place is a failure, and is left', async (_, put, code) => {
  const { folder, file, read, update } = await start()
  await put(file)
  const { ino, size, mtimeMs } = await lstat(file)
  const failure = { ok: false, error: { kind: 'settings-failed', file, code } }
  expect(await read()).toEqual(failure)
  expect(await update(addOne)).toEqual(failure)
  expect(await lstat(file)).toMatchObject({ ino, size, mtimeMs })
  expect(await readdir(folder)).toEqual(['counted.json'])
})

test('what cannot be read or written is a failure', async () => {
  const { folder, file, read, update } = await start()
  await mkdir(file)
  expect(await read()).toEqual({ ok: false, error: { kind: 'settings-failed', file, code: 'EISDIR' } })
  expect(await update(addOne)).toMatchObject({ ok: false })
  await rm(file, { recursive: true })
  await chmod(folder, 0o500)
  onTestFinished(() => chmod(folder, 0o700))
  if (process.getuid?.() !== 0 && process.platform !== 'win32')
    expect(await update(addOne)).toMatchObject({ ok: false, error: { kind: 'settings-denied' } })
})
