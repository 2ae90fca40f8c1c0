import { describe, expect, test } from 'vitest'
import { killAtMany, type KillScene } from '../../fakes/killed-change.ts'
import { straceMissing } from '../../fakes/strace.ts'

const reason = straceMissing()

// `npm run bench prefs` kills at every call.
describe.skipIf(reason !== null)(
  `a change that is killed (kill -9)${reason === null ? '' : ` (skipped: ${reason})`}`,
  () => {
    test.each<[number, KillScene]>([
      [20, { action: 'change', isLinked: false }],
      [6, { action: 'change', isLinked: true }],
      [8, { action: 'undo', isLinked: false }],
      // Killed with the temporary file half made, and just before and just after it took its place.
      [2, { action: 'recover', after: { call: 'fsync', when: 5 }, isLinked: false }],
      [2, { action: 'recover', after: { call: 'rename', when: 3 }, isLinked: false }],
      [2, { action: 'recover', after: { call: 'rename', when: 4 }, isLinked: false }],
    ])(
      'at %d system calls leaves the old file or the new one, whole, and the next start settles it: %o',
      { timeout: 180_000 },
      async (points, scene) => {
        const { killed, wrong } = await killAtMany(scene, points)
        expect(wrong).toEqual([])
        expect(killed).toBe(points)
      },
    )
  },
)
