import type * as Electron from 'electron'
import { guardModule } from '../not-covered.ts'

let parameters: Record<string, string> | undefined

/** Reports nothing; `getParameters` throws, as in Electron, until it was started. */
export const crashReporter = guardModule('CrashReporter', {
  start(options: Electron.CrashReporterStartOptions) {
    parameters = { ...options.extra }
  },
  getParameters() {
    if (!parameters) throw new Error('crashReporter not started')
    return { ...parameters }
  },
  getUploadToServer: () => false,
  getUploadedReports: () => [],
  getLastCrashReport: () => null,
} satisfies Partial<Electron.CrashReporter>)
