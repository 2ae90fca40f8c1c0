import type { Discovery, UsableCandidate } from '../../../electron/contract/discovery.ts'
import type { Lookup, SetupServers } from '../../../electron/contract/setup.ts'
import { formOf, type ServerForm } from './server-form.ts'

/** What to say about a search for servers. */
export type Finding =
  | { kind: 'nothing-asked' }
  | { kind: 'looking'; since: string; best: UsableCandidate | null }
  /** Where `choices` has more than one, the person may pick. */
  | { kind: 'found'; choices: readonly UsableCandidate[] }
  /** Found for sending alone: the person has to name the server for reading. */
  | { kind: 'no-incoming' }
  | { kind: 'not-found'; untrusted: string | null }
  | { kind: 'plain-only'; host: string; port: number; provider: string | null }
  | { kind: 'oauth2-only' }
  | { kind: 'no-mail'; note: 'null-mx' | 'no-mail-domain' }
  | { kind: 'failed'; reason: Extract<Lookup, { kind: 'failed' }>['reason'] }

export function findingOf(lookup: Lookup, servers: SetupServers | null): Finding {
  switch (lookup.kind) {
    case 'none':
      return servers === null ? { kind: 'nothing-asked' } : { kind: 'found', choices: [] }
    case 'looking':
      return lookup
    case 'failed':
      return lookup
    case 'over':
      return overFinding(lookup.discovery, servers)
  }
}

function overFinding(discovery: Discovery, servers: SetupServers | null): Finding {
  if (servers !== null) return { kind: 'found', choices: choicesOf(discovery) }
  if (discovery.chosen !== null) return { kind: 'no-incoming' }
  const { candidates, notes, known } = discovery
  const note = notes.find((one) => one === 'null-mx' || one === 'no-mail-domain')
  if (note !== undefined) return { kind: 'no-mail', note }
  if (notes.includes('oauth2-only')) return { kind: 'oauth2-only' }
  if (known !== undefined) return { kind: 'plain-only', ...known }
  const plain = candidates.flatMap((one) => (one.usable ? [] : (one.plain ?? [])))[0]
  if (notes.includes('plain-only') && plain !== undefined)
    return { kind: 'plain-only', ...plain, provider: null }
  const untrusted = candidates.find((one) => !one.usable && one.why === 'untrusted-certificate')
  return { kind: 'not-found', untrusted: untrusted?.submission?.host ?? null }
}

/** One for each pair of servers: several sources mostly name the same, and the port is tried in the next step. */
export function choicesOf({ candidates }: Discovery): UsableCandidate[] {
  const pairs = new Map<string, UsableCandidate>()
  for (const candidate of candidates) {
    if (!candidate.usable) continue
    const pair = candidate.submission.host
    if (!pairs.has(pair)) pairs.set(pair, candidate)
  }
  return [...pairs.values()]
}

/** The form as it opens: what is known already stands in it. A server that only its certificate speaks against is kept. */
export function formFor(lookup: Lookup, servers: SetupServers | null): ServerForm {
  if (servers !== null) return formOf(servers.submission, servers.incoming)
  if (lookup.kind !== 'over') return formOf(null, null)
  const { chosen, candidates } = lookup.discovery
  const known = chosen ?? candidates.find((one) => !one.usable && one.why === 'untrusted-certificate') ?? null
  return formOf(known?.submission ?? null, known?.incoming ?? null)
}

/** Whether it is worth asking: a whole address, as far as one can see while it is typed. */
export function looksWhole(address: string): boolean {
  return /^[^@\s]+@[^@\s]+\.[^@\s.]{2,}$/.test(address.normalize('NFKC').trim())
}
