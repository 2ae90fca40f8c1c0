import { mkdtemp, readdir, readFile, rm, writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import path from 'node:path'
import { expect, onTestFinished, test } from 'vitest'
import { publish, publishedDomain, type PublishWish } from '../../../electron/app/publish.ts'
import { checkPublished } from '../../../electron/app/publish-check.ts'
import { type PublishedState, PublishReport } from '../../../electron/contract/publish.ts'
import { createTranslator } from '../../../electron/text/translator.ts'
import type { SmallInternetOptions } from '../../fakes/small-internet.ts'
import { someSigner, verified, withoutOpenssl } from '../clients/apple-mail/some-signers.ts'
import {
  createWorld,
  mailHost,
  mailName,
  mailPorts,
  selfSigned,
  withMail,
} from '../discovery/example-domain.ts'

const { signal } = new AbortController()
const t = createTranslator('en')

async function folder(): Promise<string> {
  const made = await mkdtemp(path.join(tmpdir(), 'postern-publish-'))
  onTestFinished(() => rm(made, { recursive: true }))
  return made
}

/** Publishes for example.jp, and gives what was written by its path. */
async function publishTo(out: string, options: SmallInternetOptions, wish: Partial<PublishWish> = {}) {
  const world = await createWorld(options)
  const asked = { domain: 'example.jp', folder: out, username: 'address' as const, ...wish }
  const published = await publish(asked, { network: world }, t, signal)
  const read = (file: string) => readFile(path.join(out, file), 'utf8')
  return { published, read }
}

/** The small internet of a domain that has published these files. */
async function site(read: (file: string) => Promise<string>): Promise<SmallInternetOptions> {
  const zone = await read('dns/zone.txt')
  const srv = [...zone.matchAll(/^(\S+)\. 3600 IN SRV \d+ \d+ (\d+) (\S+)\.$/gm)]
  const txt = [...zone.matchAll(/^(\S+)\. 3600 IN TXT "(.*)"$/gm)]
  return {
    web: {
      'https://autoconfig.example.jp/mail/config-v1.1.xml': await read('www/mail/config-v1.1.xml'),
      'https://autodiscover.example.jp/autodiscover/autodiscover.xml': await read(
        'www/autodiscover/autodiscover.xml',
      ),
      ...(txt.length === 0
        ? {}
        : {
            'https://ua-auto-config.example.jp/.well-known/user-agent-configuration.json': await read(
              'www/.well-known/user-agent-configuration.json',
            ),
          }),
    },
    srv: Object.fromEntries(
      srv.map(([, name = '', port, host = '']) => [name, { name: host, port: Number(port) }]),
    ),
    txt: Object.fromEntries(txt.map(([, name = '', text = '']) => [name, [text]])),
  }
}

async function check(options: SmallInternetOptions) {
  const world = await createWorld(options)
  const report = PublishReport.parse(
    await checkPublished('postmaster@example.jp', { network: world }, signal),
  )
  return {
    report,
    states: Object.fromEntries(
      report.published.map(({ by, state }): [string, PublishedState] => [by, state]),
    ),
    setsUp: Object.fromEntries(report.programs.map(({ program, setsUp }) => [program, setsUp])),
  }
}

test('what is written works where it is published: every program sets itself up', async () => {
  const out = await folder()
  const { published, read } = await publishTo(out, withMail())
  expect(published).toMatchObject({ ok: true, value: { hostGiven: false } })
  if (published?.ok !== true) throw new Error('not published')
  expect(published.value.ports.map(({ port, is }) => [port, is])).toEqual([
    [587, 'ready'],
    [465, 'ready'],
    [993, 'ready'],
  ])
  const { states, setsUp, report } = await check({ ...withMail(), ...(await site(read)) })
  expect(states).toEqual({
    autoconfig: 'works',
    'autoconfig-well-known': 'missing',
    autodiscover: 'works',
    srv: 'works',
    pacc: 'works',
  })
  expect(setsUp).toEqual({
    thunderbird: 'yes',
    'thunderbird-android': 'yes',
    'outlook-classic': 'yes',
    'apple-mail': 'with-profile',
    'srv-programs': 'yes',
    'pacc-programs': 'yes',
  })
  expect(report.published[0]).toMatchObject({ sending: { host: mailName, port: 587, security: 'starttls' } })
})

test('where the mail server does not answer, the settings are there all the same, and perhaps they work', async () => {
  const { published, read } = await publishTo(await folder(), {})
  expect(published).toMatchObject({
    ok: true,
    value: { ports: [{ is: 'assumed', answer: 'no-such-host' }, { is: 'assumed' }, { is: 'assumed' }] },
  })
  const { states, setsUp } = await check(await site(read))
  expect(states).toMatchObject({ autoconfig: 'server-silent', srv: 'server-silent', pacc: 'server-silent' })
  expect(setsUp).toMatchObject({ thunderbird: 'perhaps', 'outlook-classic': 'perhaps' })
})

test('a server whose certificate is not trusted: found, and not working', async () => {
  const { read } = await publishTo(await folder(), withMail())
  const ports = { ...mailPorts(mailName, mailHost), ...mailPorts(mailName, selfSigned) }
  const { states, setsUp } = await check({ ...withMail(), ports, ...(await site(read)) })
  expect(states).toMatchObject({ autoconfig: 'server-not-ready', autodiscover: 'server-not-ready' })
  expect(setsUp['thunderbird']).toBe('no')
})

test('other things that go wrong are told apart', async () => {
  const { read } = await publishTo(await folder(), withMail())
  const { web = {}, txt: _digest, ...dns } = await site(read)
  const plain = (await read('www/mail/config-v1.1.xml'))
    .replaceAll('STARTTLS', 'plain')
    .replaceAll('SSL', 'plain')
  const { states } = await check({
    ...withMail(),
    ...dns,
    web: {
      ...web,
      'https://autoconfig.example.jp/mail/config-v1.1.xml': plain,
      'https://example.jp/.well-known/autoconfig/mail/config-v1.1.xml': '<!doctype html><p>Welcome',
      'https://autodiscover.example.jp/autodiscover/autodiscover.xml': { status: 503 },
    },
    srv: {},
  })
  expect(states).toEqual({
    autoconfig: 'no-encryption',
    'autoconfig-well-known': 'not-readable',
    autodiscover: 'web-server',
    srv: 'missing',
    pacc: 'not-vouched',
  })
})

test('Autodiscover is asked as Outlook asks: a POST with the address, and the domain’s own site first', async () => {
  const { read } = await publishTo(await folder(), withMail())
  const asked: string[] = []
  const content = await read('www/autodiscover/autodiscover.xml')
  const { report } = await check({
    ...withMail(),
    web: {
      'https://example.jp/autodiscover/autodiscover.xml': (request, response) => {
        request.on('data', (chunk: Buffer) => asked.push(`${request.method ?? ''} ${chunk.toString()}`))
        request.on('end', () => response.end(content))
      },
    },
  })
  expect(report.published.find(({ by }) => by === 'autodiscover')).toMatchObject({
    state: 'works',
    where: 'https://example.jp/autodiscover/autodiscover.xml',
  })
  expect(asked.join('')).toMatch(/^POST .*<EMailAddress>postmaster@example\.jp<\/EMailAddress>/s)
})

test('where people sign in with the part before the @, Outlook is not said to set itself up: it takes the address', async () => {
  const { read } = await publishTo(await folder(), withMail(), { username: 'local-part' })
  const website = await site(read)
  const { states, setsUp } = await check({ ...withMail(), ...website })
  expect(states).toMatchObject({ autoconfig: 'works', autodiscover: 'other-username' })
  expect(setsUp).toMatchObject({ thunderbird: 'yes', 'outlook-classic': 'other-username' })

  const url = 'https://autodiscover.example.jp/autodiscover/autodiscover.xml'
  const named = (await read('www/autodiscover/autodiscover.xml')).replaceAll(
    '<DomainRequired>',
    '<LoginName>Postmaster</LoginName><DomainRequired>',
  )
  const right = await check({ ...withMail(), ...website, web: { ...website.web, [url]: named } })
  expect(right.states).toMatchObject({ autodiscover: 'works' })
  expect(right.setsUp).toMatchObject({ 'outlook-classic': 'yes' })
})

test('POP3 is not tested, and nothing is said to be silent', async () => {
  const { read } = await publishTo(await folder(), withMail())
  const url = 'https://autoconfig.example.jp/mail/config-v1.1.xml'
  const pop3 = (await read('www/mail/config-v1.1.xml'))
    .replace('type="imap"', 'type="pop3"')
    .replace('<port>993</port>', '<port>995</port>')
  const { states, setsUp } = await check({ ...withMail(), web: { [url]: pop3 } })
  expect(states).toMatchObject({ autoconfig: 'pop3-not-tested' })
  expect(setsUp).toMatchObject({ thunderbird: 'pop3-not-tested' })
  const silent = await check({ web: { [url]: pop3 } })
  expect(silent.states).toMatchObject({ autoconfig: 'server-silent' })
})

test('where both addresses have nothing, Outlook asks the server that SRV names for Autodiscover', async () => {
  const { read } = await publishTo(await folder(), withMail())
  const where = 'https://config.provider.example/autodiscover/autodiscover.xml'
  const web = { [where]: await read('www/autodiscover/autodiscover.xml') }
  const named = { '_autodiscover._tcp.example.jp': { name: 'config.provider.example', port: 443 } }
  const { report, setsUp } = await check({ ...withMail(), web, srv: named })
  expect(report.published.find(({ by }) => by === 'autodiscover')).toMatchObject({ where, state: 'works' })
  expect(setsUp).toMatchObject({ 'outlook-classic': 'yes' })

  const elsewhere = { '_autodiscover._tcp.example.jp': { name: 'gone.example', port: 443 } }
  const { report: broken } = await check({ ...withMail(), srv: elsewhere })
  expect(broken.published.find(({ by }) => by === 'autodiscover')).toMatchObject({
    where: 'https://gone.example/autodiscover/autodiscover.xml',
    state: 'missing',
  })
})

test('nothing published: nothing is there, and no program sets itself up', async () => {
  const { states, setsUp } = await check(withMail())
  expect(new Set(Object.values(states))).toEqual(new Set(['missing']))
  expect(setsUp).toMatchObject({ thunderbird: 'no', 'outlook-classic': 'no', 'srv-programs': 'no' })
})

test('without DNS nothing is known, and nothing is said to be missing', async () => {
  const { states } = await check({ dnsFails: true })
  expect(new Set(Object.values(states))).toEqual(new Set(['dns-failed']))
})

test('PACC that is no JSON, and a web server that fails', async () => {
  const url = 'https://ua-auto-config.example.jp/.well-known/user-agent-configuration.json'
  expect((await check({ web: { [url]: '<p>' } })).states['pacc']).toBe('not-readable')
  expect((await check({ web: { [url]: { status: 500 } } })).states['pacc']).toBe('web-server')
})

test('the Apple profile asks for the address, or is for the one that was given', async () => {
  const file = 'apple/example.jp.mobileconfig'
  const generic = await (await publishTo(await folder(), withMail())).read(file)
  const personal = await (
    await publishTo(await folder(), withMail(), { address: 'hanako@example.jp' })
  ).read(file)
  expect(generic).not.toMatch(/EmailAddress<|Username/)
  expect(generic).toContain('<key>OutgoingMailServerPortNumber</key>\n\t\t\t<integer>587</integer>')
  expect(personal).toContain('<key>EmailAddress</key>\n\t\t\t<string>hanako@example.jp</string>')
  for (const profile of [generic, personal]) {
    expect(profile).not.toMatch(/<key>(Incoming|Outgoing)?Password<\/key>/)
    expect(profile.match(/<key>/g)?.length).toBe(
      profile.match(/<(string|integer|array|true|false)\b/g)?.length,
    )
  }
})

test('nothing is written over what is there', async () => {
  const out = await folder()
  await writeFile(path.join(out, 'mine.txt'), 'mine')
  const { published } = await publishTo(out, {})
  expect(published).toEqual({ ok: false, error: { kind: 'folder-not-empty', folder: out } })
  expect(await readdir(out)).toEqual(['mine.txt'])
})

test('a folder that cannot be made is said to be so', async () => {
  const out = await folder()
  await writeFile(path.join(out, 'file'), '')
  const { published } = await publishTo(path.join(out, 'file', 'below'), {})
  expect(published).toMatchObject({ ok: false, error: { kind: 'not-written', code: 'ENOTDIR' } })
})

test.each<[Partial<PublishWish>, string]>([
  [{ domain: 'example' }, 'not-a-domain'],
  [{ domain: 'example.jp; }' }, 'not-a-domain'],
  [{ domain: 'example.jp"><x>' }, 'not-a-domain'],
  [{ domain: 'hanako@example.jp' }, 'not-a-domain'],
  [{ domain: 'a.jp\nb.jp' }, 'not-a-domain'],
  [{ domain: '' }, 'not-a-domain'],
  [{ host: '192.0.2.1' }, 'not-a-server-name'],
  [{ host: 'mail' }, 'not-a-server-name'],
  [{ host: 'mail.example.jp;' }, 'not-a-server-name'],
  [{ imapHost: '<b>.example.jp' }, 'not-a-server-name'],
  [{ address: 'hanako' }, 'not-an-address'],
  [{ address: 'hanako@example.com' }, 'other-domain'],
])('%j is %s, and nothing is written', async (wish, kind) => {
  const out = path.join(await folder(), 'new')
  const { published } = await publishTo(out, {}, wish)
  expect(published).toMatchObject({ ok: false, error: { kind } })
  await expect(readdir(out)).rejects.toThrow('ENOENT')
})

test('a domain in its own script is published in A-labels', () => {
  expect(publishedDomain('日本.example')).toEqual({ ok: true, value: 'xn--wgv71a.example' })
  expect(publishedDomain('Example.JP.')).toEqual({ ok: true, value: 'example.jp' })
})

test('an aborted publication writes nothing', async () => {
  const out = path.join(await folder(), 'new')
  const world = await createWorld({})
  const wish = { domain: 'example.jp', folder: out, username: 'address' as const }
  expect(await publish(wish, { network: world }, t, AbortSignal.abort())).toBeNull()
  await expect(readdir(out)).rejects.toThrow('ENOENT')
})

test.skipIf(withoutOpenssl !== '')(
  `a signed Apple profile holds the other to the byte${withoutOpenssl}`,
  async () => {
    const { folder: own, inFolder, signer } = await someSigner()
    const file = 'apple/example.jp.mobileconfig'
    const plain = await publishTo(inFolder('plain'), withMail())
    const { published } = await publishTo(inFolder('signed'), withMail(), { signer })
    expect(published).toMatchObject({ ok: true, value: { signed: { validTo: expect.any(Date) as Date } } })
    expect(verified(own, `signed/${file}`)).toBe(await plain.read(file))
  },
)

test.skipIf(withoutOpenssl !== '')(
  `nothing is written where it cannot be signed${withoutOpenssl}`,
  async () => {
    const { inFolder, signer } = await someSigner()
    const { certificate: key } = signer
    const { published } = await publishTo(inFolder('out'), withMail(), { signer: { ...signer, key } })
    const why = { kind: 'key-unusable', file: key }
    expect(published).toEqual({ ok: false, error: { kind: 'not-signed', why } })
    await expect(readdir(inFolder('out'))).rejects.toThrow('ENOENT')
  },
)
