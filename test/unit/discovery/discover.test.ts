import { describe, expect, test } from 'vitest'
import type { UsableCandidate } from '../../../electron/contract/discovery.ts'
import { discover } from '../../../electron/discovery/discover.ts'
import type { SmallInternetOptions } from '../../fakes/small-internet.ts'
import {
  address,
  autoconfig,
  createWorld,
  document,
  find,
  ispdb,
  mailAddress,
  mailHost,
  mailName,
  mailPorts,
  mx,
  pacc,
  paccContent,
  plainAutoconfig,
  reading,
  sending,
  srv,
  wellKnown,
  withMail,
} from './example-domain.ts'

const otherDocument = document.replaceAll(mailName, 'other.example.jp')

describe('each source by itself', () => {
  test.each<[UsableCandidate['source'], UsableCandidate['why'], SmallInternetOptions]>([
    ['autoconfig', 'published', { web: { [autoconfig]: document } }],
    ['autoconfig-well-known', 'published', { web: { [wellKnown]: document } }],
    ['ispdb', 'published', { web: { [`${ispdb}example.jp`]: document } }],
    ['srv', 'published', { srv }],
    [
      'mx-autoconfig',
      'published',
      {
        mx: mx('mx1.tokyo.hoster.co.jp'),
        web: { 'https://autoconfig.tokyo.hoster.co.jp/mail/config-v1.1.xml': document },
      },
    ],
    [
      'mx-autoconfig',
      'published',
      {
        mx: mx('mx1.tokyo.hoster.co.jp'),
        web: { 'https://autoconfig.hoster.co.jp/mail/config-v1.1.xml': document },
      },
    ],
    ['mx-ispdb', 'published', { mx: mx('mx1.hoster.co.jp'), web: { [`${ispdb}hoster.co.jp`]: document } }],
    ['pacc', 'published', pacc(paccContent)],
    ['autoconfig-http', 'verified', { ...withMail(), web: { [plainAutoconfig]: document } }],
    ['guess', 'verified', { ...withMail({ 'example.jp': '203.0.113.4' }) }],
    ['guess', 'verified', { ...withMail(), mx: mx(mailName) }],
  ])('%s, %s', async (source, why, options) => {
    const { chosen, heard } = await find(options)
    expect(chosen).toMatchObject({ source, why, submission: sending, incoming: reading })
    expect(heard.at(-1)).toEqual(chosen)
  })

  test('guesses go on where the usual host names only an address, as the domain itself does', async () => {
    const options = { hosts: { 'example.jp': mailAddress }, ports: mailPorts('example.jp', mailHost) }
    const { chosen, candidates } = await find(options)
    // The certificate is for another name.
    expect(chosen).toBeNull()
    expect(candidates).toMatchObject([
      { source: 'guess', why: 'untrusted-certificate', submission: { host: 'example.jp' } },
    ])
  })
})

