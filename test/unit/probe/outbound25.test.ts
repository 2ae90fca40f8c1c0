import { describe, expect, test } from 'vitest'
import type { Family, Outbound25Verdict, Mechanism } from '../../../electron/contract/check.ts'
import { type Behaviour, simulate, simulatedTargets, type Simulation } from '../../fakes/simulated-paths.ts'

const rttMs = 20
const answers: Behaviour = { kind: 'connects', afterMs: rttMs, greetMs: 5 }
const silent: Behaviour = { kind: 'silent' }
const refused: Behaviour = { kind: 'refused', afterMs: rttMs }
const rejected: Behaviour = { kind: 'unreachable', afterMs: rttMs }
const mute: Behaviour = { kind: 'connects', afterMs: rttMs, greetMs: null }

const alpha = 'mx.alpha.example'
const bravo = 'mx.bravo.example'
const charlie = 'mx.charlie.example'

type Scene = {
  references?: readonly string[]
  families?: readonly Family[]
  /** By host, by role, or by "family:4" for references of one family. */
  behaviours: Partial<Record<string, Behaviour>>
} & Pick<Simulation, 'portal' | 'routes' | 'lost'>

function play({ references = [alpha, bravo, charlie], families = [4], behaviours, ...rest }: Scene) {
  const targets = simulatedTargets([
    ...references.map((host) => ({ role: 'reference' as const, host, ports: [25], families })),
    { role: 'control', host: 'submission.delta.example', ports: [587, 465, 443], families },
  ])
  return simulate({
    targets,
    ...rest,
    behaviour: ({ role, host, family }) => {
      if (role === 'negative-control') return behaviours['negative'] ?? silent
      if (role === 'control') return behaviours[`control:${family}`] ?? behaviours['control'] ?? answers
      return behaviours[host] ?? behaviours[`reference:${family}`] ?? behaviours['reference'] ?? answers
    },
  })
}

const named = (name: string): Behaviour => ({
  ...answers,
  kind: 'connects',
  afterMs: rttMs,
  greetMs: 5,
  name,
})

