import { expect, test } from 'vitest'
import { certificateEndsSoon } from '../../../electron/probe/certificate-end.ts'
import { certificate } from '../advice/sample-report.ts'

const now = new Date('2026-11-24T12:00:00.000Z')
const dayMs = 86_400_000

function endsSoon(leftDays: number, lifetimeDays = 90) {
  const end = now.getTime() + leftDays * dayMs
  const [notBefore, notAfter] = [end - lifetimeDays * dayMs, end].map((at) => new Date(at).toISOString())
  return certificateEndsSoon({ ...certificate, notBefore: notBefore ?? '', notAfter: notAfter ?? '' }, now)
}

test.each([
  [20.99, 20, '2026-12-15'],
  [6, 6, '2026-11-30'],
  [0.5, 0, '2026-11-25'],
  [0, 0, '2026-11-24'],
])('%f days left: said', (left, days, date) => {
  expect(endsSoon(left)).toEqual([{ kind: 'certificate-ends-soon', date, days }])
})

test.each([21, 60, 400])('%f days left: fine', (left) => {
  expect(endsSoon(left, 500)).toEqual([])
})

test('expired already: the verdict says it', () => {
  expect(endsSoon(-0.01)).toEqual([])
})

test('a short-lived certificate ends soon by design', () => {
  expect(endsSoon(3, 6.7)).toEqual([])
  expect(endsSoon(3, 10)).toHaveLength(1)
})
