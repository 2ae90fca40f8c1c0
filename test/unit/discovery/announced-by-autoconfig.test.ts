import { type ChildProcess, fork } from 'node:child_process'
import { once } from 'node:events'
import { mkdtemp, rm, writeFile } from 'node:fs/promises'
import type { RequestListener, ServerResponse } from 'node:http'
import https from 'node:https'
import { tmpdir } from 'node:os'
import path from 'node:path'
import process from 'node:process'
import { fileURLToPath } from 'node:url'
import { afterAll, beforeAll, expect, test } from 'vitest'
import { createCertificateAuthority } from '../../fakes/certificates.ts'
import { type Listening, listen } from '../../fakes/listening.ts'
import type { AutoconfigAnswer, AutoconfigQuestion } from './autoconfig-process.ts'

const domain = 'tanaka.example'
const first = `autoconfig.${domain}`
const url = `https://${first}/mail/config-v1.1.xml`
const wellKnown = `https://${domain}/.well-known/autoconfig/mail/config-v1.1.xml`
const names = [first, domain, 'www.tanaka.example', 'router.example'] as const

let folder = ''
let finder: ChildProcess
let server: Listening
let stranger: Listening
let behaviour: RequestListener = () => undefined
let requests: string[] = []

beforeAll(async () => {
  folder = await mkdtemp(path.join(tmpdir(), 'postern-autoconfig-'))
  const authority = await createCertificateAuthority('Autoconfig Test CA')
  const file = path.join(folder, 'authority.pem')
  await writeFile(file, authority.certPem)
  const unknown = await createCertificateAuthority('An authority that nobody knows')
  const serve = async (issuer: typeof authority) => {
    const { certPem, keyPem } = await issuer.issue({ names })
    return listen(
      https.createServer({ cert: certPem, key: keyPem }, (request, response) => {
        requests.push(`https://${request.headers.host ?? ''}${request.url ?? ''}`)
        behaviour(request, response)
      }),
    )
  }
  server = await serve(authority)
  stranger = await serve(unknown)
  finder = fork(fileURLToPath(new URL('autoconfig-process.ts', import.meta.url)), {
    env: { ...process.env, NODE_EXTRA_CA_CERTS: file },
  })
})

afterAll(async () => {
  finder.kill()
  await Promise.all([server.close(), stranger.close()])
  await rm(folder, { recursive: true })
})

/** Asks for the autoconfig of the domain; every host is the server of the test, at a public address, unless said. */
async function find(
  listener: RequestListener,
  changes: Partial<AutoconfigQuestion> = {},
): Promise<AutoconfigAnswer> {
  behaviour = listener
  requests = []
  const hosts = { [first]: { address: '203.0.113.1', port: server.port } }
  const question: AutoconfigQuestion = { domain, hosts, ...changes }
  finder.send(question)
  const [answer] = (await once(finder, 'message')) as [AutoconfigAnswer]
  expect(answer.open).toBe(0)
  return answer
}

function outgoing(hostname: string, port: string, socketType: string): string {
  return `<outgoingServer type="smtp"><hostname>${hostname}</hostname><port>${port}</port>
    <socketType>${socketType}</socketType><authentication>password-cleartext</authentication></outgoingServer>`
}

function config(...servers: string[]): string {
  return `<?xml version="1.0" encoding="UTF-8"?>
<clientConfig version="1.1">
  <emailProvider id="${domain}">
    <domain>${domain}</domain>
    <incomingServer type="imap"><hostname>mail.${domain}</hostname><port>993</port>
      <socketType>SSL</socketType><username>%EMAILADDRESS%</username></incomingServer>
    ${servers.join('\n')}
  </emailProvider>
</clientConfig>`
}

const good = config(outgoing('mail.tanaka.example', '587', 'STARTTLS'))
const goodServer = { host: 'mail.tanaka.example', port: 587, security: 'starttls' }

function serves(
  body: string,
  headers: Record<string, string> = { 'content-type': 'text/xml' },
): RequestListener {
  return (_request, response) => void response.writeHead(200, headers).end(body)
}

function redirects(location: (host: string) => string): RequestListener {
  return ({ headers }, response) =>
    void response.writeHead(302, { location: location(headers.host ?? '') }).end()
}

/** Writes as fast as the peer reads. */
function flood(response: ServerResponse, counted: (bytes: number) => void): void {
  const block = Buffer.alloc(65_536, 'x')
  const more = () => {
    do {
      if (response.destroyed) return
      counted(block.length)
    } while (response.write(block))
  }
  response.on('drain', more)
  more()
}

test('the outgoing servers of the first address, as they stand there', async () => {
  const { announcement } = await find(
    serves(
      config(
        outgoing('mail.%EMAILDOMAIN%', '465', 'SSL'),
        outgoing('MAIL.tanaka.example.', ' 587 ', 'STARTTLS'),
        outgoing('mail.tanaka.example', '25', 'plain'),
      ),
    ),
  )
  expect(announcement).toEqual({
    kind: 'announced',
    servers: [
      { source: url, host: 'mail.tanaka.example', port: 465, security: 'tls' },
      { source: url, host: 'mail.tanaka.example', port: 587, security: 'starttls' },
      { source: url, host: 'mail.tanaka.example', port: 25, security: null },
    ],
  })
  expect(requests).toEqual([url])
})

