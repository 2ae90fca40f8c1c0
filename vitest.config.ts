import { availableParallelism } from 'node:os'
import { defineConfig } from 'vitest/config'

export default defineConfig({
  test: {
    projects: [
      {
        test: {
          name: 'unit',
          include: ['test/unit/**/*.test.ts'],
          testTimeout: 20_000,
          // Most of them wait for a server or a process, so that a processor can serve more than one.
          maxWorkers: Math.ceil(availableParallelism() * 1.5),
        },
      },
      {
        test: {
          name: 'lab',
          include: ['test/lab/**/*.test.ts'],
          fileParallelism: false,
          testTimeout: 60_000,
          hookTimeout: 240_000,
        },
      },
      // On a machine that is there for tests: see test/machine/only-on.ts.
      { test: { name: 'machine', include: ['test/machine/**/*.test.ts'], testTimeout: 30_000 } },
    ],
  },
})
