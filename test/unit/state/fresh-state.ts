import type { Checked } from '../../../electron/contract/checked.ts'
import { noClients } from '../../../electron/contract/repair.ts'
import { noUpdates } from '../../../electron/contract/updates.ts'
import type { AppState } from '../../../electron/contract/state.ts'
import { factsOf, lanesOf } from '../../../electron/state/lanes.ts'
import { sampleReport } from '../advice/sample-report.ts'

/** The app as it has just been started, on Linux, in English. */
export const freshState: AppState = {
  revision: 0,
  version: '1.0.0',
  platform: 'linux',
  language: 'en',
  languages: ['en', 'ja'],
  preferences: { language: null, references: [], checkEveryMinutes: 15 },
  startAtLogin: null,
  network: null,
  networkName: null,
  checking: null,
  checked: null,
  remembered: false,
  accounts: [],
  clients: noClients,
  updates: noUpdates,
  setup: null,
  problem: null,
}

/** Port 25 is dropped, and the mail leaves by 587. */
export function sampleChecked(at: string): Checked {
  const report = { ...sampleReport(), advice: [] }
  return {
    at,
    mark: 'via587',
    headline: { key: 'verdict.ready.blocked.drop', params: { port: 587 } },
    lanes: lanesOf(factsOf(report)),
    wayOut: null,
    canSend: true,
    report,
  }
}
