import { expect, test } from 'vitest'
import { lanesAsked } from '../../../electron/state/lanes.ts'
import { createStateStore } from '../../../electron/state/store.ts'
import { trayView } from '../../../electron/state/tray-view.ts'
import type { AccountState } from '../../../electron/contract/state.ts'
import { exampleAccount } from '../accounts/example-account.ts'
import { freshState, sampleChecked } from './fresh-state.ts'

const checked = sampleChecked('2026-11-24T05:02:12.000Z')

test('before the first check it is being asked', () => {
  expect(trayView(freshState)).toEqual({
    mark: 'checking',
    verdict: { key: 'tray.not-checked', params: {} },
    of: 'now',
    whose: null,
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

function account(id: string, changes: Partial<AccountState> = {}): AccountState {
  const { pinned: _pinned, startTlsSeen: _seen, ...shown } = exampleAccount(id)
  return { ...shown, trusted: [], hasPassword: true, checked, testMail: { kind: 'none' }, ...changes }
}

const stuck = { ...checked, mark: 'blocked', headline: { key: 'verdict.all-blocked', params: {} } } as const

test('what is remembered is shown, and marked, while the check that follows runs', () => {
  const checking = { since: checked.at, lanes: lanesAsked, suspected: null }
  expect(trayView({ ...freshState, checked, checking, remembered: true })).toMatchObject({
    mark: 'via587',
    verdict: checked.headline,
    of: 'earlier-visit',
    canCheck: false,
  })
  // The person has stopped that check.
  expect(trayView({ ...freshState, checked, remembered: true }).of).toBe('earlier-visit')
})

test.each<[string, AccountState[], string, ReturnType<typeof trayView>['whose']]>([
  ['one account', [account('hanako', { checked: stuck })], 'blocked', null],
  ['all the same', [account('hanako'), account('taro')], 'via587', null],
  [
    'the worst of two',
    [account('hanako'), account('taro', { checked: stuck })],
    'blocked',
    { address: 'taro@example.jp', others: 0 },
  ],
  [
    'the worst of three is that of two',
    [account('hanako'), account('taro', { checked: stuck }), account('jiro', { checked: stuck })],
    'blocked',
    { address: 'taro@example.jp', others: 1 },
  ],
  [
    'one that is new, and not checked yet',
    [account('hanako'), account('taro', { checked: null })],
    'via587',
    { address: 'hanako@example.jp', others: 0 },
  ],
  [
    'one that is paused does not count',
    [account('hanako'), account('taro', { checked: stuck, paused: true })],
    'via587',
    null,
  ],
])('several accounts: %s', (_, accounts, mark, whose) => {
  expect(trayView({ ...freshState, checked, accounts })).toMatchObject({ mark, whose, of: 'now' })
})

test('all accounts are paused: the network alone', () => {
  const accounts = [account('hanako', { checked: null, paused: true })]
  expect(trayView({ ...freshState, checked, accounts })).toMatchObject({
    mark: 'via587',
    of: 'network-alone',
    whose: null,
  })
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
