import type { PinnedCertificate } from '../contract/account.ts'
import { families, type NetworkReport, type Observation } from '../contract/check.ts'
import type { Network } from '../net/connect.ts'
import { askPortal } from '../net/portal.ts'
import { trustFor } from '../net/trust.ts'
import { carryOut } from './attempt.ts'
import { type Attempt, isGreeted, reached, type Target, toObservation } from './model.ts'
import { nextStep, type Step } from './schedule.ts'
import type { ScheduleState } from './schedule-state.ts'
import { suspectedDrop } from './silence.ts'
import { resolveHost, targetsOf, type Wanted } from './targets.ts'

export type ProbePlan = {
  references: readonly Wanted[]
  controls: readonly Wanted[]
  /** In the order of the numbers that their `wanted` carries. */
  servers: readonly { wanted: Wanted; pinned: PinnedCertificate | null; startTlsSeen: boolean }[]
  portalUrl: string
  routes: NetworkReport['families']
  /** For the whole check: names, TCP, TLS and dialogue together. Milliseconds. */
  deadlineMs: number
}

export type ProbeRun = {
  outbound25: Step['outbound25']
  submissions: Step['submissions']
  /** All that was seen; `server` as in the plan. */
  evidence: { server: number | null; observation: Observation }[]
  timing: { suspectedMs: number | null; confirmedMs: number | null }
}

/** How far a check has come: `evidence` tells what is still open as it stands. */
export type ProbeProgress = Pick<ProbeRun, 'evidence'> & {
  step: Step
  elapsedMs: number
  /** It looks as if port 25 were blocked. */
  suspected: boolean
}

/** When the portal is asked: no control has answered for this long. */
const portalAfterMs = 700

/**
 * Runs one check over the network: starts what the schedule says, until the evidence suffices or the deadline comes.
 * Null when `signal` ended it. Nothing is left open in either case.
 */
