import type { Family, Mechanism, Outbound25Verdict } from '../../../electron/contract/check.ts'
import { type Behaviour, simulate, simulatedTargets, type Simulation } from '../../fakes/simulated-paths.ts'

/** Networks as they are met, and the verdict about each. */

const rttMs = 20
const answers: Behaviour = { kind: 'connects', afterMs: rttMs, greetMs: 5 }
export const silent: Behaviour = { kind: 'silent' }
export const refused: Behaviour = { kind: 'refused', afterMs: rttMs }
const rejected: Behaviour = { kind: 'unreachable', afterMs: rttMs }
const mute: Behaviour = { kind: 'connects', afterMs: rttMs, greetMs: null }

export const alpha = 'mx.alpha.example'
export const bravo = 'mx.bravo.example'
export const charlie = 'mx.charlie.example'

export type Scene = {
  references?: readonly string[]
  families?: readonly Family[]
  /** By host, by role, or by "family:4" for references of one family. */
  behaviours: Partial<Record<string, Behaviour>>
} & Pick<Simulation, 'portal' | 'routes' | 'lost'>

export function play({ references = [alpha, bravo, charlie], families = [4], behaviours, ...rest }: Scene) {
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

export const table: {
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
