import net from 'node:net'
import type { Family, FamilyVerdict } from '../contract/check.ts'
import { isPublic } from '../net/public-address.ts'
import { greetingName } from '../smtp/extensions.ts'
import { type Evidence, type Reference, referenceOf } from './evidence.ts'
import { type Attempt, isGreeted, reached } from './model.ts'
import { isControl, patience, provenDrop, provenRefusal, suspectedDrop } from './silence.ts'

export type FamilyDecision = FamilyVerdict & {
  /** More evidence would not change the verdict. */
  settled: boolean
  /** The evidence fulfils every condition; false where the check ended too early for that. */
  proven: boolean
  exceptions: string[]
}

/** postscreen, the slowest greeter in wide use, speaks after 6 s; at 8 s silence is a verdict (RFC 5321 allows 5 min). */
export const tarpitMs = 8_000
/** The latest greeting in wide use. */
const lateGreetingMs = 6_500
/** When nothing at all has answered for so long, the computer is offline. */
export const offlineMs = 2_600
/** How long a negative control may take to show an interceptor: it stands nearer than any reference. */
const negativeWaitMs = 200
/** What a reference that has not answered yet is waited for, while the others already make a block. */
const chanceMs = 300
/** Silence that has not become a proof by now will not become one. */
const giveUpMs = 6_500
/** How long a verdict of open waits for the answer to EHLO. */
const ehloWaitMs = 1_000

const undecided: FamilyDecision = {
  verdict: 'inconclusive',
  mechanism: null,
  settled: false,
  proven: false,
  exceptions: [],
}

/** The verdict of one family: null without a route or without a reference of that family. */
export function decideFamily(family: Family, evidence: Evidence): FamilyDecision | null {
  const routed = family === 4 ? evidence.routes.ipv4 : evidence.routes.ipv6
  const hosts = evidence.references.filter(({ families }) => families.includes(family))
  if (!routed) return null
  if (hosts.length === 0) return evidence.resolving > 0 && !evidence.final ? undecided : null
  const ours = evidence.attempts.filter(({ target }) => target.family === family)
  const references = hosts.map((host) => referenceOf(host, ours))
  return (
    intercepted(references, ours, evidence) ??
    stripped(references, ours, evidence) ??
    unreachableNetwork(ours, evidence) ??
    blocked(references, ours, evidence) ??
    open(references, ours, evidence) ??
    tarpit(references, evidence) ?? { ...undecided, settled: hopeless(references, ours, evidence) }
  )
}

/** An address where nothing can be answers, or unrelated operators greet with one and the same name. */
function intercepted(
  references: readonly Reference[],
  ours: readonly Attempt[],
  evidence: Evidence,
): FamilyDecision | null {
  const proxy: FamilyDecision = {
    ...undecided,
    verdict: 'intercepted',
    mechanism: 'proxy',
    settled: true,
    proven: true,
  }
  const negatives = ours.filter(({ target }) => target.role === 'negative-control' && target.port === 25)
  if (negatives.some(reached)) {
    if (negatives.some(isGreeted) || references.some(({ state }) => state === 'greeted')) return proxy
    // Everything connects and nothing speaks: that is a tarpit, unless it ends in another way.
    const quiet = references.every(
      ({ state }) => state === 'connected' || state === 'silent' || state === 'drop',
    )
    if (!quiet && (evidence.final || references.every(({ state }) => state !== 'connected'))) return proxy
  }
  const operatorsByName = new Map<string, Set<string>>()
  for (const { host, operator, attempts } of references) {
    // Literal addresses may belong to one operator, who is free to greet with one name.
    if (net.isIP(host) !== 0) continue
    for (const { greeting } of attempts) {
      const name = greeting?.kind === 'reply' ? greetingName(greeting.reply) : null
      if (name !== null) operatorsByName.set(name, (operatorsByName.get(name) ?? new Set()).add(operator))
    }
  }
  return [...operatorsByName.values()].some((operators) => operators.size > 1) ? proxy : null
}