test('the second address, where the first has nothing; neither is told the mail address', async () => {
  const both = {
    [first]: { address: '203.0.113.1', port: server.port },
    [domain]: { address: '203.0.113.2', port: server.port },
  }
  const { announcement } = await find(
    ({ headers }, response) => (headers.host === domain ? response.end(good) : response.writeHead(404).end()),
    { hosts: both },
  )
  expect(announcement).toEqual({ kind: 'announced', servers: [{ source: wellKnown, ...goodServer }] })
  expect(requests.sort()).toEqual([url, wellKnown].sort())
})

test('a redirect to another public host over HTTPS is followed', async () => {
  const hosts = {
    [first]: { address: '203.0.113.1', port: server.port },
    'www.tanaka.example': { address: '203.0.113.3', port: server.port },
  }
  const { announcement } = await find(
    (request, response) =>
      request.headers.host === first
        ? redirects(() => 'https://www.tanaka.example/mail.xml')(request, response)
        : response.end(good),
    { hosts },
  )
  expect(announcement).toEqual({ kind: 'announced', servers: [{ source: url, ...goodServer }] })
})

const bomb = `<?xml version="1.0"?><!DOCTYPE clientConfig [<!ENTITY a0 "mail.tanaka.example">${Array.from(
  { length: 20 },
  (_, i) => `<!ENTITY a${i + 1} "${`&a${i};`.repeat(10)}">`,
).join('')}]>${good.replace(/^.*\n/, '').replace('mail.tanaka.example', '&a20;')}`

test.each<[string, RequestListener]>([
  ['404', (_request, response) => void response.writeHead(404).end()],
  ['a web page with status 200', serves('<!doctype html><html><body>Welcome!</body></html>')],
  ['a web page that is XML', serves('<html xmlns="http://www.w3.org/1999/xhtml"><body/></html>')],
  ['nothing with status 200', serves('')],
  ['entities that unfold to 2 * 10^21 characters', serves(bomb)],
  ['100,000 tags in one another', serves('<a>'.repeat(80_000))],
  ['bytes that are no text', serves('\0\xff\xfe'.repeat(1_000))],
  ['a document without an outgoing server', serves(config())],
  [
    'a document for servers that cannot be',
    serves(config(outgoing('mail', '99x', 'SSL'), outgoing('', '1', 'TLS'))),
  ],
  [
    'a host name that would be a command in a terminal',
    serves(config(outgoing('mail.example\nrm -rf ~', '587', 'STARTTLS'))),
  ],
  [
    'a body that says it is huge',
    (_request, response) => void response.writeHead(200, { 'content-length': 1e9 }).write('x'),
  ],
  ['a redirect without an end', redirects((host) => `https://${host}/again`)],
  ['a redirect to HTTP', redirects(() => 'http://www.tanaka.example/mail.xml')],
  ['a redirect to nowhere', redirects(() => 'https://')],
])('%s: there is no autoconfig', async (_name, listener) => {
  expect((await find(listener)).announcement).toEqual({ kind: 'missing' })
})

test('after five redirects nobody follows any more', async () => {
  await find(redirects((host) => `https://${host}/again`))
  expect(requests).toHaveLength(6)
})

test('a body without an end is cut off soon', async () => {
  let bytes = 0
  const { announcement } = await find((_request, response) => flood(response, (more) => (bytes += more)))
  expect(announcement).toEqual({ kind: 'missing' })
  // What was written and never read fills the buffers of both ends.
  expect(bytes).toBeLessThan(16 * 1_024 ** 2)
})

test.each([
  'https://router.example/',
  'https://127.0.0.1/',
  'https://192.168.1.1/',
  'https://[::1]/',
  'https://[::ffff:10.0.0.1]/',
  'https://2130706433/',
])('a redirect to %s, in this network, is not followed', async (location) => {
  const { announcement, dialled } = await find(
    redirects(() => location),
    {
      hosts: {
        [first]: { address: '203.0.113.1', port: server.port },
        'router.example': { address: '192.168.1.1', port: server.port },
      },
    },
  )
  expect(announcement).toEqual({ kind: 'missing' })
  expect(dialled).toEqual(['203.0.113.1'])
})

test('names that do not exist: there is no autoconfig', async () => {
  expect((await find(serves(good), { hosts: {} })).announcement).toEqual({ kind: 'missing' })
})

test('a byte at a time: nothing is known after 3 s', async () => {
  const begun = performance.now()
  const { announcement } = await find((_request, response) => {
    const timer = setInterval(() => response.write(' '), 50)
    response.once('close', () => clearInterval(timer))
  })
  expect(announcement).toEqual({ kind: 'unknown' })
  expect(performance.now() - begun).toBeLessThan(4_000)
})

test.each<[string, RequestListener]>([
  ['503', (_request, response) => void response.writeHead(503).end()],
  ['429', (_request, response) => void response.writeHead(429).end()],
  [
    'cut off in the middle',
    (_request, response) => {
      response.writeHead(200, { 'content-length': '5000' }).write(good)
      response.socket?.end()
    },
  ],
  ['no HTTP', ({ socket }) => void socket.end('220 mail.tanaka.example ESMTP\r\n')],
])('%s: nothing is known', async (_name, listener) => {
  expect((await find(listener)).announcement).toEqual({ kind: 'unknown' })
})

test('a certificate that is not trusted: not even asked', async () => {
  const hosts = { [first]: { address: '203.0.113.1', port: stranger.port } }
  expect((await find(serves(good), { hosts })).announcement).toEqual({ kind: 'unknown' })
  expect(requests).toEqual([])
})

test('interrupted: ends at once, with nothing left open', async () => {
  const begun = performance.now()
  const { announcement } = await find(() => undefined, { abort: true })
  expect(announcement).toEqual({ kind: 'unknown' })
  expect(performance.now() - begun).toBeLessThan(1_000)
})
