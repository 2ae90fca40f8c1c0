import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import type { Candidate } from '../../../electron/contract/discovery.ts'
import { Candidate as CandidateSchema } from '../../../electron/contract/discovery.ts'
import { parseAutoconfig } from '../../../electron/discovery/autoconfig-xml.ts'
import { candidatesOf } from '../../../electron/discovery/candidates.ts'
import { personOf } from '../../../electron/discovery/search.ts'
import { clientConfig, type ConfigServer } from '../../fakes/client-config.ts'

const person = personOf('hanako.t@example.jp')
const tls = { host: 'smtp.example.jp', port: 465, socketType: 'SSL' }
const starttls = { host: 'smtp.example.jp', port: 587, socketType: 'STARTTLS' }
const imap = { host: 'imap.example.jp', port: 993, socketType: 'SSL' }

function read(document: string): Candidate[] {
  const config = parseAutoconfig(Buffer.from(document))
  const candidates = config === null ? [] : candidatesOf(config, 'autoconfig', person)
  return candidates.map((candidate) => CandidateSchema.parse(candidate))
}

function readServers(outgoing: ConfigServer[], incoming: ConfigServer[] = [imap]): Candidate[] {
  return read(clientConfig({ outgoing, imap: incoming }))
}

describe('which server for sending', () => {
  const plain = { host: 'smtp.example.jp', port: 587, socketType: 'plain' }
  test.each<[string, ConfigServer[], { port: number; security: string }]>([
    ['the one that stands first', [starttls, tls], { port: 587, security: 'starttls' }],
    ['the one that stands first', [tls, starttls], { port: 465, security: 'tls' }],
    ['never one without encryption', [plain, starttls], { port: 587, security: 'starttls' }],
    ['never port 25', [{ ...starttls, port: 25 }, tls], { port: 465, security: 'tls' }],
    [
      '587 and 465 before other ports',
      [{ ...tls, port: 2465 }, starttls],
      { port: 587, security: 'starttls' },
    ],
    ['another port, where there is none of them', [{ ...tls, port: 2465 }], { port: 2465, security: 'tls' }],
    [
      'one that takes a password',
      [
        { ...tls, authentication: ['OAuth2'] },
        { ...starttls, authentication: ['OAuth2', 'password-cleartext'] },
      ],
      { port: 587, security: 'starttls' },
    ],
    ['"TLS" is another word for SSL', [{ ...tls, socketType: 'TLS' }], { port: 465, security: 'tls' }],
    ['sign-in left open', [{ ...tls, authentication: [] }], { port: 465, security: 'tls' }],
  ])('%s', (_what, outgoing, submission) => {
    const chosen = readServers(outgoing).filter(({ usable }) => usable)
    expect(chosen).toMatchObject([{ submission: { host: 'smtp.example.jp', ...submission } }])
  })

  test.each<[string, ConfigServer]>([
    ['plain', plain],
    ['port-25', { ...starttls, port: 25 }],
    ['oauth2-only', { ...tls, authentication: ['OAuth2'] }],
    ['no-password', { ...tls, authentication: ['GSSAPI', 'NTLM'] }],
    ['no-password', { ...tls, authentication: ['client-IP-address'] }],
    ['no-password', { ...tls, authentication: ['none'] }],
  ])('alone and not usable: %s', (why, server) => {
    expect(readServers([server])).toMatchObject([
      {
        usable: false,
        why,
        plain: why === 'plain' ? { host: server.host, port: server.port } : null,
        submission: why === 'plain' ? null : { host: server.host, port: server.port },
      },
    ])
  })

  test('the others are shown behind it', () => {
    expect(readServers([plain, { ...starttls, port: 25 }, tls]).map(({ why }) => why)).toEqual([
      'published',
      'plain',
      'port-25',
    ])
  })
})

describe('which server for reading', () => {
  const pop3 = { host: 'pop.example.jp', port: 995, socketType: 'SSL' }
  test('IMAP before POP3, and none without encryption', () => {
    const incoming = (servers: Parameters<typeof clientConfig>[0]) =>
      read(clientConfig({ outgoing: [tls], ...servers }))[0]?.incoming
    expect(incoming({ pop3: [pop3], imap: [imap] })).toMatchObject({ protocol: 'imap' })
    expect(incoming({ pop3: [pop3], imap: [{ ...imap, socketType: 'plain' }] })).toMatchObject({
      protocol: 'pop3',
      host: 'pop.example.jp',
    })
    expect(incoming({})).toBeNull()
  })

  test('reading alone is told, and not usable', () => {
    expect(readServers([])).toMatchObject([{ usable: false, why: 'no-submission', submission: null }])
  })
})

describe('placeholders', () => {
  test.each([
    ['%EMAILADDRESS%', 'hanako.t@example.jp'],
    ['%EMAILLOCALPART%', 'hanako.t'],
    ['%EMAILLOCALPART%@mail.%EMAILDOMAIN%', 'hanako.t@mail.example.jp'],
    ['EXAMPLE\\%EMAILLOCALPART%', 'EXAMPLE\\hanako.t'],
    ['hanako01', 'hanako01'],
    ['%REALNAME%', null],
    ['%EMAILADDRESS%\u0007', null],
  ])('the user name %j is %j', (username, filled) => {
    expect(readServers([{ ...tls, username }], [])[0]?.username).toBe(filled)
  })

  test('what looks like one in the address itself stays as it is', () => {
    const config = parseAutoconfig(Buffer.from(clientConfig({ outgoing: [tls] })))
    const odd = personOf('%EMAILDOMAIN%@example.jp')
    expect(config && candidatesOf(config, 'autoconfig', odd)[0]?.username).toBe('%EMAILDOMAIN%@example.jp')
  })

  test('in a host name', () => {
    const [candidate] = readServers([{ ...tls, host: 'smtp.%EMAILDOMAIN%' }])
    expect(candidate?.submission?.host).toBe('smtp.example.jp')
  })
})

