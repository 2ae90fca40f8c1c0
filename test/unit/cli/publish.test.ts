import { mkdtemp, readFile, rm } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import path from 'node:path'
import { expect, onTestFinished, test } from 'vitest'
import { startCommand } from './command.ts'

const settings = JSON.stringify({ version: 1, accounts: [] })

test.each([
  [['publish', 'example.invalid'], /--out DIR.*--check/],
  [['publish', 'example.invalid', '--out', 'here', '--check'], /--out DIR.*--check/],
  [['publish', 'nothing', '--check'], /“nothing” is not a domain/],
  [['publish', 'example.invalid', '--out', 'here', '--host', '192.0.2.1'], /“192.0.2.1” is not the name/],
])('%j is wrong use', async (args, words) => {
  const { exit, seen } = await startCommand(args, settings)
  expect(await exit).toEqual({ code: 2, signal: null })
  expect(seen.stdout).toBe('')
  expect(seen.stderr).toMatch(words)
})

test('the files are written, and what was assumed is said, in Japanese, too', async () => {
  const made = await mkdtemp(path.join(tmpdir(), 'postern-publish-'))
  onTestFinished(() => rm(made, { recursive: true }))
  const out = path.join(made, 'new')
  const { exit, seen } = await startCommand(
    ['--lang', 'ja', 'publish', 'example.invalid', '--out', out],
    settings,
  )
  expect(await exit).toEqual({ code: 0, signal: null })
  expect(seen.stdout).toContain('サーバー名は mail.example.invalid と仮定しました。')
  expect(seen.stdout).toContain('postern publish example.invalid --check')
  expect(await readFile(path.join(out, 'README.md'), 'utf8')).toMatch(/^# example\.invalid のメール設定\n/)
})