const table: {
  name: string
  scene: Scene
  verdict: Outbound25Verdict
  mechanism: Mechanism | null
  confidence?: 'suspected' | 'confirmed'
  exceptions?: string[]
  withinMs?: number
}[] = [
  {
    name: 'all greet',
    scene: { behaviours: {} },
    verdict: 'open',
    mechanism: null,
    withinMs: 500 + 2 * rttMs,
  },
  {
    name: 'one reference is enough for open, and it is confirmed',
    scene: { references: [alpha], behaviours: {} },
    verdict: 'open',
    mechanism: null,
    confidence: 'confirmed',
  },
  {
    name: 'dropped',
    scene: { behaviours: { reference: silent } },
    verdict: 'blocked',
    mechanism: 'drop',
    withinMs: 4_500,
  },
  {
    name: 'dropped, seen by two references only',
    scene: { references: [alpha, bravo], behaviours: { reference: silent } },
    verdict: 'blocked',
    mechanism: 'drop',
    confidence: 'suspected',
  },
  {
    name: 'dropped, and one reference at hand',
    scene: { references: [alpha], behaviours: { reference: silent } },
    verdict: 'blocked',
    mechanism: 'drop',
    confidence: 'suspected',
  },
  {
    name: 'reset',
    scene: { behaviours: { reference: refused } },
    verdict: 'blocked',
    mechanism: 'reset',
    withinMs: 500 + 2 * rttMs,
  },
  {
    name: 'a single closed port is no block',
    scene: { references: [alpha], behaviours: { reference: refused } },
    verdict: 'inconclusive',
    mechanism: null,
    confidence: 'suspected',
  },
  {
    name: 'hosts of one operator count once',
    scene: { references: ['mx1.alpha.example', 'mx2.alpha.example'], behaviours: { reference: refused } },
    verdict: 'inconclusive',
    mechanism: null,
    confidence: 'suspected',
  },
  {
    name: 'rejected by ICMP',
    scene: { behaviours: { reference: rejected } },
    verdict: 'blocked',
    mechanism: 'reject',
    withinMs: 500 + 2 * rttMs,
  },
  {
    name: 'a dead reference among living ones is no block',
    scene: { behaviours: { [alpha]: silent } },
    verdict: 'open',
    mechanism: null,
  },
  {
    name: 'all but the relay of the provider',
    scene: {
      references: ['relay.isp.example', alpha, bravo, charlie],
      behaviours: { [alpha]: silent, [bravo]: silent, [charlie]: silent },
    },
    verdict: 'blocked',
    mechanism: 'drop',
    exceptions: ['relay.isp.example'],
  },
  {
    name: 'all but the relay, refused',
    scene: {
      references: [alpha, bravo, charlie, 'relay.isp.example'],
      behaviours: { [alpha]: refused, [bravo]: refused, [charlie]: refused },
    },
    verdict: 'blocked',
    mechanism: 'reset',
    exceptions: ['relay.isp.example'],
  },
  {
    name: 'tarpit',
    scene: { behaviours: { reference: mute, negative: mute } },
    verdict: 'tarpit',
    mechanism: null,
  },
  {
    name: 'a late greeter beside mute ones is open',
    scene: {
      behaviours: { reference: mute, [charlie]: { kind: 'connects', afterMs: rttMs, greetMs: 6_000 } },
    },
    verdict: 'open',
    mechanism: null,
  },
  {
    name: 'a proxy answers for an address that does not exist',
    scene: {
      behaviours: { negative: { kind: 'connects', afterMs: 2, greetMs: 2, name: 'proxy.isp.example' } },
    },
    verdict: 'intercepted',
    mechanism: 'proxy',
  },
  {
    name: 'unrelated operators greet with one name',
    scene: { behaviours: { [alpha]: named('proxy.isp.example'), [bravo]: named('proxy.isp.example') } },
    verdict: 'intercepted',
    mechanism: 'proxy',
  },
  {
    name: 'STARTTLS is overwritten on the way',
    scene: { behaviours: { reference: { kind: 'connects', afterMs: rttMs, greetMs: 5, blanked: true } } },
    verdict: 'intercepted',
    mechanism: 'stripped',
  },
  {
    name: 'one reference overwrites STARTTLS itself',
    scene: { behaviours: { [alpha]: { kind: 'connects', afterMs: rttMs, greetMs: 5, blanked: true } } },
    verdict: 'open',
    mechanism: null,
  },
  {
    name: 'a reference given by hand without STARTTLS is no stripping',
    scene: { behaviours: { reference: { kind: 'connects', afterMs: rttMs, greetMs: 5, startTls: false } } },
    verdict: 'open',
    mechanism: null,
  },
  {
    name: 'only IPv4 is dropped',
    scene: { families: [4, 6], behaviours: { 'reference:4': silent } },
    verdict: 'partial',
    mechanism: null,
    withinMs: 4_500,
  },
  {
    name: 'both families are blocked, each in its way',
    scene: { families: [4, 6], behaviours: { 'reference:4': silent, 'reference:6': refused } },
    verdict: 'blocked',
    mechanism: 'drop',
  },
  {
    name: 'nothing answers',
    scene: { behaviours: { reference: silent, control: silent } },
    verdict: 'offline',
    mechanism: null,
    withinMs: 3_000,
  },
  {
    name: 'everything is refused',
    scene: { behaviours: { reference: refused, control: refused } },
    verdict: 'offline',
    mechanism: null,
    withinMs: 3_000,
  },
  {
    name: 'no route',
    scene: { routes: { ipv4: false, ipv6: false }, behaviours: {} },
    verdict: 'offline',
    mechanism: null,
    withinMs: 10,
  },
  {
    name: 'a sign-in page',
    scene: { portal: 'other-answer', behaviours: { reference: silent, control: silent } },
    verdict: 'captive-portal',
    mechanism: null,
    withinMs: 3_000,
  },
  {
    name: 'silence with a control that fails as well proves nothing',
    scene: {
      behaviours: {
        reference: mute,
        [alpha]: { kind: 'connects', afterMs: rttMs, greetMs: null, closes: true },
      },
    },
    verdict: 'inconclusive',
    mechanism: null,
    confidence: 'suspected',
  },
]

