import { expect, test } from 'vitest'
import { lanesAsked } from '../../../electron/state/lanes.ts'
import { createStateStore } from '../../../electron/state/store.ts'
import { trayView } from '../../../electron/state/tray-view.ts'
import { freshState, sampleChecked } from './fresh-state.ts'

const checked = sampleChecked('2026-11-24T05:02:12.000Z')

test('before the first check it is being asked', () => {
  expect(trayView(freshState)).toEqual({
    mark: 'checking',
    verdict: { key: 'tray.not-checked', params: {} },
    checkedAt: null,
    canCheck: true,
    canSendTest: false,
    startAtLogin: null,
  })
})

test('the verdict of the last check', () => {
  expect(trayView({ ...freshState, checked, startAtLogin: true })).toMatchObject({
    mark: 'via587',
    verdict: checked.headline,
    checkedAt: checked.at,
    startAtLogin: true,
  })
})

test('while a check runs: asked, and then what it looks like', () => {
  const checking = { since: checked.at, lanes: lanesAsked, suspected: null }
  expect(trayView({ ...freshState, checked, checking })).toMatchObject({
    mark: 'checking',
    verdict: { key: 'tray.checking', params: {} },
    canCheck: false,
  })
  const suspected = { key: 'outbound25.blocked.drop', params: {} }
  expect(trayView({ ...freshState, checking: { ...checking, suspected } }).verdict).toBe(suspected)
})

test('the store: each change is a revision, listeners hear both, null is no change', () => {
  const { revision: _, ...initial } = freshState
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
