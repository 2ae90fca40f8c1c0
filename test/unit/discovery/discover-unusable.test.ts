import { describe, expect, test } from 'vitest'
import { serverToCheck } from '../../../electron/app/discover.ts'
import { clientConfig } from '../../fakes/client-config.ts'
import type { Answer, SmallInternetOptions } from '../../fakes/small-internet.ts'
import {
  autoconfig,
  document,
  find,
  ispdb,
  mailAddress,
  mailName,
  mailPorts,
  mx,
  pacc,
  paccContent,
  paccUrl,
  plainAutoconfig,
  selfSigned,
  sending,
  srv,
  wellKnown,
  withMail,
} from './example-domain.ts'

describe('settings that cannot be used', () => {
  test('a server without encryption is shown and never chosen; its TLS ports are tried', async () => {
    const plain = clientConfig({
      outgoing: [{ host: mailName, port: 25, socketType: 'plain', username: '%EMAILLOCALPART%' }],
      pop3: [{ host: 'pop.example.jp', port: 995, socketType: 'SSL' }],
    })
    const { chosen, candidates } = await find({
      ...withMail(),
      mx: mx('mx.elsewhere.example'),
      web: { [`${ispdb}example.jp`]: plain },
    })
    expect(candidates[0]).toMatchObject({
      usable: false,
      why: 'plain',
      plain: { host: mailName, port: 25 },
      submission: null,
    })
    // What the document says besides holds for the same server.
    expect(chosen).toMatchObject({
      source: 'guess',
      why: 'verified',
      submission: sending,
      username: 'hanako',
      incoming: { protocol: 'pop3', host: 'pop.example.jp' },
    })
  })

  test('nothing but a server without encryption: said plainly', async () => {
    const plain = clientConfig({ outgoing: [{ host: mailName, port: 587, socketType: 'plain' }] })
    const { chosen, notes, heard } = await find({
      hosts: { [mailName]: mailAddress },
      mx: mx('mx.elsewhere.example'),
      web: { [autoconfig]: plain },
    })
    expect({ chosen, notes, heard }).toEqual({ chosen: null, notes: ['plain-only'], heard: [] })
  })

  test('OAuth2 only: said plainly, and neither DNS nor a guess is taken instead', async () => {
    const oauth2 = clientConfig({
      outgoing: [{ host: mailName, port: 587, socketType: 'STARTTLS', authentication: ['OAuth2'] }],
    })
    const { chosen, notes, candidates, heard } = await find({
      ...withMail({ 'example.jp': '203.0.113.4' }),
      srv: {},
      web: { [`${ispdb}example.jp`]: oauth2 },
    })
    expect({ chosen, notes, heard }).toEqual({ chosen: null, notes: ['oauth2-only'], heard: [] })
    expect(candidates).toMatchObject([{ why: 'oauth2-only', submission: { host: mailName, port: 587 } }])
    const withDns = await find({ srv, web: { [`${ispdb}example.jp`]: oauth2 } })
    expect(withDns.chosen).toBeNull()
  })

  test('without TLS on the way: what does not show a trusted certificate is not believed', async () => {
    const { chosen, candidates } = await find({
      hosts: { [mailName]: mailAddress },
      ports: mailPorts(mailName, selfSigned),
      mx: mx(''),
      web: { [plainAutoconfig]: document },
    })
    expect(chosen).toBeNull()
    expect(candidates).toMatchObject([
      { source: 'autoconfig-http', why: 'untrusted-certificate', incoming: null },
    ])
  })

  test('without TLS on the way: no word of a provider without passwords, and no user name', async () => {
    const oauth2 = { host: mailName, port: 465, socketType: 'SSL', authentication: ['OAuth2'] }
    const plain = { host: mailName, port: 25, socketType: 'plain', username: 'mallory' }
    for (const outgoing of [[oauth2], [plain]]) {
      const { chosen, notes } = await find({
        ...withMail(),
        mx: mx(mailName),
        web: { [plainAutoconfig]: clientConfig({ outgoing }) },
      })
      expect(chosen).toMatchObject({ source: 'guess', submission: sending, username: null })
      expect(notes).toEqual([])
    }
  })

  test('a private server with its own certificate is found, for the person to decide', async () => {
    const { chosen, candidates } = await find({
      hosts: { [mailName]: mailAddress },
      ports: mailPorts(mailName, selfSigned),
      mx: mx(mailName),
    })
    expect(chosen).toBeNull()
    expect(candidates).toMatchObject([{ why: 'untrusted-certificate', submission: sending }])
  })

  test.each([
    ['no digest in DNS', { ...pacc(paccContent), txt: {} }, 'digest-mismatch'],
    ['a digest of something else', { ...pacc({}), web: pacc(paccContent).web ?? {} }, 'digest-mismatch'],
    [
      'OAuth2 only',
      pacc({
        ...paccContent,
        authentication: { password: false, 'oauth-public': { issuer: 'https://a.example' } },
      }),
      'oauth2-only',
    ],
    ['no password', pacc({ ...paccContent, authentication: { password: false } }), 'no-password'],
  ])('PACC with %s', async (_what, options, why) => {
    const { chosen, candidates } = await find(options)
    expect(chosen).toBeNull()
    expect(candidates).toMatchObject([{ source: 'pacc', why, submission: sending }])
  })

  test('a server that DNS does not vouch for is not even checked: an account could be set up there', async () => {
    const forged = await find({ ...pacc(paccContent), txt: {} })
    expect(forged.candidates).toMatchObject([{ why: 'digest-mismatch', submission: sending }])
    expect(serverToCheck(forged)).toBeNull()
  })

  test('SRV for sending: a port for mail programs goes before port 25, however DNS orders them', async () => {
    const { chosen } = await find({
      srv: {
        '_submissions._tcp.example.jp': { name: mailName, port: 25 },
        '_submission._tcp.example.jp': { name: mailName, port: 587 },
      },
    })
    expect(chosen).toMatchObject({ source: 'srv', submission: { port: 587, security: 'starttls' } })
  })

  const readers = [
    ['_imaps', 'imap', 993, 'tls'],
    ['_imap', 'imap', 143, 'starttls'],
    ['_pop3s', 'pop3', 995, 'tls'],
    ['_pop3', 'pop3', 110, 'starttls'],
  ] as const
  test.each(readers.map((reader, index) => [reader[0], reader, readers.slice(index)] as const))(
    'SRV for reading: %s comes before those behind it',
    async (_name, [, protocol, port, security], offered) => {
      const { chosen } = await find({
        srv: {
          '_submissions._tcp.example.jp': { name: mailName, port: 465 },
          ...Object.fromEntries(
            offered.map(([name, , at]) => [`${name}._tcp.example.jp`, { name: mailName, port: at }]),
          ),
        },
      })
      expect(chosen?.incoming).toEqual({ protocol, host: mailName, port, security })
    },
  )

  test('SRV on port 25, and SRV that names only a mailbox', async () => {
    const on25 = await find({ srv: { '_submission._tcp.example.jp': { name: mailName, port: 25 } } })
    expect(on25.candidates).toMatchObject([{ source: 'srv', why: 'port-25' }])
    const reads = await find({
      ...withMail(),
      mx: mx(mailName),
      srv: {
        '_submissions._tcp.example.jp': { name: '', port: 0 },
        '_pop3s._tcp.example.jp': { name: 'pop.example.jp', port: 995 },
      },
    })
    expect(reads.candidates[0]).toMatchObject({ source: 'srv', why: 'no-submission' })
    expect(reads.chosen).toMatchObject({
      source: 'guess',
      incoming: { protocol: 'pop3', host: 'pop.example.jp', port: 995, security: 'tls' },
    })
  })
})