export async function runProbe(
  plan: ProbePlan,
  network: Network,
  signal: AbortSignal,
  onProgress: (progress: ProbeProgress) => void,
): Promise<ProbeRun | null> {
  const over = new AbortController()
  const running = AbortSignal.any([signal, over.signal])
  const interrupted = () => signal.aborted
  const closing: Promise<unknown>[] = []
  const begun = network.clock.now()
  let firstSyn: number | null = null
  const nowMs = () => (firstSyn === null ? 0 : network.clock.now() - firstSyn)
  let wake: () => void = () => undefined
  const onChange = () => wake()
  let bug: unknown
  // A bug ends the check at once, and is thrown where it can be seen.
  const watched = (work: Promise<unknown>) =>
    work.catch((error: unknown) => {
      bug ??= error
      over.abort()
    })

  const state: { -readonly [Key in keyof ScheduleState]: ScheduleState[Key] } & {
    attempts: Attempt[]
    targets: Target[]
  } = {
    attempts: [],
    targets: [],
    nowMs: 0,
    routes: plan.routes,
    references: [],
    resolving: plan.references.length,
    portal: null,
    final: false,
    servers: plan.servers.map(({ startTlsSeen }) => ({ startTlsSeen, resolved: null })),
  }

  const resolve = async (wanted: Wanted) => {
    const host = await resolveHost(wanted, network.resolver, running)
    const targets = targetsOf(host)
    state.targets.push(...targets)
    if (wanted.role === 'reference') {
      state.resolving -= 1
      if (targets[0] !== undefined) {
        const operator = state.targets.find(
          (t) => t.role === 'reference' && t.address === targets[0]?.address,
        )?.operator
        const its = families.filter((family) => targets.some((target) => target.family === family))
        state.references = [
          ...state.references,
          { host: wanted.host, operator: operator ?? targets[0].operator, families: its },
        ]
      }
    }
    state.servers = state.servers.map((server, index) =>
      index === wanted.server ? { ...server, resolved: targets.length > 0 } : server,
    )
    onChange()
  }
  // Reading the trusted roots blocks for a tenth of a second: before the first SYN it disturbs no measurement.
  for (const { wanted, pinned } of plan.servers) trustFor(wanted.host, pinned)
  const wanted = [...plan.references, ...plan.controls, ...plan.servers.map(({ wanted: server }) => server)]
  const resolved = Promise.all(wanted.map(resolve)).then(() => true)
  let allResolved = false
  void resolved.then(() => {
    allResolved = true
    onChange()
  })

  const launch = ({ target, round }: Step['launch'][number]) => {
    firstSyn ??= network.clock.now()
    const number =
      1 + state.attempts.filter((a) => a.target.host === target.host && a.target.port === target.port).length
    const attempt: Attempt = {
      target,
      number,
      round,
      startedMs: nowMs(),
      connectedMs: null,
      greeting: null,
      greeted: null,
      submission: null,
      end: null,
    }
    state.attempts.push(attempt)
    const pinned = target.server === null ? null : (plan.servers[target.server]?.pinned ?? null)
    closing.push(
      watched(
        carryOut(attempt, {
          network,
          signal: running,
          nowMs,
          pinned,
          onChange,
          later: (goodbye) => closing.push(goodbye),
        }),
      ),
    )
  }

  let portalAsked = false
  const askPortalIfNeeded = () => {
    // A greeting proves the path; a bare connection may be a sign-in page that answers for every address.
    if (portalAsked || state.attempts.some((a) => a.target.role === 'control' && isGreeted(a))) return
    const noneGreets =
      allResolved && !state.targets.some(({ role, port }) => role === 'control' && port === 587)
    const allEnded = allResolved && state.attempts.every(({ end }) => end !== null)
    const due =
      allEnded ||
      (noneGreets && firstSyn !== null) ||
      nowMs() >= portalAfterMs ||
      (firstSyn === null && network.clock.now() - begun >= portalAfterMs)
    if (!due || !(plan.routes.ipv4 || plan.routes.ipv6)) return
    portalAsked = true
    const asked = askPortal(plan.portalUrl, network, running).then((answer) => {
      state.portal = answer
      onChange()
    })
    closing.push(watched(asked))
  }

  const timing: ProbeRun['timing'] = { suspectedMs: null, confirmedMs: null }
  let step: Step
  for (;;) {
    state.nowMs = nowMs()
    state.final = network.clock.now() - begun >= plan.deadlineMs || running.aborted
    step = nextStep(state)
    noteTiming(timing, step, state)
    onProgress({
      step,
      elapsedMs: network.clock.now() - begun,
      suspected: timing.suspectedMs !== null,
      evidence: seenSoFar(state.attempts, state.nowMs),
    })
    if (state.final || step.done) break
    step.launch.forEach(launch)
    askPortalIfNeeded()
    const pause = Math.min(step.wakeMs - nowMs(), plan.deadlineMs - (network.clock.now() - begun))
    const woken = new AbortController()
    wake = () => woken.abort()
    await network.clock.wait(Math.max(1, pause), AbortSignal.any([running, woken.signal]))
    // What arrived in the same moment is looked at together.
    await new Promise(setImmediate)
  }
  const endMs = nowMs()
  const evidence = seenSoFar(state.attempts, endMs)
  over.abort()
  // A conversation that ends only now still says goodbye.
  for (let known = -1; known < closing.length;) {
    known = closing.length
    await Promise.all(closing)
  }
  if (bug !== undefined) throw bug
  if (interrupted()) return null
  return {
    outbound25: step.outbound25,
    submissions: step.submissions,
    evidence,
    timing,
  }
}

function seenSoFar(attempts: readonly Attempt[], nowMs: number): ProbeRun['evidence'] {
  return attempts.map((attempt) => ({
    server: attempt.target.server,
    observation: toObservation(attempt, nowMs),
  }))
}

function noteTiming(timing: ProbeRun['timing'], { outbound25 }: Step, state: ScheduleState): void {
  const at = Math.round(state.nowMs * 10) / 10
  const looksBlocked = families.some((family) => {
    const ours = state.attempts.filter(({ target }) => target.family === family)
    const silent = ours.filter(
      ({ target, connectedMs }) => target.role === 'reference' && connectedMs === null,
    )
    const connected = ours.some((a) => a.target.role === 'reference' && reached(a))
    return !connected && silent.length > 1 && suspectedDrop(silent, ours, state.nowMs)
  })
  if (looksBlocked || (outbound25.settled && outbound25.verdict === 'blocked')) timing.suspectedMs ??= at
  if (outbound25.settled && outbound25.confidence === 'confirmed' && state.attempts.length > 0)
    timing.confirmedMs ??= at
}
