import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { createLab, type Lab } from './lab.ts'
import { mailDomains } from './mail-domains.ts'
import { thunderbirdUnavailable } from './requirements.ts'
import {
  compareFinders,
  type Comparison,
  isUsable,
  lookAt,
  type Outgoing,
  type Sight,
} from './thunderbird-comparison.ts'

const mxHostFirst = 'the MX host comes before the usual names'
/** Where the two differ: what Thunderbird finds, what Postern does, and why. */
const differences: Record<string, [thunderbird: string | null, postern: string, why: string]> = {
  'pacc.example': [null, 'mail.tanaka.example:465 tls', 'Thunderbird does not know PACC'],
  'guessed.example': [null, 'mail.tanaka.example:465 tls', 'Thunderbird does not try the MX host'],
  'forged.example': [null, 'mail.tanaka.example:465 tls', 'Thunderbird does not try the MX host'],
  'several.example': [
    'mail.tanaka.example:25 plain',
    'mail.tanaka.example:465 tls',
    'Thunderbird takes the first server of a document, Postern the first with TLS',
  ],
  'cleartext.example': [
    'web.example:25 plain',
    'mail.tanaka.example:465 tls',
    'Postern takes no server without TLS, and tries the MX host instead',
  ],
  'tampered.example': [
    'web.example:25 plain',
    'mail.tanaka.example:465 tls',
    'Postern takes no server without TLS, and believes nothing that came over http alone',
  ],
  'oauth2.example': [
    'smtp.gmail.com:465 tls OAuth2',
    'not chosen: oauth2-only',
    'Postern has no OAuth2, and says that the provider takes no passwords',
  ],
  'bare.example': [
    'mail.bare.example:587 plain',
    'not chosen: no-tls',
    'there is nothing with TLS to choose',
  ],
  'selfsigned.example': [
    'mail.selfsigned.example:587 starttls',
    'not chosen: untrusted-certificate',
    'Thunderbird finds out about the certificate when it signs in; Postern asks the person first',
  ],
  'filtered.example': [
    'mail.filtered.example:25 plain',
    'not chosen: no-answer',
    'what answers on 25 is without TLS; Postern says that 465 and 587 do not answer from here',
  ],
  'usual.example': [
    'smtp.usual.example:465 tls',
    'mail.usual.example:465 tls',
    'two names of the same machine',
  ],
  ...Object.fromEntries(
    ['catchall', 'broken', 'endless', 'drip', 'circle', 'inwards'].map((name) => [
      `${name}.example`,
      [`mail.${name}.example:465 tls`, 'mail.tanaka.example:465 tls', mxHostFirst],
    ]),
  ),
}

const domains = Object.keys(mailDomains)
const reason = thunderbirdUnavailable()

describe.skipIf(reason !== null)(`beside Thunderbird${reason === null ? '' : ` (${reason})`}`, () => {
  let lab: Lab
  let rows: Comparison['rows']
  const sights = new Map<string, Sight>()
  const sightOf = (server: Outgoing | null) => (server === null ? null : sights.get(JSON.stringify(server)))
  const rowOf = (domain: string) => {
    const row = rows.find((one) => one.domain === domain)
    if (row === undefined) throw new Error(`no row for ${domain}`)
    return row
  }

  beforeAll(async () => {
    lab = await createLab()
    await lab.startWeb()
    ;({ rows } = await compareFinders(lab, 10))
    const servers = rows.flatMap(({ thunderbird, postern }) => [thunderbird.chosen, postern.chosen])
    const distinct = new Set(servers.flatMap((server) => (server === null ? [] : [JSON.stringify(server)])))
    for (const server of distinct) sights.set(server, await lookAt(lab, JSON.parse(server) as Outgoing))
  })
  afterAll(() => lab.close())

  test('thirty domains are compared, and the differences are those of the table', () => {
    expect(rows).toHaveLength(30)
    const seen = rows.flatMap(({ domain, thunderbird, postern }) =>
      thunderbird.line === postern.line ? [] : [[domain, [thunderbird.line, postern.line]] as const],
    )
    const expected = Object.entries(differences).map(([domain, [theirs, ours]]) => [domain, [theirs, ours]])
    expect(Object.fromEntries(seen)).toEqual(Object.fromEntries(expected))
  })

  test('Postern finds at least as many', () => {
    const thunderbird = rows.filter((row) => row.thunderbird.named.length > 0)
    const postern = rows.filter((row) => row.postern.named.length > 0)
    expect(postern.length).toBeGreaterThanOrEqual(thunderbird.length)
    expect(thunderbird.filter((row) => row.postern.named.length === 0)).toEqual([])
  })

  test('and at least as many of those that a password can safely go to', () => {
    // OAuth2 is not among them: it takes no password, and the table has it.
    const usable = (server: Outgoing | null) => {
      const sight = sightOf(server)
      return sight != null && isUsable(sight)
    }
    const thunderbird = rows.filter((row) => usable(row.thunderbird.chosen))
    expect(thunderbird.length).toBeGreaterThan(0)
    expect(thunderbird.filter((row) => !usable(row.postern.chosen))).toEqual([])
    expect(rows.filter((row) => row.postern.chosen !== null && !usable(row.postern.chosen))).toEqual([])
  })

  const reasons = domains.map((domain) => [domain, differences[domain]?.[2] ?? 'the same for both'] as const)
  test.each(reasons)('%s: Postern’s choice is not the less safe one (%s)', (domain) => {
    const { thunderbird, postern } = rowOf(domain)
    const theirs = sightOf(thunderbird.chosen)
    const ours = sightOf(postern.chosen)
    if (theirs == null || ours == null) {
      // Nothing to compare; who chooses nothing and why is in the table, or both say that there is no mail.
      expect(domain in differences || thunderbird.line === postern.line).toBe(true)
      return
    }
    expect(ours.safety).not.toBeNull()
    expect(ours.safety).toBeGreaterThanOrEqual(theirs.safety ?? 0)
  })
})
