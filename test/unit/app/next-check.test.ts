import { expect, test } from 'vitest'
import { untilNextCheck, untilNextTry } from '../../../electron/app/next-check.ts'

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

test.each([
  ['none yet', [], 0],
  ['two in the last minute', [noon - 20_000, noon - 10_000], 0],
  ['three in the last minute', [noon - 30_000, noon - 20_000, noon - 10_000], 30_000],
  ['five in the last minute', [50, 40, 30, 20, 10].map((ago) => noon - ago * 1_000), 30_000],
  ['three, one of them a minute ago', [noon - 60_000, noon - 20_000, noon - 10_000], 0],
  ['three of the future, the clock was set back', [noon + 1_000, noon + 2_000, noon + 3_000], 0],
])('a network that flaps, %s: the next try in %3$i ms', (_, begun, wait) => {
  expect(untilNextTry(begun, noon)).toBe(wait)
})
