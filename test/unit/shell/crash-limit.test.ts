import { expect, test } from 'vitest'
import { createCrashLimit } from '../../../electron/shell/crash-limit.ts'

test('three crashes a minute are worth another try, a fourth is not, and a minute later it begins anew', () => {
  let now = 0
  const isWorthRetrying = createCrashLimit(() => now)
  const tries: boolean[] = []
  for (const at of [0, 10_000, 59_000, 59_500, 118_999, 200_000]) {
    now = at
    tries.push(isWorthRetrying())
  }
  expect(tries).toEqual([true, true, true, false, true, true])
})
