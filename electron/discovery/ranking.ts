import type { Candidate, UsableCandidate } from '../contract/discovery.ts'

/** What one source has said so far. */
export type Answers = { candidates: Candidate[]; ended: boolean }

export type Decision = {
  chosen: UsableCandidate | null
  /** Nothing that is still to come counts more. */
  final: boolean
}

/**
 * The first usable candidate of sources in their order. Where a source that counts more says that the provider takes no
 * passwords at all, none of the later ones is taken: they do not know better. Null while nothing decides.
 */
export function decide(sources: readonly Answers[]): Decision | null {
  for (const [index, { candidates }] of sources.entries()) {
    const deciding = candidates.find(({ usable, why }) => usable || why === 'oauth2-only')
    if (deciding === undefined) continue
    return {
      chosen: deciding.usable ? deciding : null,
      final: sources.slice(0, index + 1).every(({ ended }) => ended),
    }
  }
  return null
}

/**
 * What the chosen one leaves open, as others say it: the server for reading, and, where they name the same server for
 * sending, the user name.
 */
export function completed(chosen: UsableCandidate, candidates: readonly Candidate[]): UsableCandidate {
  const believed = candidates.filter(({ why }) => why !== 'digest-mismatch')
  const sameServer = believed.find(
    (candidate) => candidate.username !== null && hostOf(candidate) === chosen.submission.host,
  )
  const reading = believed.find(({ incoming }) => incoming !== null)
  return {
    ...chosen,
    incoming: chosen.incoming ?? reading?.incoming ?? null,
    username: chosen.username ?? sameServer?.username ?? null,
  }
}

function hostOf(candidate: Candidate): string | null {
  return candidate.submission?.host ?? (candidate.usable ? null : (candidate.plain?.host ?? null))
}