describe('which answer wins, and when', () => {
  test('the source that counts more, although it comes later; the first good answer is heard at once', async () => {
    const { chosen, heard, candidates } = await find({
      srv,
      web: {
        [autoconfig]: (_request, response) => void setTimeout(() => response.end(otherDocument), 300),
        [`${ispdb}example.jp`]: document,
      },
    })
    expect(heard[0]?.source).toBe('srv')
    expect(heard.at(-1)?.source).toBe('autoconfig')
    expect(chosen?.submission.host).toBe('other.example.jp')
    expect(candidates.map(({ source }) => source)).toEqual(['autoconfig', 'ispdb', 'srv'])
  })

  test('a better answer has 800 ms, no longer', async () => {
    const { chosen, ms } = await find({
      srv,
      ports: { 'autoconfig.example.jp:443': 'silent' },
      hosts: { 'autoconfig.example.jp': '203.0.113.9' },
    })
    expect(chosen?.source).toBe('srv')
    expect(ms).toBeGreaterThan(750)
    expect(ms).toBeLessThan(1_300)
  })

  test('nothing is waited for that counts less', async () => {
    const { chosen, ms } = await find({
      srv,
      hosts: { 'ua-auto-config.example.jp': '203.0.113.9' },
      ports: { 'ua-auto-config.example.jp:443': 'silent' },
    })
    expect(chosen?.source).toBe('srv')
    expect(ms).toBeLessThan(500)
  })

  test('guesses begin after a second when a source stays silent', async () => {
    const silent = { ...withMail({ 'example.jp': '203.0.113.4' }) }
    const { chosen, ms } = await find({ ...silent, ports: { ...silent.ports, 'example.jp:443': 'silent' } })
    expect(chosen?.source).toBe('guess')
    expect(ms).toBeGreaterThan(1_000)
    expect(ms).toBeLessThan(3_000)
  })

  test.each([
    ['both', 5_000],
    ['submission', 3_500],
  ] as const)(
    'looking for %s: %i ms are the end, and it says what it did not learn',
    async (wanted, most) => {
      const silent = Object.fromEntries(
        [443, 80, 465, 587, 993, 143].flatMap((port) =>
          [mailName, 'example.jp', 'autoconfig.example.jp', 'ispdb.example'].map((host) => [
            `${host}:${port}`,
            'silent' as const,
          ]),
        ),
      )
      const hosts = {
        [mailName]: mailAddress,
        'example.jp': '203.0.113.4',
        'autoconfig.example.jp': '203.0.113.5',
        'ispdb.example': '203.0.113.6',
      }
      const { chosen, notes, candidates, ms } = await find({ hosts, ports: silent }, { wanted })
      expect(chosen).toBeNull()
      expect(notes).toEqual(['incomplete'])
      expect(candidates).toMatchObject([
        { source: 'guess', why: 'no-answer', submission: { host: mailName } },
        { source: 'guess', why: 'no-answer', submission: { host: 'example.jp' } },
      ])
      expect(ms).toBeLessThan(most)
    },
  )

  test.each([0, 20, 300, 1_100, 1_600])('stopped after %i ms: no answer, and nothing is left', async (ms) => {
    const world = await createWorld({
      ...withMail({ 'example.jp': '203.0.113.4' }),
      ports: { ...mailPorts(mailName, mailHost), 'example.jp:443': 'silent', 'example.jp:465': 'silent' },
      web: { [autoconfig]: (_request, response) => void response.write('<clientConfig>') },
    })
    const options = { wanted: 'both', ispdb } as const
    const signal = ms === 0 ? AbortSignal.abort() : AbortSignal.timeout(ms)
    const heard: unknown[] = []
    const begun = performance.now()
    expect(await discover(address, world, signal, (one) => heard.push(one), options)).toBeNull()
    expect(performance.now() - begun).toBeLessThan(ms + 400)
    if (ms < 1_000) expect(heard).toEqual([])
  })
})

describe('what is told to whom', () => {
  test('the address to the domain and its hoster over TLS, and to nobody else', async () => {
    const { world } = await find({
      mx: mx('mx1.hoster.co.jp'),
      web: {
        [autoconfig]: { status: 404 },
        [wellKnown]: { status: 404 },
        [plainAutoconfig]: { status: 404 },
        [`${ispdb}example.jp`]: { status: 404 },
        'https://autoconfig.hoster.co.jp/mail/config-v1.1.xml': { status: 404 },
      },
    })
    expect(world.asked.toSorted()).toEqual([
      plainAutoconfig,
      `${autoconfig}?emailaddress=hanako%40example.jp`,
      'https://autoconfig.hoster.co.jp/mail/config-v1.1.xml?emailaddress=hanako%40example.jp',
      wellKnown,
      `${ispdb}example.jp`,
      `${ispdb}hoster.co.jp`,
    ])
  })

  test('a domain in another script is asked for in its A-labels', async () => {
    const domain = 'xn--wgv71a.jp'
    const { chosen } = await find(
      {
        web: {
          [`https://autoconfig.${domain}/mail/config-v1.1.xml`]: document.replaceAll(
            mailName,
            'mail.日本.jp',
          ),
        },
      },
      { address: `hanako@${domain}` },
    )
    expect(chosen?.submission.host).toBe('mail.xn--wgv71a.jp')
  })

  test('a check that only sends does not look for the mailbox', async () => {
    const { chosen, world } = await find(withMail({ 'example.jp': '203.0.113.4' }), { wanted: 'submission' })
    expect(chosen).toMatchObject({ submission: sending, incoming: null })
    expect(world.dialled.filter((to) => /:(993|143)$/.test(to))).toEqual([])
  })
})
