import { describe, expect, test } from 'vitest'
import type { Outbound25, Submission } from '../../../electron/contract/check.ts'
import type { Checking } from '../../../electron/contract/checked.ts'
import { lanesAsked } from '../../../electron/state/lanes.ts'
import { momentOf } from '../../../electron/state/moment.ts'
import { base } from '../../screens/states.ts'
import { verdicts } from '../../screens/verdicts.ts'
import { sampleReport } from '../advice/sample-report.ts'

const account = sampleAccount()

const more = { now: 0, presenting: false, sinceLoginMs: 0, clientOn25: () => 'Thunderbird' }

function sampleAccount() {
  const [first] = base.accounts
  if (first === undefined) throw new Error('the samples have no account')
  return first
}

function accountIn(outbound25: Partial<Outbound25>, submission: Partial<Submission> | null = {}) {
  const report = sampleReport({
    outbound25,
    ...(submission === null ? { server: null } : { submission }),
  })
  const checked = { ...verdicts.open, report: { ...report, advice: [] } }
  return momentOf({ ...base, accounts: [{ ...account, checked }] }, more).accounts[0]
}

describe('what a check says to the policy', () => {
  test.each<[string, Partial<Outbound25>, Partial<Submission> | null, object]>([
    ['all open', {}, {}, { sends: true, port25: 'open', stripped587: false }],
    ['blocked', { verdict: 'blocked', mechanism: 'drop' }, {}, { sends: true, port25: 'closed' }],
    [
      'blocked, only suspected',
      { verdict: 'blocked', mechanism: 'drop', confidence: 'suspected' },
      {},
      { sends: true, port25: null },
    ],
    [
      'blocked, but not to this server',
      { verdict: 'blocked', exceptions: ['mail.example.jp'] },
      {},
      { port25: 'open' },
    ],
    ['a proxy', { verdict: 'intercepted', mechanism: 'proxy' }, {}, { port25: 'proxy' }],
    [
      'encryption removed on 25',
      { verdict: 'intercepted', mechanism: 'stripped' },
      {},
      { port25: 'stripped' },
    ],
    [
      'encryption removed on 587',
      {},
      { port: 465, ports: { '587': 'stripped', '465': 'ready' } },
      { stripped587: true, port: 465 },
    ],
    ['no way out', { verdict: 'blocked' }, { verdict: 'blocked', port: null }, { sends: false }],
    ['the server is down', {}, { verdict: 'unreachable', port: null }, { sends: null }],
    ['a certificate', {}, { verdict: 'untrusted-certificate' }, { sends: null }],
    ['a sign-in page', { verdict: 'captive-portal' }, { verdict: 'blocked' }, { sends: null, port25: null }],
    ['no server', { verdict: 'blocked' }, null, { sends: null, port25: null }],
  ])('%s', (_, outbound25, submission, expected) => {
    expect(accountIn(outbound25, submission)).toMatchObject(expected)
  })

  test('how sure it is', () => {
    const checking: Checking = { since: '2026-11-24T05:02:11.000Z', lanes: lanesAsked, suspected: null }
    expect(momentOf(base, more).certainty).toBe('confirmed')
    expect(momentOf({ ...base, remembered: true }, more).certainty).toBe('remembered')
    expect(momentOf({ ...base, checking, remembered: true }, more).certainty).toBe('suspected')
  })

  test('offline, nothing is known', () => {
    const offline = { id: null, gateway: null, interface: null, kind: null }
    const { networkId, accounts } = momentOf(
      { ...base, network: offline, accounts: [{ ...account, checked: null }] },
      more,
    )
    expect(networkId).toBeNull()
    expect(accounts[0]).toMatchObject({ sends: null, clientOn25: 'Thunderbird', address: account.address })
  })

  test('what the person does not want to hear of', () => {
    const { preferences } = base
    expect(momentOf(base, more)).toMatchObject({ quiet: false, accounts: [{ paused: false }] })
    const quiet = { ...base, preferences: { ...preferences, quiet: true } }
    expect(momentOf({ ...quiet, accounts: [{ ...account, paused: true }] }, more)).toMatchObject({
      quiet: true,
      accounts: [{ paused: true }],
    })
  })
})
