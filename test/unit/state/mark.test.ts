import { describe, expect, test } from 'vitest'
import type { Outbound25, Submission } from '../../../electron/contract/check.ts'
import type { Mark, WayOut } from '../../../electron/contract/checked.ts'
import { markOf, wayOutOf, worst } from '../../../electron/state/mark.ts'
import { sampleReport } from '../advice/sample-report.ts'

const drop = { verdict: 'blocked', mechanism: 'drop' } as const
const none: Partial<Submission> = { port: null }

describe('the mark and the way out', () => {
  test.each<[string, Partial<Outbound25>, Partial<Submission> | null, Mark, WayOut | null]>([
    ['all open', {}, {}, 'ok', null],
    ['25 blocked, 587 ready', drop, {}, 'via587', null],
    ['25 unclear, 587 ready', { verdict: 'inconclusive' }, {}, 'via587', null],
    ['a proxy on 25', { verdict: 'intercepted', mechanism: 'proxy' }, {}, 'attention', null],
    [
      '587 stripped, 465 ready',
      {},
      { port: 465, ports: { '587': 'stripped', '465': 'ready' } },
      'attention',
      null,
    ],
    ['nothing gets out', drop, { ...none, verdict: 'blocked' }, 'blocked', 'check-again'],
    ['encryption removed', {}, { ...none, verdict: 'stripped' }, 'blocked', 'check-again'],
    ['the server has no submission', {}, { ...none, verdict: 'not-offered' }, 'blocked', 'edit-servers'],
    ['no STARTTLS', {}, { ...none, verdict: 'no-starttls' }, 'blocked', 'edit-servers'],
    ['no AUTH', {}, { ...none, verdict: 'no-auth' }, 'blocked', 'edit-servers'],
    ['the server is down', {}, { ...none, verdict: 'unreachable' }, 'blocked', 'check-again'],
    ['a certificate to decide on', {}, { verdict: 'untrusted-certificate' }, 'attention', 'sign-in'],
    ['unsteady', {}, { ...none, verdict: 'inconclusive' }, 'attention', 'check-again'],
    ['offline', { verdict: 'offline' }, {}, 'offline', null],
    ['a sign-in page', { verdict: 'captive-portal' }, {}, 'attention', 'open-sign-in-page'],
    ['no account, open', {}, null, 'ok', 'add-account'],
    ['no account, 25 blocked', drop, null, 'attention', 'add-account'],
    ['no account, unclear', { verdict: 'inconclusive' }, null, 'attention', 'check-again'],
  ])('%s', (_, outbound25, submission, mark, wayOut) => {
    const report = sampleReport({
      outbound25,
      ...(submission === null ? { server: null } : { submission }),
    })
    expect([markOf(report), wayOutOf(report)]).toEqual([mark, wayOut])
  })
})

test('a name that leads nowhere is to be set right', () => {
  const { outbound25, server } = sampleReport({ submission: { ...none, verdict: 'unreachable' } })
  const nowhere = server && { ...server, port25: null, submission: { ...server.submission, evidence: [] } }
  expect(wayOutOf({ outbound25, server: nowhere })).toBe('edit-servers')
})

test('the worst of several speaks for all', () => {
  const all = (['ok', 'via587', 'attention', 'blocked', 'ok'] as const).map((mark) => ({ mark }))
  expect(worst(all)).toEqual({ mark: 'blocked' })
  expect(worst(all.slice(0, 2))).toEqual({ mark: 'via587' })
  expect(worst([])).toBeNull()
})
