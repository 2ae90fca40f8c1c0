import type { Family } from '../../electron/contract/check.ts'
import { noExtensions } from '../../electron/smtp/extensions.ts'
import type { Attempt, Target } from '../../electron/probe/model.ts'
import { nextStep, type Step } from '../../electron/probe/schedule.ts'
import type { ScheduleState } from '../../electron/probe/schedule-state.ts'
import type { SubmissionStage } from '../../electron/smtp/submission-dialogue.ts'
import { operatorOf } from '../../electron/probe/operator.ts'

/** What the far end and the path do to an attempt. Times in milliseconds after the SYN that gets through. */
export type Behaviour =
  | { kind: 'silent' }
  | { kind: 'refused' | 'unreachable'; afterMs: number }
  /** Connects; then greets after `greetMs`, never where that is null. */
  | {
      kind: 'connects'
      afterMs: number
      greetMs: number | null
      name?: string
      blanked?: boolean
      startTls?: boolean
      closes?: boolean
      /** How far the conversation on a submission port gets. */
      stage?: SubmissionStage
    }

export type Loss = (atMs: number, way: 'out' | 'in', target: Target) => boolean

export type Simulation = {
  targets: Target[]
  behaviour: (target: Target) => Behaviour
  /** Whether a packet at this moment is lost; asked for the SYN on its way out and for its answer on the way in. */
  lost?: Loss
  /** When the kernel repeats a SYN, after the first: Linux since 6.5, or none at all. */
  synRepeatsMs?: readonly number[]
  routes?: ScheduleState['routes']
  server?: ScheduleState['servers'][number]
  portal?: ScheduleState['portal']
  deadlineMs?: number
}

export const linuxSynRepeatsMs = [1_000, 2_000, 3_000, 4_000, 5_000, 7_000, 11_000] as const

export type SimulationResult = {
  step: Step
  endMs: number
  attempts: readonly Attempt[]
  suspectedMs: number | null
}

/** Targets at addresses of the documentation ranges, one operator a host unless its names say otherwise. */
export function simulatedTargets(
  hosts: readonly {
    role: Target['role']
    host: string
    ports: readonly number[]
    families?: readonly Family[]
  }[],
): Target[] {
  return hosts.flatMap(({ role, host, ports, families = [4] }, index) =>
    families.flatMap((family) =>
      ports.map((port) => ({
        role,
        host,
        address: family === 4 ? `198.51.100.${index + 10}` : `2001:db8:1::${index + 10}`,
        family,
        port,
        operator: operatorOf(host),
        startTlsKnown: false,
        server: role === 'server' ? 0 : null,
      })),
    ),
  )
}

/** Runs the real schedule and the real deciders in virtual time. */
export function simulate(simulation: Simulation): SimulationResult {
  const {
    targets,
    behaviour,
    lost = () => false,
    synRepeatsMs = linuxSynRepeatsMs,
    deadlineMs = 12_000,
  } = simulation
  const attempts: Attempt[] = []
  const events: { atMs: number; apply: () => void }[] = []
  const references = new Map<string, ScheduleState['references'][number]>()
  for (const { role, host, operator, family } of targets) {
    if (role !== 'reference') continue
    const families = [...(references.get(host)?.families ?? []), family]
    references.set(host, { host, operator, families })
  }
  let nowMs = 0
  for (;;) {
    const final = nowMs >= deadlineMs
    const step = nextStep({
      attempts,
      targets,
      nowMs,
      routes: simulation.routes ?? { ipv4: true, ipv6: targets.some(({ family }) => family === 6) },
      references: [...references.values()],
      resolving: 0,
      portal: nowMs >= 800 ? (simulation.portal ?? 'no-answer') : null,
      final,
      servers: simulation.server === undefined ? [] : [simulation.server],
    })
    if (step.done || final) return { step, endMs: nowMs, attempts, suspectedMs: null }
    for (const { target, round } of step.launch) {
      const number =
        1 + attempts.filter((a) => a.target.host === target.host && a.target.port === target.port).length
      const attempt: Attempt = {
        target,
        number,
        round,
        startedMs: nowMs,
        connectedMs: null,
        greeting: null,
        greeted: null,
        submission: null,
        end: null,
      }
      attempts.push(attempt)
      events.push(...eventsOf(attempt, behaviour(target), nowMs, lost, synRepeatsMs))
    }
    events.sort((a, b) => a.atMs - b.atMs)
    const next = events[0]
    nowMs = Math.min(step.wakeMs, next?.atMs ?? Infinity, deadlineMs)
    while (events[0] !== undefined && events[0].atMs <= nowMs) events.shift()?.apply()
  }
}

