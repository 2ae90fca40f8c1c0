import { expect, test } from 'vitest'
import { untilNextCheck } from '../../../electron/app/next-check.ts'

const minute = 60_000
const noon = Date.UTC(2026, 6, 31, 12)

test.each([
  ['never before', null, noon, 0],
  ['a moment ago', noon, noon, 15 * minute],
  ['14 minutes ago', noon - 14 * minute, noon, minute],
  ['just short of 15 minutes ago', noon - 15 * minute + 1, noon, 1],
  ['15 minutes ago', noon - 15 * minute, noon, 0],
  ['yesterday, the computer slept', noon - 1_440 * minute, noon, 0],
  ['in the future, the clock was set back', noon + minute, noon, 0],
])('a network checked %s may be checked in %4$i ms', (_, last, now, wait) => {
  expect(untilNextCheck(last, now)).toBe(wait)
})
