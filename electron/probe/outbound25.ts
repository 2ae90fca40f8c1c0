import type { FamilyVerdict, Hint, Mechanism, Outbound25 } from '../contract/check.ts'
import type { Evidence } from './evidence.ts'
import { type Attempt, reached } from './model.ts'
import { decideFamily, type FamilyDecision, offlineMs } from './outbound25-family.ts'

/** Both families together: differing verdicts are `partial`, and a family that cannot tell leaves the word to the other. */
export function decideOutbound25(evidence: Evidence): Omit<Outbound25, 'evidence'> & { settled: boolean } {
  const four = decideFamily(4, evidence)
  const six = decideFamily(6, evidence)
  const present = [four, six].filter((decision) => decision !== null)
  const top = together(present, evidence)
  const proven = present.every((decision) => decision.proven || decision.verdict === 'inconclusive')
  const hints: Hint[] = filteredHere(evidence.attempts) ? ['this-computer'] : []
  return {
    verdict: top.verdict,
    mechanism: top.mechanism,
    confidence: confidenceIn(top.verdict, proven, evidence),
    families: { ipv4: four && shown(four), ipv6: six && shown(six) },
    exceptions: [...new Set(present.flatMap(({ exceptions }) => exceptions))],
    hints,
    settled: present.length > 0 ? present.every(({ settled }) => settled) : nothingMoreToCome(evidence),
  }
}

/** Verdicts about port 25 rest on three references; `open` needs one, and the rest are not about references. */
function confidenceIn(
  verdict: Outbound25['verdict'],
  proven: boolean,
  evidence: Evidence,
): Outbound25['confidence'] {
  switch (verdict) {
    case 'open':
      return 'confirmed'
    case 'inconclusive':
      return 'suspected'
    case 'offline':
    case 'captive-portal':
      return proven ? 'confirmed' : 'suspected'
    case 'blocked':
    case 'tarpit':
    case 'intercepted':
    case 'partial':
      return proven && operatorsAsked(evidence) >= 3 ? 'confirmed' : 'suspected'
  }
}

/** Different operators among the references that could be asked from here. */
function operatorsAsked({ references, routes }: Evidence): number {
  const asked = references.filter(({ families }) =>
    families.some((family) => (family === 4 ? routes.ipv4 : routes.ipv6)),
  )
  return new Set(asked.map(({ operator }) => operator)).size
}

function together(
  present: readonly FamilyDecision[],
  evidence: Evidence,
): { verdict: Outbound25['verdict']; mechanism: Mechanism | null } {
  const telling = present.filter(({ verdict }) => verdict !== 'inconclusive')
  const [first, second] = telling.length > 0 ? telling : present
  if (first === undefined) return nothingToGoBy(evidence)
  // A sign-in page answers on one family and leaves the other dead: it is still the sign-in page.
  if (second?.verdict === 'captive-portal' && first.verdict === 'offline') return second
  if (first.verdict === 'captive-portal' && second?.verdict === 'offline') return first
  // One family alone does not make a computer offline, when the other one got anywhere.
  const elsewhere = evidence.attempts.some((a) => a.target.role !== 'negative-control' && reached(a))
  if (second === undefined && first.verdict === 'offline' && elsewhere) {
    return { verdict: 'inconclusive', mechanism: null }
  }
  if (second === undefined || second.verdict === first.verdict) return first
  return { verdict: 'partial', mechanism: null }
}

/** No reference has an address: offline where nothing else answers either, else there was nothing to look at. */
function nothingToGoBy(evidence: Evidence): { verdict: Outbound25['verdict']; mechanism: null } {
  if (evidence.portal === 'other-answer') return { verdict: 'captive-portal', mechanism: null }
  const answered = evidence.attempts.some(reached) || evidence.portal === 'no-content'
  return { verdict: answered ? 'inconclusive' : 'offline', mechanism: null }
}

/** Without references only the server and the portal can still show that this is a network. */
function nothingMoreToCome({ attempts, final, nowMs, portal, resolving, routes }: Evidence): boolean {
  if (final || !(routes.ipv4 || routes.ipv6)) return true
  if (resolving > 0) return false
  const allEnded = attempts.every(({ end }) => end !== null)
  return attempts.some(reached) || (portal !== null && allEnded) || nowMs >= offlineMs
}

function shown({ verdict, mechanism }: FamilyDecision): FamilyVerdict {
  return { verdict, mechanism }
}

/** EACCES and EPERM on IPv4 come from this computer: a security program (on IPv6 EACCES is ICMP's own). */
function filteredHere(attempts: readonly Attempt[]): boolean {
  return attempts.some(
    ({ target, end }) =>
      target.family === 4 && target.port === 25 && (end?.code === 'EACCES' || end?.code === 'EPERM'),
  )
}
