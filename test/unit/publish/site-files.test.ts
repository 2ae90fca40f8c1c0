import { XMLParser } from 'fast-xml-parser'
import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import type { MailSettings } from '../../../electron/contract/publish.ts'
import { parseAutoconfig } from '../../../electron/discovery/autoconfig-xml.ts'
import { candidatesOf } from '../../../electron/discovery/candidates.ts'
import { personOf } from '../../../electron/discovery/search.ts'
import { choosePorts, type PortAnswers } from '../../../electron/publish/choose-ports.ts'
import { readAutodiscover } from '../../../electron/publish/read-autodiscover.ts'
import { siteFiles } from '../../../electron/publish/site-files.ts'

const host = 'mail.example.jp'
const asked = { domain: 'example.jp', host, imapHost: 'imap.example.jp', username: 'address' } as const
const ready: PortAnswers = { 587: 'ready', 465: 'ready', 993: 'ready' }
const both = choosePorts(asked, ready).settings

function contentOf(settings: MailSettings, path: string): string {
  const file = siteFiles(settings).find((one) => one.path === path)
  if (file === undefined) throw new Error(`no ${path}`)
  return file.content
}
const autoconfig = 'www/mail/config-v1.1.xml'
const autodiscover = 'www/autodiscover/autodiscover.xml'
const pacc = 'www/.well-known/user-agent-configuration.json'
const zone = 'dns/zone.txt'

describe('which ports are published', () => {
  test.each<[PortAnswers[587], PortAnswers[465], ports: number[], is: string[]]>([
    ['ready', 'ready', [587, 465], ['ready', 'ready']],
    ['ready', 'no-answer', [587], ['ready', 'left-out']],
    ['no-tls', 'ready', [465], ['left-out', 'ready']],
    ['no-answer', 'no-answer', [587, 465], ['assumed', 'assumed']],
    ['untrusted-certificate', 'no-such-host', [587, 465], ['assumed', 'assumed']],
  ])('587 %s, 465 %s: %j', (submission, submissions, published, is) => {
    const { settings, ports } = choosePorts(asked, { 587: submission, 465: submissions, 993: 'no-answer' })
    expect(settings.sending.map(({ port }) => port)).toEqual(published)
    expect(ports.map((port) => port.is)).toEqual([...is, 'assumed'])
  })
})

