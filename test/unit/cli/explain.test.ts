import { expect, test } from 'vitest'
import { Explanation } from '../../../electron/contract/explain.ts'
import { startCommand } from './command.ts'

const settings = JSON.stringify({ version: 1, accounts: [] })

test('a code is explained, with what to do next and where it stands', async () => {
  const { exit, seen } = await startCommand(['explain', '800ccc0e'], settings)
  expect(await exit).toEqual({ code: 0, signal: null })
  expect(seen.stderr).toBe('')
  expect(seen.stdout).toMatch(
    /^0x800CCC0E \(Outlook\)\n.*port 25.*\n.*postern check.*\nSource: .*https:.*\n$/,
  )
})

test('a message of several words needs no quotes', async () => {
  const { exit, seen } = await startCommand(['explain', '535', '5.7.8', 'no', '--json'], settings)
  expect(await exit).toEqual({ code: 0, signal: null })
  expect(Explanation.array().parse(JSON.parse(seen.stdout))).toMatchObject([{ meaning: 'sign-in-refused' }])
})

test('a pasted message comes by standard input, in Japanese, too', async () => {
  const { child, exit, seen } = await startCommand(['--lang', 'ja', 'explain', '-'], settings)
  child.stdin.end('メッセージを送信できませんでした。\n応答: 554 5.7.1 <x@y.example>: Relay access denied\n')
  expect(await exit).toEqual({ code: 0, signal: null })
  expect(seen.stdout).toMatch(/Relay access denied（Postfix）\n.*転送しません。\n.*認証.*\n出典：/)
})

test('what nobody knows is said to be so: exit 1', async () => {
  const { exit, seen } = await startCommand(['explain', 'hello'], settings)
  expect(await exit).toEqual({ code: 1, signal: null })
  expect(seen.stdout).toBe('')
  expect(seen.stderr).toContain('does not know')
})
