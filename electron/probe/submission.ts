import {
  families,
  type Submission,
  submissionPorts,
  type SubmissionPort,
  type SubmissionVerdict,
} from '../contract/check.ts'
import type { SubmissionStage } from '../smtp/submission-dialogue.ts'
import { type Attempt, isGreeted, reached, stateOf, type Target } from './model.ts'
import { provenDrop } from './silence.ts'

export type SubmissionEvidence = {
  attempts: readonly Attempt[]
  /** All that can be tried: a block needs every control of the port to fail. */
  targets: readonly Target[]
  nowMs: number
  /** This account has seen STARTTLS on 587 of this server before. */
  startTlsSeen: boolean
  /** The server's name has an address; null while the look-up runs. */
  resolved: boolean | null
  /** Nothing more will come: decide with what there is. */
  final: boolean
}

export type SubmissionDecision = Omit<Submission, 'evidence' | 'unauthenticated'> & {
  settled: boolean
  reachable: boolean
  /** What the server showed on the best port: told to people, and needed by one who wants to trust the certificate. */
  shown: { pem: string; protocol: string; cipher: string } | null
}

/** An interceptor stands nearer than any server; an address that does not exist answers within this or never. */
const negativeWaitMs = 600
const controlSilentMs = 3_000

type PortDecision = { verdict: SubmissionVerdict; settled: boolean }

/** Best first: what works, what the person can mend, what the network does, what the server's owner can mend. */
const ranking: readonly SubmissionVerdict[] = [
  'ready',
  'untrusted-certificate',
  'no-auth',
  'no-starttls',
  'stripped',
  'blocked',
  'inconclusive',
  'not-offered',
  'unreachable',
]

/** The verdict about a server's submission ports, from evidence alone. */
export function decideSubmission(evidence: SubmissionEvidence): SubmissionDecision {
  const decisions: Record<SubmissionPort, PortDecision> = {
    587: decidePort(587, evidence),
    465: decidePort(465, evidence),
  }
  const [best] = [...submissionPorts].sort(
    (a, b) => ranking.indexOf(decisions[a].verdict) - ranking.indexOf(decisions[b].verdict),
  )
  const port = best ?? 587
  const verdict = decisions[port].verdict
  const stage = dialogueOn(port, evidence)?.stage ?? null
  const secured = stage?.kind === 'secured' ? stage : null
  const answered = stage !== null && stage.kind !== 'no-greeting'
  // 587 first: while it may still turn out to be ready, 465 alone does not settle the matter.
  const settled = decisions[587].settled && (decisions[587].verdict === 'ready' || decisions[465].settled)
  return {
    verdict,
    port: answered && verdict !== 'not-offered' ? port : null,
    security: secured === null ? null : port === 587 ? 'starttls' : 'tls',
    auth: secured?.offered?.auth ?? [],
    authBeforeTls: dialogueOn(587, evidence)?.authBeforeTls ?? false,
    ports: { '587': decisions[587].verdict, '465': decisions[465].verdict },
    certificate: secured?.certificate ?? null,
    shown: secured && { pem: secured.pem, protocol: secured.protocol, cipher: secured.cipher },
    settled: settled && decisions[465].settled,
    reachable: evidence.attempts.some(
      (a) => a.target.role === 'server' && (reached(a) || (a.target.port !== 25 && stateOf(a) === 'refused')),
    ),
  }
}

function dialogueOn(port: SubmissionPort, { attempts }: SubmissionEvidence) {
  const spoken = attempts
    .filter(({ target }) => target.role === 'server' && target.port === port)
    .flatMap(({ submission }) => (submission === null ? [] : [submission]))
  return spoken.find(({ stage }) => stage.kind !== 'no-greeting') ?? spoken[0]
}

