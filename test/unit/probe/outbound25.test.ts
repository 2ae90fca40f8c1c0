import { describe, expect, test } from 'vitest'
import { type Behaviour, simulate, simulatedTargets } from '../../fakes/simulated-paths.ts'
import { alpha, bravo, charlie, play, refused, silent, table } from './outbound25-scenes.ts'

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