describe('web servers that answer something else, everywhere', () => {
  const urls = [autoconfig, wellKnown, plainAutoconfig, paccUrl, `${ispdb}example.jp`]
  test.each<[string, Answer]>([
    ['a web page for every path', '<!doctype html><html><body><p>Welcome<br></body></html>'],
    ['an empty page', ''],
    [
      'a document with entities',
      document.replace('<clientConfig', '<!DOCTYPE x [<!ENTITY a "b">]><clientConfig'),
    ],
    ['JSON of another kind', '[1,{"protocols":null}]'],
    ['JSON with servers that are none', '{"protocols":{"smtp":{"host":"a b"},"imap":{"host":7}}}'],
    ['redirects in a circle', { status: 302, headers: { location: autoconfig } }],
    ['a redirect into this network', { status: 302, headers: { location: 'https://192.168.1.1/' } }],
    ['a body without end', (_request, response) => void response.write('x'.repeat(300 * 1_024))],
    ['a byte, and then nothing', (_request, response) => void response.write('<')],
  ])('%s: DNS is taken, in time', async (_what, answer) => {
    const { chosen, candidates, ms, world } = await find({
      srv,
      web: Object.fromEntries(urls.map((url) => [url, answer])),
    })
    expect(chosen?.source).toBe('srv')
    expect(candidates).toHaveLength(1)
    expect(ms).toBeLessThan(1_500)
    expect(world.dialled.some((to) => to.startsWith('192.168.'))).toBe(false)
  })
})

describe('domains without mail, said plainly', () => {
  test.each<[string, SmallInternetOptions, string]>([
    [
      'null MX',
      {
        ...withMail({ 'example.jp': '203.0.113.4' }),
        mx: mx(''),
      },
      'null-mx',
    ],
    ['neither MX nor an address', withMail(), 'no-mail-domain'],
    ['DNS that does not answer', { dnsFails: true }, 'dns-failed'],
  ])('%s', async (_what, options, note) => {
    const { chosen, candidates, notes, world } = await find(options)
    expect({ chosen, candidates, notes }).toEqual({ chosen: null, candidates: [], notes: [note] })
    // Nobody is asked for a mailbox that cannot be there.
    expect(world.dialled.filter((to) => /:(465|587|993|143)$/.test(to))).toEqual([])
  })
})