function eventsOf(
  attempt: Attempt,
  behaviour: Behaviour,
  startedMs: number,
  lost: Loss,
  synRepeatsMs: readonly number[],
): { atMs: number; apply: () => void }[] {
  if (behaviour.kind === 'silent') return []
  const sent = [0, ...synRepeatsMs]
    .map((after) => startedMs + after)
    .find(
      (atMs) => !lost(atMs, 'out', attempt.target) && !lost(atMs + behaviour.afterMs, 'in', attempt.target),
    )
  if (sent === undefined) return []
  const answeredMs = sent + behaviour.afterMs
  const end = (outcome: NonNullable<Attempt['end']>['outcome'], code: string | null, atMs: number) => {
    attempt.end ??= { atMs, outcome, code }
  }
  switch (behaviour.kind) {
    case 'refused':
      return [{ atMs: answeredMs, apply: () => end('refused', 'ECONNREFUSED', answeredMs) }]
    case 'unreachable':
      return [{ atMs: answeredMs, apply: () => end('unreachable', 'EHOSTUNREACH', answeredMs) }]
    case 'connects':
      return connectedEvents(attempt, behaviour, answeredMs, end)
  }
}

function connectedEvents(
  attempt: Attempt,
  behaviour: Extract<Behaviour, { kind: 'connects' }>,
  connectedMs: number,
  end: (outcome: NonNullable<Attempt['end']>['outcome'], code: string | null, atMs: number) => void,
): { atMs: number; apply: () => void }[] {
  const connect = { atMs: connectedMs, apply: () => void (attempt.connectedMs = connectedMs) }
  const { target } = attempt
  if (target.role === 'control' && target.port !== 587) {
    return [connect, { atMs: connectedMs, apply: () => end('connected', null, connectedMs) }]
  }
  if (behaviour.closes === true) {
    const closedMs = connectedMs + behaviour.afterMs
    return [connect, { atMs: closedMs, apply: () => end('closed', null, closedMs) }]
  }
  if (behaviour.greetMs === null) {
    const silentMs = connectedMs + 8_000
    return [connect, { atMs: silentMs, apply: () => end('silent', null, silentMs) }]
  }
  const greetedMs = connectedMs + behaviour.greetMs
  const spokenMs = greetedMs + behaviour.afterMs
  const greeting = {
    kind: 'reply' as const,
    reply: { code: 220, lines: [`${behaviour.name ?? target.host} ESMTP`] },
  }
  const offered = {
    ...noExtensions,
    startTls: behaviour.startTls ?? behaviour.blanked !== true,
    blanked: behaviour.blanked === true,
  }
  return [
    connect,
    { atMs: greetedMs, apply: () => void (attempt.greeting = greeting) },
    {
      atMs: spokenMs,
      apply: () => {
        if (target.role === 'server' && target.port !== 25) {
          const { stage = { kind: 'no-starttls', offered } } = behaviour
          const greeted = stage.kind === 'no-greeting' ? null : greeting.reply
          attempt.submission = { greeting: greeted, stage, authBeforeTls: false, pipelinedBytes: 0 }
        } else attempt.greeted = { greeting, offered }
        end('greeted', '220', spokenMs)
      },
    },
  ]
}