/** STARTTLS is overwritten, or gone where it is known to be offered, at most of the references that answered EHLO. */
function stripped(
  references: readonly Reference[],
  ours: readonly Attempt[],
  evidence: Evidence,
): FamilyDecision | null {
  const asked = references.flatMap(({ operator, attempts }) => {
    const seen = attempts.find(({ greeted }) => greeted?.offered != null)
    const offered = seen?.greeted?.offered
    return seen === undefined || offered == null
      ? []
      : [{ operator, known: seen.target.startTlsKnown, offered }]
  })
  const taken = asked.filter(({ known, offered }) => offered.blanked || (known && !offered.startTls))
  if (taken.length * 2 <= asked.length) return null
  // One server alone may stand behind a firewall of its own that overwrites; several do not by chance.
  const operators = new Set(taken.map(({ operator }) => operator)).size
  if (operators < 2 && references.length > 1) return null
  const waiting = references.some(
    ({ state, attempts }) =>
      (state === 'greeted' && attempts.every((a) => !isGreeted(a) || a.greeted === null)) ||
      ((state === 'connected' || state === 'drop') &&
        attempts.every((a) => evidence.nowMs - a.startedMs < patience(ours, chanceMs))),
  )
  if (waiting && !evidence.final) return null
  return { ...undecided, verdict: 'intercepted', mechanism: 'stripped', settled: true, proven: true }
}

/** No control, reference or server answers: a sign-in page, or no network at all. */
function unreachableNetwork(ours: readonly Attempt[], evidence: Evidence): FamilyDecision | null {
  // A server inside this network answers whatever happens outside.
  const tried = ours.filter(({ target }) => target.role !== 'negative-control' && isPublic(target))
  if (tried.length === 0) return null
  const controls = tried.filter(({ target }) => target.role === 'control')
  const settled = { ...undecided, settled: true, proven: true }
  if (tried.some(isGreeted)) return null
  // A sign-in page may answer for 443, too, but it does not speak SMTP.
  if (evidence.portal === 'other-answer') return { ...settled, verdict: 'captive-portal' }
  if (tried.some(reached) || evidence.portal === 'no-content') return null
  const allEnded = tried.every(({ end }) => end !== null)
  const firstMs = Math.min(...tried.map(({ startedMs }) => startedMs))
  const longEnough = evidence.nowMs - firstMs >= offlineMs || evidence.final
  // Refusals of everything come at once; a sign-in page needs its moment to show itself.
  const portalKnown = evidence.portal !== null || longEnough
  return controls.length > 0 && portalKnown && (allEnded || longEnough)
    ? { ...settled, verdict: 'offline' }
    : null
}

/** References of different operators fail alike while controls work, and outnumber those that are reached. */
function blocked(
  references: readonly Reference[],
  ours: readonly Attempt[],
  evidence: Evidence,
): FamilyDecision | null {
  const through = references.filter(
    ({ state }) => state === 'greeted' || state === 'connected' || state === 'silent',
  )
  const alone = references.length === 1 && evidence.resolving === 0
  if (!pathIsProven(ours, evidence)) return null
  for (const mechanism of ['reset', 'reject', 'drop'] as const) {
    const failing = references.filter(({ state }) => state === mechanism)
    const operators = new Set(failing.map(({ operator }) => operator)).size
    // One host that refuses is most likely just closed: a refusal needs a second operator.
    const enough = operators >= 2 || (alone && operators === 1 && mechanism !== 'reset')
    if (!enough || failing.length <= through.length) continue
    const decision = {
      ...undecided,
      verdict: 'blocked' as const,
      mechanism,
      exceptions: through.map(({ host }) => host),
    }
    const attempts = failing.flatMap((reference) => reference.attempts)
    const ended = evidence.final || ageOf(ours, evidence) >= patience(ours, giveUpMs)
    if (mechanism === 'drop') {
      if (provenDrop(attempts, ours, evidence.nowMs)) return { ...decision, settled: true, proven: true }
      if (ended && suspectedDrop(attempts, ours, evidence.nowMs)) return { ...decision, settled: true }
      continue
    }
    const rest = references.length - failing.length + evidence.resolving
    const certain = failing.length > rest && othersHadTheirChance(references, ours, evidence.nowMs)
    const proven = provenRefusal(attempts, ours) && (certain || noneOpen(references, evidence))
    return proven || ended ? { ...decision, settled: true, proven } : undecided
  }
  return null
}

/** Something outside answers that a sign-in page cannot be: a greeting, or any connection once the portal has spoken. */
function pathIsProven(ours: readonly Attempt[], { portal, final }: Evidence): boolean {
  const controls = ours.filter(isControl)
  return controls.some(isGreeted) || (controls.some(reached) && (final || portal !== null))
}

function ageOf(ours: readonly Attempt[], { nowMs }: Evidence): number {
  return ours.length === 0 ? 0 : nowMs - Math.min(...ours.map(({ startedMs }) => startedMs))
}

