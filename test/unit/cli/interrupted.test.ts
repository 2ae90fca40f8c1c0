import { expect, test } from 'vitest'
import { damagedSettings, startCommand } from './command.ts'

test.each([
  ['account', 'verify'],
  ['send-test', '--keep'],
])('%s %s --password-stdin ends with the first Ctrl-C while stdin stays open', async (...words) => {
  const { child, exit, seen } = await startCommand([...words, '--password-stdin'], damagedSettings)
  // Said just before the password is read: Ctrl-C comes before that or during it.
  await expect.poll(() => seen.stderr, { timeout: 10_000 }).toContain('damaged')
  child.stdin.write('half a pass')
  child.kill('SIGINT')
  expect(await exit).toEqual({ code: 130, signal: null })
  expect(seen.stdout).toBe('')
  expect(seen.stderr).not.toContain('bug')
})
