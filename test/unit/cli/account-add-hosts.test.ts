import { expect, test } from 'vitest'
import { startCommand } from './command.ts'

const settings = JSON.stringify({ version: 1, accounts: [] })

test.each([
  ['--server', ''],
  ['--server', 'mail..example.jp'],
  ['--imap', ''],
  ['--imap', 'imap.example.jp:993'],
])('account add %s "%s" is wrong use', async (option, input) => {
  const args = ['account', 'add', 'hanako@example.jp', option, input, '--password-stdin']
  const { exit, seen } = await startCommand(args, settings)
  expect(await exit).toEqual({ code: 2, signal: null })
  expect(seen.stderr).toBe(`“${input}” is not a server name. Type a name such as mail.example.jp.\n`)
})
