import { existsSync } from 'node:fs'
import path from 'node:path'
import process from 'node:process'
import { defineConfig } from '@playwright/test'

// The specs start whatever node_modules/electron names; where its binary is absent, that is the stand-in.
const root = import.meta.dirname
const electron = existsSync(path.join(root, 'node_modules/electron/dist'))
if (!electron) process.env['ELECTRON_OVERRIDE_DIST_PATH'] ??= path.join(root, 'test/stand-in')
// Its workers and other tools read this file too.
if (process.argv.includes('test') && process.env['TEST_WORKER_INDEX'] === undefined)
  process.stdout.write(
    electron
      ? 'The specs run on Electron.\n'
      : 'The specs run on the stand-in for Electron: its binary is not here.\n',
  )

export default defineConfig({
  testDir: 'test/e2e',
  globalSetup: './test/e2e/global-setup.ts',
  projects: [
    { name: 'window', testMatch: '**/*.spec.ts', testIgnore: 'lab/**' },
    // In network namespaces, of which there is one set on a machine.
    { name: 'lab', testMatch: 'lab/*.spec.ts' },
  ],
  outputDir: 'test-results',
  timeout: 60_000,
  workers: 2,
  retries: 0,
  forbidOnly: true,
  reporter: 'list',
})