describe('documents that are none, and hostile ones', () => {
  const good = clientConfig({ outgoing: [tls] })
  const bomb = `<?xml version="1.0"?>
<!DOCTYPE clientConfig [<!ENTITY a "smtp.example.jp">${'bcdefghij'
    .split('')
    .map((name, at) => `<!ENTITY ${name} "${`&${'abcdefghi'[at] ?? ''};`.repeat(10)}">`)
    .join('')}]>
<clientConfig><emailProvider id="x"><outgoingServer type="smtp"><hostname>&j;</hostname><port>465</port>
<socketType>SSL</socketType></outgoingServer></emailProvider></clientConfig>`

  test.each<[string, string | Buffer]>([
    ['an entity bomb', bomb],
    ['an external entity', bomb.replace(/\[.*\]/s, '[<!ENTITY j SYSTEM "file:///etc/passwd">]')],
    ['a web page', '<!doctype html><html><body><p>Not found<br></body></html>'],
    ['a web page as XML', '<html><body><p>Not found</p></body></html>'],
    ['nothing', ''],
    ['text', 'Not here.'],
    ['JSON', '{"clientConfig":{}}'],
    ['bytes', Buffer.from([0xff, 0xfe, 0, 1, 2, 3])],
    ['half a document', good.slice(0, good.length / 2)],
    ['a tag that is not closed', good.replace('</hostname>', '')],
    ['very deep', '<a>'.repeat(40_000)],
    ['very deep and closed', '<a>'.repeat(20_000) + '</a>'.repeat(20_000)],
    ['very many attributes', `<clientConfig ${'a="1" '.repeat(40_000)}/>`],
    ['names of Object’s own', '<clientConfig><__proto__><emailProvider/></__proto__></clientConfig>'],
    ['another root', good.replaceAll('clientConfig', 'config')],
    ['an empty provider', '<clientConfig><emailProvider/></clientConfig>'],
  ])('%s: nothing is found', (_what, document) => {
    const begun = performance.now()
    const config = parseAutoconfig(Buffer.from(document))
    expect(config === null ? [] : candidatesOf(config, 'autoconfig', person)).toEqual([])
    expect(performance.now() - begun).toBeLessThan(1_500)
  })

  test.each<[string, Partial<ConfigServer>]>([
    ['no host', { host: '' }],
    ['a host with a port', { host: 'smtp.example.jp:465' }],
    ['a URL', { host: 'https://smtp.example.jp/' }],
    ['a path', { host: 'smtp.example.jp/../../etc' }],
    ['an entity', { host: '&xxe;' }],
    ['a number that would become an address', { host: '2130706433' }],
    ['another person’s placeholder', { host: '%REALNAME%.example.jp' }],
    ['line ends', { host: 'smtp.example.jp\r\nMAIL' }],
    ['port 0', { port: 0 }],
    ['port 65536', { port: 65_536 }],
    ['a negative port', { port: -25 }],
    ['half a port', { port: 46.5 }],
    ['a port that is none', { port: Number.NaN }],
    ['another kind of security', { socketType: 'perhaps' }],
  ])('a server with %s is passed over, the others count', (_what, broken) => {
    expect(readServers([{ ...tls, ...broken }, starttls])).toMatchObject([
      { usable: true, submission: { port: 587 } },
    ])
  })

  test('cut anywhere: nothing is found, or nothing else than in the whole', () => {
    const whole = read(good)
    for (let length = 0; length < good.length; length++) {
      const cut = read(good.slice(0, length))
      expect(cut.length === 0 ? whole : cut).toEqual(whole)
    }
  })

  test('a byte order mark, comments, CDATA and elements of other versions do no harm', () => {
    const odd = good
      .replace('<?xml', '\ufeff<?xml')
      .replace('<port>465</port>', '<!-- TLS --><port><![CDATA[465]]></port><future x="1"><y/></future>')
      .replace('<hostname>', '<hostname lang="en">')
      .replace('version="1.1"', 'version="9"')
    expect(read(odd)).toMatchObject([{ usable: true, submission: { host: 'smtp.example.jp', port: 465 } }])
  })

  test('no document at all throws, or gives settings that the contract does not know', () => {
    const piece = fc.oneof(
      fc.constantFrom(...good.split(/(?=<)/)),
      fc.constantFrom(
        '%EMAILADDRESS%',
        '465',
        'SSL',
        ']]>',
        '<![CDATA[',
        '&#x41;',
        '<!--',
        '-->',
        '</clientConfig>',
      ),
      fc.string({ maxLength: 8 }),
    )
    fc.assert(
      fc.property(fc.array(piece, { maxLength: 60 }), (pieces) => {
        read(pieces.join(''))
        read(good.replace('smtp.example.jp', pieces.join('').slice(0, 40)))
      }),
      { numRuns: 500 },
    )
  })
})
