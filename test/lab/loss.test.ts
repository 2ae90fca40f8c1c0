import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { lossyRuns } from '../bench/lossy-runs.ts'
import { createLab, type Lab } from './lab.ts'
import { labUnavailable } from './requirements.ts'

const reason = labUnavailable()

describe.skipIf(reason !== null)(`checks at 5 % loss${reason === null ? '' : ` (${reason})`}`, () => {
  let lab: Lab
  beforeAll(async () => {
    lab = await createLab()
  })
  afterAll(() => lab.close())

  // The bench has 200 runs.
  test('20 runs, none of them wrong', { timeout: 180_000 }, async () => {
    const { wrong, right, inconclusive } = await lossyRuns(lab, 20)
    expect(wrong).toEqual([])
    expect(right + inconclusive).toBe(20)
  })
})