function decidePort(port: SubmissionPort, evidence: SubmissionEvidence): PortDecision {
  const dialogue = dialogueOn(port, evidence)
  if (dialogue != null && dialogue.stage.kind !== 'no-greeting') {
    return {
      verdict: verdictOfStage(port, dialogue.stage, evidence),
      settled: stageSettled(port, dialogue.stage, evidence),
    }
  }
  if (evidence.resolved === false) return withoutAddress(evidence)
  const mine = evidence.attempts.filter(({ target }) => target.role === 'server' && target.port === port)
  const open: PortDecision = { verdict: 'inconclusive', settled: evidence.final }
  if (mine.some((a) => stateOf(a) === 'connected')) return open
  // This computer did not let the connection out: nothing is known about the other side.
  if (mine.length > 0 && mine.every((a) => stateOf(a) === 'local-error')) return { ...open, settled: true }
  // Each family on its own: what a network does to IPv4 does not show in how a server refuses IPv6.
  const decisions = families.flatMap((family) => {
    const its = mine.filter(({ target }) => target.family === family)
    if (its.length === 0) return []
    const failure = failureOf(its, evidence)
    return [failure === null ? open : decideFailure(port, failure, its, evidence)]
  })
  const [best = open] = [...decisions].sort((a, b) => ranking.indexOf(a.verdict) - ranking.indexOf(b.verdict))
  return { verdict: best.verdict, settled: decisions.length > 0 && decisions.every(({ settled }) => settled) }
}

/** A name without an address, while the network works: there is nobody to talk to. */
function withoutAddress(evidence: SubmissionEvidence): PortDecision {
  const working = evidence.attempts.some((a) => a.target.role === 'control' && reached(a))
  if (working) return { verdict: 'unreachable', settled: true }
  const controls = evidence.attempts.filter(({ target }) => target.role === 'control')
  return { verdict: 'inconclusive', settled: evidence.final || controls.every(({ end }) => end !== null) }
}

function verdictOfStage(
  port: SubmissionPort,
  stage: Exclude<SubmissionStage, { kind: 'no-greeting' }>,
  evidence: SubmissionEvidence,
): SubmissionVerdict {
  switch (stage.kind) {
    case 'turned-away':
      // 4xx: busy, not now. 5xx: not for this client (RFC 5321, 4.2.1).
      return stage.reply.code < 500 ? 'inconclusive' : 'not-offered'
    case 'broken-off':
      return 'inconclusive'
    case 'no-starttls':
      return stage.offered.blanked || evidence.startTlsSeen || negativeControl(port, evidence).some(reached)
        ? 'stripped'
        : 'no-starttls'
    case 'tls-failed':
      return port === 587 ? 'no-starttls' : 'not-offered'
    case 'secured':
      if (!stage.certificate.trusted) return 'untrusted-certificate'
      return (stage.offered?.auth.length ?? 0) > 0 ? 'ready' : 'no-auth'
  }
}

/** Only a missing STARTTLS waits, for the negative control: does this network answer in the server's place? */
function stageSettled(port: SubmissionPort, stage: SubmissionStage, evidence: SubmissionEvidence): boolean {
  if (stage.kind !== 'no-starttls' || stage.offered.blanked || evidence.startTlsSeen || evidence.final)
    return true
  return negativeKnown(port, evidence)
}

type Failure = 'silent' | 'refused' | 'rejected'

/** How a port failed, once that is certain; null while it may still answer. */
function failureOf(mine: readonly Attempt[], evidence: SubmissionEvidence): Failure | null {
  const pending = mine.filter((a) => stateOf(a) === 'pending')
  if (pending.length > 0) {
    return provenDrop(mine, evidence.attempts, evidence.nowMs) ? (soonestFailure(mine) ?? 'silent') : null
  }
  return soonestFailure(mine)
}

/** A refusal says more than silence: somebody is there. */
function soonestFailure(mine: readonly Attempt[]): Failure | null {
  const states = new Set(mine.map(stateOf))
  if (states.has('refused') || states.has('reset')) return 'refused'
  if (states.has('unreachable')) return 'rejected'
  return states.has('silent') || states.has('closed') || states.has('timed-out') ? 'silent' : null
}

