import { describe, expect, test } from 'vitest'
import type { Lane, Lanes } from '../../../electron/contract/lanes.ts'
import type { Outbound25, Submission } from '../../../electron/contract/check.ts'
import { factsOf, type LaneFacts, lanesOf } from '../../../electron/state/lanes.ts'
import { sampleObservation, sampleReport } from '../advice/sample-report.ts'

const answered = [
  sampleObservation({ port: 25, outcome: 'greeted', ms: 38.4 }),
  sampleObservation({ port: 465, outcome: 'greeted', ms: 41.2 }),
  sampleObservation({ port: 587, outcome: 'greeted', ms: 39.6 }),
]

function lanes(
  outbound25: Partial<Outbound25>,
  submission: Partial<Submission> | null = {},
  evidence = answered,
): Lanes {
  const changes = submission === null ? { server: null } : { submission: { evidence, ...submission } }
  return lanesOf(factsOf(sampleReport({ outbound25: { evidence, ...outbound25 }, ...changes })))
}

function states(all: Lanes): Lane['state'][] {
  return all.map(({ state }) => state)
}

describe('port 25', () => {
  test.each<[string, Partial<Outbound25>, Lane['state']]>([
    ['open', {}, 'open'],
    ['dropped', { verdict: 'blocked', mechanism: 'drop' }, 'no-answer'],
    ['reset', { verdict: 'blocked', mechanism: 'reset' }, 'refused'],
    ['rejected', { verdict: 'blocked', mechanism: 'reject' }, 'rejected'],
    ['a proxy', { verdict: 'intercepted', mechanism: 'proxy' }, 'intercepted'],
    ['STARTTLS stripped', { verdict: 'intercepted', mechanism: 'stripped' }, 'stripped'],
    ['a tarpit', { verdict: 'tarpit' }, 'no-answer'],
    ['a sign-in page', { verdict: 'captive-portal' }, 'held'],
    ['offline', { verdict: 'offline' }, 'held'],
    ['too unsteady', { verdict: 'inconclusive' }, 'unknown'],
    [
      'blocked but for the person’s own server',
      { verdict: 'blocked', mechanism: 'drop', exceptions: ['mail.example.jp'] },
      'open',
    ],
  ])('%s', (_, outbound25, state) => {
    expect(lanes(outbound25)[0].state).toBe(state)
  })

  test('one family only: open, and says which', () => {
    const families = {
      ipv4: { verdict: 'blocked', mechanism: 'drop' },
      ipv6: { verdict: 'open', mechanism: null },
    } as const
    expect(lanes({ verdict: 'partial', families })[0]).toMatchObject({ state: 'open', onlyFamily: 6 })
  })

  test('the network lets it pass and the server does not answer there', () => {
    const evidence = [sampleObservation({ port: 25, outcome: 'refused' })]
    expect(lanes({}, {}, evidence)[0].state).toBe('not-offered')
  })
})

describe('the submission ports', () => {
  test.each<[Submission['ports']['587'], Lane['state']]>([
    ['ready', 'open'],
    ['not-offered', 'not-offered'],
    ['no-starttls', 'no-encryption'],
    ['stripped', 'stripped'],
    ['no-auth', 'no-sign-in'],
    ['untrusted-certificate', 'untrusted'],
    ['inconclusive', 'unknown'],
  ])('%s is %s', (verdict, state) => {
    expect(lanes({}, { ports: { '587': verdict, '465': 'ready' } })[2].state).toBe(state)
  })

  test.each([
    ['timed-out', 'no-answer'],
    ['refused', 'refused'],
    ['unreachable', 'rejected'],
  ] as const)('blocked by %s is %s', (outcome, state) => {
    const evidence = [sampleObservation({ outcome })]
    expect(lanes({}, { ports: { '587': 'blocked', '465': 'ready' } }, evidence)[2].state).toBe(state)
  })

  test('the mail’s way is the port of the verdict, with its time', () => {
    const [, tls, startTls] = lanes({ verdict: 'blocked', mechanism: 'drop' })
    expect(startTls).toEqual({ port: 587, state: 'open', ms: 40, onlyFamily: null, used: true })
    expect(tls).toEqual({ port: 465, state: 'open', ms: 41, onlyFamily: null, used: false })
  })

  test('a port that answers over one family alone says so', () => {
    const evidence = [
      sampleObservation({ outcome: 'greeted', family: 4 }),
      sampleObservation({ outcome: 'timed-out', family: 6, address: '2001:db8::25' }),
    ]
    expect(lanes({}, {}, evidence)[2].onlyFamily).toBe(4)
  })

  test('nothing passes a sign-in page', () => {
    expect(states(lanes({ verdict: 'captive-portal' }))).toEqual(['held', 'held', 'held'])
  })

  test('without a server the controls tell', () => {
    const controls = [sampleObservation({ role: 'control', port: 587, outcome: 'greeted', ms: 20 })]
    expect(states(lanes({ evidence: controls }, null))).toEqual(['open', 'unknown', 'open'])
  })
})

describe('while the check runs', () => {
  const running = (outbound25: Partial<Outbound25>, submission: Partial<Submission>, settled: boolean) => {
    const report = sampleReport({ outbound25, submission })
    const server = report.server === null ? null : { ...report.server, settled }
    return states(lanesOf({ ...factsOf(report), server, running: true, seen: [] } satisfies LaneFacts))
  }

  test('what is not known is being asked', () => {
    const ports = { '587': 'inconclusive', '465': 'inconclusive' } as const
    expect(running({ verdict: 'inconclusive' }, { port: null, ports }, false)).toEqual([
      'asking',
      'asking',
      'asking',
    ])
  })

  test('a lane opens as soon as it is known to be open; bad news waits for the proof', () => {
    const ports = { '587': 'ready', '465': 'blocked' } as const
    expect(running({ verdict: 'blocked', mechanism: 'drop' }, { ports }, false)).toEqual([
      'no-answer',
      'asking',
      'open',
    ])
  })
})
