import type { Discovery, DiscoveryNote, UsableCandidate } from '../contract/discovery.ts'
import type { Network } from '../net/connect.ts'
import { type AllAnswers, askAll } from './ask-all.ts'
import { guessIncoming } from './guess-incoming.ts'
import { completed } from './ranking.ts'
import { personOf, type Search } from './search.ts'

export type DiscoverOptions = {
  /** A check needs the server for sending only, and does not wait for the other one. */
  wanted: 'both' | 'submission'
  /** Where the database of providers is; the domain is put behind it. */
  ispdb: string
}

/** Kept by Thunderbird (MPL-2.0). It is told the domain, never the address. */
export const builtInIspdb = 'https://v1.ispdb.net/'

/**
 * With the goodbyes to servers, which take 250 ms at most, all is over within 5 s. A check begins as soon as guesses, which
 * start after a second and connect within 1.5 s, have had their turn: it tells what is wrong with a server that is silent.
 */
const deadlineMs = { both: 4_500, submission: 3_000 } as const

/**
 * The mail settings of an address (as accounts/address.ts gives it). All sources are asked at once, and the one that counts
 * most wins (draft-ietf-mailmaint-autoconfig, "Config retrieval"). `onCandidate` hears of the first usable answer at once,
 * and of each better one. Null when `signal` ended it. Nothing is left open in any case.
 */
export async function discover(
  address: string,
  network: Network,
  signal: AbortSignal,
  onCandidate: (candidate: UsableCandidate) => void,
  { wanted, ispdb }: DiscoverOptions,
): Promise<Discovery | null> {
  const late = new AbortController()
  const over = new AbortController()
  const timer = network.clock
    .wait(deadlineMs[wanted], AbortSignal.any([signal, over.signal]))
    .then(() => late.abort())
  const search: Search = {
    person: personOf(address),
    network,
    signal: AbortSignal.any([signal, late.signal]),
  }
  try {
    const answers = await askAll(search, ispdb, (chosen, candidates) =>
      onCandidate(completed(chosen, candidates)),
    )
    const { candidates, decision } = answers
    let chosen = decision?.chosen ? completed(decision.chosen, candidates) : null
    if (chosen?.incoming === null && wanted === 'both') {
      const incoming = await guessIncoming(search, chosen.submission.host)
      chosen = { ...chosen, incoming }
      if (incoming !== null && !signal.aborted) onCandidate(chosen)
    }
    return signal.aborted ? null : { address, candidates, chosen, notes: notesOn(answers) }
  } finally {
    over.abort()
    await timer
  }
}

function notesOn({ candidates, decision, mail, incomplete }: AllAnswers): DiscoveryNote[] {
  const nothing = decision?.chosen == null
  const notes: (DiscoveryNote | false | null)[] = [
    mail?.note ?? null,
    decision?.chosen === null && 'oauth2-only',
    nothing && candidates.some((candidate) => !candidate.usable && candidate.plain !== null) && 'plain-only',
    incomplete && 'incomplete',
  ]
  return notes.filter((note) => note !== false && note !== null)
}
