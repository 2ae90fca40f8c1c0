import { expect, test } from 'vitest'
import type { Checked } from '../../../electron/contract/checked.ts'
import type { AppState } from '../../../electron/contract/state.ts'
import { factsOf, lanesAsked, lanesOf } from '../../../electron/state/lanes.ts'
import { createStateStore } from '../../../electron/state/store.ts'
import { trayView } from '../../../electron/state/tray-view.ts'
import { sampleReport } from '../advice/sample-report.ts'

const report = { ...sampleReport(), advice: [] }
const checked: Checked = {
  at: '2026-11-24T05:02:12.000Z',
  mark: 'via587',
  headline: { key: 'verdict.ready.blocked.drop', params: { port: 587 } },
  lanes: lanesOf(factsOf(report)),
  wayOut: null,
  canSend: true,
  report,
}

const fresh: AppState = {
  revision: 0,
  version: '1.0.0',
  platform: 'linux',
  language: 'en',
  languages: ['en', 'ja'],
  preferences: { language: null, references: [], checkEveryMinutes: 15 },
  startAtLogin: null,
  network: null,
  checking: null,
  checked: null,
  accounts: [],
  setup: null,
  problem: null,
}

test('before the first check it is being asked', () => {
  expect(trayView(fresh)).toEqual({
    mark: 'checking',
    verdict: { key: 'tray.not-checked', params: {} },
    checkedAt: null,
    canCheck: true,
    canSendTest: false,
    startAtLogin: null,
  })
})

test('the verdict of the last check', () => {
  expect(trayView({ ...fresh, checked, startAtLogin: true })).toMatchObject({
    mark: 'via587',
    verdict: checked.headline,
    checkedAt: checked.at,
    startAtLogin: true,
  })
})

test('while a check runs: asked, and then what it looks like', () => {
  const checking = { since: checked.at, lanes: lanesAsked, suspected: null }
  expect(trayView({ ...fresh, checked, checking })).toMatchObject({
    mark: 'checking',
    verdict: { key: 'tray.checking', params: {} },
    canCheck: false,
  })
  const suspected = { key: 'outbound25.blocked.drop', params: {} }
  expect(trayView({ ...fresh, checking: { ...checking, suspected } }).verdict).toBe(suspected)
})

test('the store: each change is a revision, listeners hear both, null is no change', () => {
  const { revision: _, ...initial } = fresh
  const store = createStateStore(initial)
  const heard: [number, number][] = []
  const end = store.onChange((state, before) => heard.push([before.revision, state.revision]))
  store.change(() => ({ checked }))
  store.change(() => null)
  store.change(() => ({ checked: null }))
  end()
  store.change(() => ({ checked }))
  expect(heard).toEqual([
    [0, 1],
    [1, 2],
  ])
  expect(store.current()).toMatchObject({ revision: 3, checked })
})
