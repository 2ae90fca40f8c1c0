import { expect, test } from 'vitest'
import { damagedSettings, startCommand } from './command.ts'

test.each([
  ['account list --json', 0],
  ['account verify nobody@example.jp', 2],
  ['account remove nobody@example.jp', 2],
  ['send-test nobody@example.jp', 2],
  ['account add hanako@example.jp --password-stdin', 2],
  ['check not-whole@', 2],
])('%s says once where the damaged settings are', async (line, code) => {
  const { exit, seen } = await startCommand(line.split(' '), damagedSettings)
  expect(await exit).toEqual({ code, signal: null })
  expect(seen.stderr.match(/damaged\. It was kept as .*settings\.damaged-.*\.json/g)).toHaveLength(1)
  expect(seen.stdout === '' || Array.isArray(JSON.parse(seen.stdout))).toBe(true)
})
