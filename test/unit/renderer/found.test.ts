import { describe, expect, test } from 'vitest'
import type { Candidate, Discovery, DiscoveryNote } from '../../../electron/contract/discovery.ts'
import type { Lookup, SetupServers } from '../../../electron/contract/setup.ts'
import { choicesOf, findingOf, formFor, looksWhole } from '../../../renderer/screens/wizard/found.ts'

const submission = { host: 'mail.tanaka.example', port: 587, security: 'starttls' } as const
const incoming = { protocol: 'imap', host: 'imap.tanaka.example', port: 993, security: 'tls' } as const
const usable = {
  usable: true,
  why: 'published',
  source: 'autoconfig',
  submission,
  incoming,
  username: null,
} satisfies Candidate
const untrusted = {
  ...usable,
  usable: false,
  why: 'untrusted-certificate',
  source: 'guess',
  plain: null,
} satisfies Candidate
const plain = {
  ...untrusted,
  why: 'plain',
  submission: null,
  plain: { host: 'smtp.tanaka.example', port: 25 },
} satisfies Candidate
const servers: SetupServers = { source: 'autoconfig', submission, incoming, username: 'hanako' }

function over(candidates: Candidate[], notes: DiscoveryNote[] = [], more: Partial<Discovery> = {}): Lookup {
  const chosen = candidates.find((one) => one.usable) ?? null
  return {
    kind: 'over',
    discovery: { address: 'hanako@tanaka.example', candidates, chosen, notes, ...more },
  }
}

describe('what a search came to', () => {
  test('found', () => {
    expect(findingOf(over([usable]), servers)).toEqual({ kind: 'found', choices: [usable] })
  })

  test('found before a restart', () => {
    expect(findingOf({ kind: 'none' }, servers).kind).toBe('found')
    expect(findingOf({ kind: 'none' }, null).kind).toBe('nothing-asked')
  })

  test('the server for sending alone', () => {
    expect(findingOf(over([{ ...usable, incoming: null }]), null).kind).toBe('no-incoming')
  })

  test('nothing, or a server whose certificate is not trusted', () => {
    expect(findingOf(over([]), null)).toEqual({ kind: 'not-found', untrusted: null })
    expect(findingOf(over([untrusted]), null)).toEqual({
      kind: 'not-found',
      untrusted: 'mail.tanaka.example',
    })
  })

  test('only without encryption: told, with whom to ask where that is known', () => {
    const server = { host: 'smtp.tanaka.example', port: 25 }
    expect(findingOf(over([plain], ['plain-only']), null)).toEqual({
      kind: 'plain-only',
      ...server,
      provider: null,
    })
    const known = { provider: 'Tanaka Net', ...server }
    expect(findingOf(over([plain], ['plain-only', 'known-plain'], { known }), null)).toEqual({
      kind: 'plain-only',
      ...known,
    })
  })

  test.each(['null-mx', 'no-mail-domain'] as const)('%s', (note) => {
    expect(findingOf(over([], [note]), null)).toEqual({ kind: 'no-mail', note })
  })

  test('OAuth2 only', () => {
    expect(findingOf(over([], ['oauth2-only']), null).kind).toBe('oauth2-only')
  })
})

test('sources that name the same server are one choice, the first that counts', () => {
  const other = {
    ...usable,
    source: 'srv',
    submission: { ...submission, host: 'smtp.tanaka.example' },
  } as const
  const same = { ...usable, source: 'ispdb' } as const
  const { discovery } = over([usable, same, plain, other]) as Extract<Lookup, { kind: 'over' }>
  expect(choicesOf(discovery)).toEqual([usable, other])
})

test('the form opens with what is known, and never with a server without encryption', () => {
  expect(formFor(over([usable]), servers)).toMatchObject({ outHost: submission.host, inHost: incoming.host })
  expect(formFor(over([{ ...usable, incoming: null }]), null)).toMatchObject({
    outHost: submission.host,
    inHost: '',
  })
  expect(formFor(over([untrusted]), null).outHost).toBe(submission.host)
  expect(formFor(over([plain]), null)).toMatchObject({ outHost: '', outPort: '587', inPort: '993' })
})

test.each([
  ['hanako@tanaka.example', true],
  [' hanako@tanaka.example ', true],
  ['花子＠例え.ジェーピー', true],
  ['hanako@tanaka.example.', false],
  ['hanako@tanaka.e', false],
  ['hanako@tanaka', false],
  ['hanako@', false],
  ['hanako', false],
  ['hanako tanaka@example.jp', false],
])('“%s” is worth asking: %s', (address, expected) => {
  expect(looksWhole(address)).toBe(expected)
})