function decideFailure(
  port: SubmissionPort,
  failure: Failure,
  mine: readonly Attempt[],
  evidence: SubmissionEvidence,
): PortDecision {
  const families = new Set(mine.map(({ target }) => target.family))
  const controls = evidence.attempts.filter(
    ({ target }) => target.role === 'control' && families.has(target.family),
  )
  const pathWorks = controls.some(reached)
  const onPort = controls.filter(({ target }) => target.port === port)
  if (onPort.length === 0) return withoutControl(port, failure, pathWorks, evidence)
  const working = onPort.filter(port === 587 ? isGreeted : reached)
  if (working.length === 0) {
    const theirs = failureOf(onPort, evidence)
    const asked = new Set(onPort.map(({ target }) => target.host))
    const unasked = evidence.targets.some(
      ({ role, host, port: its, family }) =>
        role === 'control' && its === port && families.has(family) && !asked.has(host),
    )
    if (theirs === null || unasked) return { verdict: 'inconclusive', settled: evidence.final }
    return { verdict: theirs === failure && pathWorks ? 'blocked' : 'inconclusive', settled: true }
  }
  const hosts = new Set(working.map(({ target }) => target.host))
  const others = onPort.filter(({ target }) => !hosts.has(target.host))
  if (others.some((a) => failed(a, evidence.nowMs))) return { verdict: 'inconclusive', settled: true }
  return { verdict: hostIsSilent(evidence) ? 'unreachable' : 'not-offered', settled: true }
}

/** A control that has not answered for a moment is not yet one that disagrees. */
function failed(attempt: Attempt, nowMs: number): boolean {
  const state = stateOf(attempt)
  if (state === 'greeted' || state === 'connected') return false
  return state !== 'pending' || nowMs - attempt.startedMs >= controlSilentMs
}

/** No control on this port: only a refusal that the network would not give by itself tells something. */
function withoutControl(
  port: SubmissionPort,
  failure: Failure,
  pathWorks: boolean,
  evidence: SubmissionEvidence,
): PortDecision {
  if (hostIsSilent(evidence) && pathWorks) return { verdict: 'unreachable', settled: true }
  if (failure !== 'refused') return { verdict: 'inconclusive', settled: true }
  // A network that refuses the port refuses it for an address that does not exist as well.
  const networkRefuses = negativeControl(port, evidence).some((a) => stateOf(a) === 'refused')
  const known = negativeKnown(port, evidence)
  return {
    verdict: known && !networkRefuses ? 'not-offered' : 'inconclusive',
    settled: known || evidence.final,
  }
}

/** The host answers on no port at all, not even with a refusal. */
function hostIsSilent(evidence: SubmissionEvidence): boolean {
  return (
    submissionPorts.every((port) => {
      const mine = evidence.attempts.filter(({ target }) => target.role === 'server' && target.port === port)
      const failure = mine.some(reached) ? null : failureOf(mine, evidence)
      return failure === 'silent' || failure === 'rejected'
    }) &&
    !evidence.attempts.some(
      ({ target, ...a }) => target.role === 'server' && target.port === 25 && answered25(a),
    )
  )
}

function answered25(attempt: Omit<Attempt, 'target'>): boolean {
  return attempt.connectedMs !== null || attempt.end?.outcome === 'refused'
}

function negativeControl(port: SubmissionPort, { attempts }: SubmissionEvidence): Attempt[] {
  return attempts.filter(({ target }) => target.role === 'negative-control' && target.port === port)
}

/** An interceptor answers for an address that does not exist within a moment; silence after that is the answer no. */
function negativeKnown(port: SubmissionPort, evidence: SubmissionEvidence): boolean {
  const attempts = negativeControl(port, evidence)
  return (
    attempts.length > 0 &&
    attempts.every((a) => a.end !== null || reached(a) || evidence.nowMs - a.startedMs >= negativeWaitMs)
  )
}