describe('the verdict about outbound port 25', () => {
  test.each(table)(
    '$name: $verdict $mechanism',
    ({ scene, verdict, mechanism, confidence, exceptions, withinMs }) => {
      const { step, endMs } = play(scene)
      expect(step.outbound25).toMatchObject({ verdict, mechanism, exceptions: exceptions ?? [] })
      expect(step.outbound25.confidence).toBe(confidence ?? 'confirmed')
      if (withinMs !== undefined) expect(endMs).toBeLessThanOrEqual(withinMs)
    },
  )

  test('each family tells its own verdict', () => {
    const { step } = play({ families: [4, 6], behaviours: { 'reference:4': silent } })
    expect(step.outbound25.families).toEqual({
      ipv4: { verdict: 'blocked', mechanism: 'drop' },
      ipv6: { verdict: 'open', mechanism: null },
    })
  })

  test('an outage of 2 s at any moment never looks like a block', () => {
    for (let from = 0; from <= 6_000; from += 25) {
      const { step } = play({ behaviours: {}, lost: (at) => at >= from && at <= from + 2_000 })
      expect(step.outbound25.verdict, `outage from ${from} ms`).not.toBe('blocked')
    }
  })

  test('on a slow path a drop takes longer, and is still recognised', () => {
    for (const slowMs of [400, 600, 1_000, 1_500]) {
      const slow: Behaviour = { kind: 'connects', afterMs: slowMs, greetMs: 5 }
      const { step } = play({ behaviours: { reference: silent, control: slow } })
      expect(step.outbound25, `round trip ${slowMs} ms`).toMatchObject({
        verdict: 'blocked',
        mechanism: 'drop',
      })
    }
  })

  test('two references on both families: blocked, suspected', () => {
    const { step } = play({ references: [alpha, bravo], families: [4, 6], behaviours: { reference: silent } })
    expect(step.outbound25).toMatchObject({ verdict: 'blocked', mechanism: 'drop', confidence: 'suspected' })
  })

  test('a sign-in page that accepts connections on 443 is no block', () => {
    const { step } = simulate({
      targets: simulatedTargets([
        ...[alpha, bravo, charlie].map((host) => ({ role: 'reference' as const, host, ports: [25] })),
        { role: 'control', host: 'submission.delta.example', ports: [587, 465, 443] },
      ]),
      portal: 'other-answer',
      behaviour: ({ port }) => (port === 443 ? { kind: 'connects', afterMs: 2, greetMs: null } : silent),
    })
    expect(step.outbound25.verdict).toBe('captive-portal')
  })

  test('one near reference behind a firewall of its own does not speak for the others', () => {
    const { step } = play({
      behaviours: {
        [alpha]: { kind: 'connects', afterMs: 5, greetMs: 2, blanked: true },
        reference: { kind: 'connects', afterMs: 120, greetMs: 5 },
      },
    })
    expect(step.outbound25).toMatchObject({ verdict: 'open' })
  })

  test('a refusal is believed after a second look only', () => {
    const { attempts, step } = play({ behaviours: { reference: refused } })
    expect(step.outbound25.verdict).toBe('blocked')
    const starts = attempts
      .filter(({ target }) => target.role === 'reference')
      .map(({ startedMs }) => startedMs)
    expect(Math.max(...starts) - Math.min(...starts)).toBeGreaterThanOrEqual(200)
  })
})