/** A provider's own relay that is let through shall be told: every reference is asked, and given a moment. */
function othersHadTheirChance(
  references: readonly Reference[],
  ours: readonly Attempt[],
  nowMs: number,
): boolean {
  return references.every(({ state, attempts }) => {
    if (state === 'untried') return false
    return state !== 'drop' || attempts.some((a) => nowMs - a.startedMs >= patience(ours, chanceMs))
  })
}

function noneOpen(references: readonly Reference[], evidence: Evidence): boolean {
  return evidence.resolving === 0 && references.every(({ state }) => state !== 'untried' && state !== 'drop')
}

/** A greeting came, nothing shows interception, and what is still open could not make a block of it. */
function open(
  references: readonly Reference[],
  ours: readonly Attempt[],
  evidence: Evidence,
): FamilyDecision | null {
  if (!references.some(({ state }) => state === 'greeted')) return null
  const decision = { ...undecided, verdict: 'open' as const, proven: true }
  const through = references.filter(
    ({ state }) => state === 'greeted' || state === 'connected' || state === 'silent',
  )
  const undecidedOnes = references.filter(({ state }) => state === 'drop' || state === 'untried')
  const alike = Math.max(
    ...(['reset', 'reject'] as const).map((kind) => references.filter(({ state }) => state === kind).length),
    0,
  )
  const outnumbered = Math.max(alike, undecidedOnes.length + evidence.resolving) > through.length
  const ready =
    !outnumbered && negativeControlQuiet(ours, evidence.nowMs) && ehloAnswered(references, evidence.nowMs)
  if (ready || evidence.final) return { ...decision, settled: true }
  return { ...decision, settled: false }
}

function negativeControlQuiet(ours: readonly Attempt[], nowMs: number): boolean {
  const negatives = ours.filter(({ target }) => target.role === 'negative-control' && target.port === 25)
  const roundTrips = ours.flatMap((a) => (a.connectedMs === null ? [] : [a.connectedMs - a.startedMs]))
  const wait = Math.max(negativeWaitMs, 2 * Math.max(0, ...roundTrips))
  return (
    negatives.length > 0 && negatives.every(({ end, startedMs }) => end !== null || nowMs - startedMs >= wait)
  )
}

function ehloAnswered(references: readonly Reference[], nowMs: number): boolean {
  return references.every(({ attempts }) =>
    attempts.every(
      (a) => !isGreeted(a) || a.greeted !== null || nowMs - (a.connectedMs ?? nowMs) >= ehloWaitMs,
    ),
  )
}

/** References connect and none speaks; one that is dead among them changes nothing. */
function tarpit(references: readonly Reference[], evidence: Evidence): FamilyDecision | null {
  const quiet = references.filter(({ state, attempts }) => {
    const longest = Math.max(
      0,
      ...attempts.map((a) => (a.connectedMs === null ? 0 : evidence.nowMs - a.connectedMs)),
    )
    return state === 'silent' || (state === 'connected' && longest >= tarpitMs)
  })
  const others = references.filter((reference) => !quiet.includes(reference))
  // One that was asked a little later has had time to greet, too, even as postscreen does.
  const dead = others.every(({ attempts }) =>
    attempts.every(
      (a) => a.connectedMs === null || (a.end === null && evidence.nowMs - a.connectedMs >= lateGreetingMs),
    ),
  )
  return quiet.length > others.length && dead && evidence.resolving === 0
    ? { ...undecided, verdict: 'tarpit', settled: true, proven: true }
    : null
}

/** Nothing that may still come would tell more. */
function hopeless(references: readonly Reference[], ours: readonly Attempt[], evidence: Evidence): boolean {
  if (evidence.final) return true
  if (evidence.resolving > 0 || ours.length === 0) return false
  const age = ageOf(ours, evidence)
  const waiting = references.some(({ state }) => state === 'connected')
  if (waiting) return age >= tarpitMs + ehloWaitMs
  // Whether the path works, or a sign-in page stands in it, is still to come.
  if (!pathIsProven(ours, evidence) && evidence.portal === null && age < offlineMs) return false
  const unanswered = references.some(({ state }) => state === 'untried' || state === 'drop')
  // Without a control of this family, silence will never mean anything.
  const untellable = !ours.some(isControl) && age >= offlineMs
  return !unanswered || untellable || age >= patience(ours, giveUpMs)
}
