import { expect, test } from 'vitest'
import { mailHost, mailName, mailPorts, selfSigned, withMail } from '../discovery/example-domain.ts'
import { check, folder, publishTo, site } from './publish-world.ts'

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
