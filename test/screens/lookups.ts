import type {
  Candidate,
  Discovery,
  DiscoveryNote,
  UsableCandidate,
} from '../../electron/contract/discovery.ts'
import type { Lookup } from '../../electron/contract/setup.ts'
import { host, now } from './reports.ts'

export const address = 'hanako@tanaka.example'
export const username = 'hanako'
export const submission = { host, port: 587, security: 'starttls' } as const
export const incoming = { protocol: 'imap', host, port: 993, security: 'tls' } as const

const found: UsableCandidate = {
  source: 'autoconfig',
  usable: true,
  why: 'published',
  submission,
  incoming,
  username,
}
const bySrv: UsableCandidate = {
  ...found,
  source: 'srv',
  submission: { host: 'smtp.tanaka.example', port: 465, security: 'tls' },
  username: null,
}
const plain: Candidate = {
  source: 'ispdb',
  usable: false,
  why: 'plain',
  submission: null,
  plain: { host: 'smtp.tanaka.example', port: 25 },
  incoming: null,
  username: null,
}

function over(
  candidates: Candidate[],
  chosen: UsableCandidate | null,
  notes: DiscoveryNote[] = [],
  known?: Discovery['known'],
): Lookup {
  const discovery: Discovery = { address, candidates, chosen, notes, ...(known && { known }) }
  return { kind: 'over', discovery }
}

/** Every state of the search for servers. */
export const lookups = {
  none: { kind: 'none' },
  looking: { kind: 'looking', since: new Date(Date.parse(now) - 2_400).toISOString(), best: null },
  'looking-found-one': {
    kind: 'looking',
    since: new Date(Date.parse(now) - 1_600).toISOString(),
    best: found,
  },
  found: over([found], found),
  'found-several': over([found, bySrv, plain], found),
  'found-incomplete': over([found], found, ['incomplete']),
  'not-found': over([], null),
  'no-incoming': over([{ ...found, incoming: null }], { ...found, incoming: null }),
  'plain-only': over([plain], null, ['plain-only']),
  'known-plain': over([plain], null, ['known-plain'], {
    provider: 'Example Net',
    host: 'smtp.tanaka.example',
    port: 25,
  }),
  'oauth2-only': over([{ ...plain, why: 'oauth2-only', submission, plain: null }], null, ['oauth2-only']),
  untrusted: over(
    [{ ...plain, source: 'guess', why: 'untrusted-certificate', submission, plain: null }],
    null,
  ),
  'null-mx': over([], null, ['null-mx']),
  'no-mail-domain': over([], null, ['no-mail-domain']),
  'dns-failed': over([], null, ['dns-failed']),
  'not-an-address': { kind: 'failed', reason: 'not-an-address' },
  'address-without-domain': { kind: 'failed', reason: 'address-without-domain' },
  'account-exists': { kind: 'failed', reason: 'account-exists' },
  offline: { kind: 'failed', reason: 'offline' },
} satisfies Record<string, Lookup>

export type LookupName = keyof typeof lookups
export const lookupNames = Object.keys(lookups) as LookupName[]

/** With these the servers are chosen by themselves. */
export const choosing: readonly LookupName[] = ['found', 'found-several', 'found-incomplete']
