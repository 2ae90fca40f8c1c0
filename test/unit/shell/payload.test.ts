import { expect, test } from 'vitest'
import { isSmallData } from '../../../electron/shell/payload.ts'

const most = 64 * 1_024

test.each([[undefined], [null], [true], ['x'.repeat(30_000)], [{ a: [1, 'b', { c: null }] }], [[]]])(
  'small data: %j',
  (value) => {
    expect(isSmallData(value, most)).toBe(true)
  },
)

test('what is too large, or no plain data, is refused without being copied', () => {
  const circle: Record<string, unknown> = {}
  circle['self'] = circle
  const wide = Array.from({ length: 200_000 }, () => 1)
  const deep = Array.from({ length: 20_000 }).reduce<unknown>((inner) => [inner], 'x')
  const refused = [
    'x'.repeat(33_000),
    { text: 'x'.repeat(70_000) },
    { ['x'.repeat(70_000)]: 1 },
    circle,
    wide,
    deep,
    new Uint8Array(8),
    new Map([['a', 1]]),
    new Date(0),
    [1n],
  ]
  expect(refused.map((value) => isSmallData(value, most))).toEqual(refused.map(() => false))
})