describe('each file, read by those who read it', () => {
  test('autoconfig: the servers, encrypted, with 587 first, and the address as the user name', () => {
    const config = parseAutoconfig(Buffer.from(contentOf(both, autoconfig)))
    expect(config?.outgoing.map(({ port, security }) => [port, security])).toEqual([
      [587, 'starttls'],
      [465, 'tls'],
    ])
    expect(
      candidatesOf(config ?? { incoming: [], outgoing: [] }, 'autoconfig', personOf('hanako@example.jp')),
    ).toEqual([
      {
        source: 'autoconfig',
        usable: true,
        why: 'published',
        username: 'hanako@example.jp',
        submission: { host, port: 587, security: 'starttls' },
        incoming: { protocol: 'imap', host: 'imap.example.jp', port: 993, security: 'tls' },
      },
    ])
  })

  test('autoconfig: the part before the @, where people sign in with that', () => {
    const config = parseAutoconfig(Buffer.from(contentOf({ ...both, username: 'local-part' }, autoconfig)))
    expect(config?.outgoing[0]?.username).toBe('%EMAILLOCALPART%')
  })

  test('Autodiscover: by the rules of MS-OXDSCLI for a mailbox that is not on Exchange', () => {
    const content = contentOf(both, autodiscover)
    expect(readAutodiscover(Buffer.from(content))).toEqual([
      { type: 'IMAP', host: 'imap.example.jp', port: 993, security: 'tls', username: null },
      { type: 'SMTP', host, port: 587, security: 'starttls', username: null },
    ])
    const parser = new XMLParser({ ignoreAttributes: false, attributeNamePrefix: '@', parseTagValue: false })
    expect(parser.parse(content)).toMatchObject({
      Autodiscover: {
        '@xmlns': 'http://schemas.microsoft.com/exchange/autodiscover/responseschema/2006',
        Response: {
          '@xmlns': 'http://schemas.microsoft.com/exchange/autodiscover/outlook/responseschema/2006a',
          Account: {
            AccountType: 'email',
            Action: 'settings',
            Protocol: [
              { Type: 'IMAP', SSL: 'on', SPA: 'off', AuthRequired: 'on' },
              // STARTTLS: Encryption goes before SSL.
              { Type: 'SMTP', SSL: 'off', Encryption: 'TLS', SPA: 'off', AuthRequired: 'on' },
            ],
          },
        },
      },
    })
    // What is not said is the address: a file for everybody cannot name anybody.
    expect(content).not.toMatch(/LoginName|DomainName/)
  })

  test('Autodiscover over 465 alone: TLS from the start', () => {
    const { settings } = choosePorts(asked, { ...ready, 587: 'no-tls' })
    expect(readAutodiscover(Buffer.from(contentOf(settings, autodiscover)))?.[1]).toEqual({
      type: 'SMTP',
      host,
      port: 465,
      security: 'tls',
      username: null,
    })
  })

  test('PACC is there where it can say what is so: TLS from the start, the address as the user name', () => {
    expect(JSON.parse(contentOf(both, pacc))).toMatchObject({
      protocols: { imap: { host: 'imap.example.jp' }, submit: { host }, smtp: { host } },
      authentication: { password: true },
    })
    const paths = (settings: MailSettings) => siteFiles(settings).map(({ path }) => path)
    expect(paths({ ...both, username: 'local-part' })).not.toContain(pacc)
    const { settings } = choosePorts(asked, { ...ready, 465: 'no-answer' })
    expect(paths(settings)).not.toContain(pacc)
    expect(contentOf(settings, zone)).not.toContain('ua-auto-config')
    expect(contentOf(settings, 'web-server/nginx.conf')).not.toContain('ua-auto-config')
  })

  test('the zone: one record a line, every name ended, 465 before 587', () => {
    const lines = contentOf(both, zone).trimEnd().split('\n')
    expect(lines.filter((line) => !line.includes(' TXT '))).toEqual([
      '_submission._tcp.example.jp. 3600 IN SRV 10 1 587 mail.example.jp.',
      '_submissions._tcp.example.jp. 3600 IN SRV 0 1 465 mail.example.jp.',
      '_imaps._tcp.example.jp. 3600 IN SRV 0 1 993 imap.example.jp.',
      '_autodiscover._tcp.example.jp. 3600 IN SRV 0 1 443 autodiscover.example.jp.',
    ])
    expect(lines.at(-1)).toMatch(
      /^_ua-auto-config\.example\.jp\. 3600 IN TXT "v=UAAC1; a=sha256; d=[A-Za-z0-9+/]{43}="$/,
    )
  })

  test('the web servers are told all names, and balanced braces and sections', () => {
    const nginx = contentOf(both, 'web-server/nginx.conf')
    expect(nginx).toContain(
      'server_name autoconfig.example.jp autodiscover.example.jp ua-auto-config.example.jp;',
    )
    expect(nginx.split('{').length).toBe(nginx.split('}').length)
    for (const line of nginx.split('\n').map((one) => one.trim())) expect(line).toMatch(/^$|[;{}]$/)
    const apache = contentOf(both, 'web-server/apache.conf')
    const opened = [...apache.matchAll(/<([A-Z]\w+)/g)].map(([, name]) => name)
    const closed = [...apache.matchAll(/<\/([A-Z]\w+)>/g)].map(([, name]) => name)
    expect(opened.sort()).toEqual(closed.sort())
  })
})

test('whatever names parse, every file is whole', () => {
  const label = fc.stringMatching(/^[a-z0-9]([a-z0-9-]{0,10}[a-z0-9])?$/)
  const name = fc.array(label, { minLength: 2, maxLength: 4 }).map((labels) => labels.join('.'))
  fc.assert(
    fc.property(name, name, (domain, server) => {
      const { settings } = choosePorts({ ...asked, domain, host: server, imapHost: server }, ready)
      const config = parseAutoconfig(Buffer.from(contentOf(settings, autoconfig)))
      expect([config?.incoming.length, config?.outgoing.map((one) => one.host)]).toEqual([
        1,
        [server, server],
      ])
      const answer = readAutodiscover(Buffer.from(contentOf(settings, autodiscover)))
      expect(answer?.map((one) => one.host)).toEqual([server, server])
      expect(JSON.parse(contentOf(settings, pacc))).toMatchObject({ protocols: { imap: { host: server } } })
      for (const line of contentOf(settings, zone).trimEnd().split('\n'))
        expect(line).toMatch(
          /^_[a-z._-]+\.[a-z0-9.-]+\. 3600 IN (SRV \d+ \d+ \d+ [a-z0-9.-]+\.|TXT "[^"]+")$/,
        )
    }),
    { numRuns: 50 },
  )
})
