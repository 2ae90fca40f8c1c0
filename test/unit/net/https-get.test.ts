import type http from 'node:http'
import { afterEach, describe, expect, onTestFinished, test, vi } from 'vitest'
import { type HttpDocument, httpsGet } from '../../../electron/net/https-get.ts'
import { createSelfSigned } from '../../fakes/certificates.ts'
import {
  type Answer,
  createSmallInternet,
  type SmallInternet,
  webAddress,
} from '../../fakes/small-internet.ts'
import { createScriptedServer } from '../../fakes/scripted-server.ts'

const start = 'https://web.example.jp/config.xml'

let internet: SmallInternet
afterEach(async () => {
  await internet.expectNothingLeft()
  await internet.close()
})

async function get(
  web: Record<string, Answer>,
  more: {
    url?: string
    hosts?: Record<string, string>
    ports?: Record<string, number | 'silent'>
    signal?: AbortSignal
  } = {},
): Promise<HttpDocument> {
  const { url = start, signal = AbortSignal.timeout(5_000), ...options } = more
  internet = await createSmallInternet({ web, ...options })
  return httpsGet(new URL(url), internet, signal)
}

const redirect = (location: string, status = 302) => ({ status, headers: { location } })
const document = (text: string) => ({ kind: 'document', body: Buffer.from(text) })

test('a document, and how little is told to get it', async () => {
  let headers: http.IncomingHttpHeaders = {}
  const answer = await get({
    [start]: (request, response) => {
      headers = request.headers
      response.end('<a/>')
    },
  })
  expect(answer).toMatchObject(document('<a/>'))
  expect(headers).toEqual({
    host: 'web.example.jp',
    accept: 'text/xml, application/xml, application/json',
    'accept-encoding': 'identity',
    'user-agent': 'Postern',
    connection: 'close',
  })
})

describe('redirects', () => {
  test('five are followed, and the last place is told', async () => {
    const hop = (number: number) => `https://web${number}.example.jp/`
    const statuses = [301, 302, 303, 307, 308]
    const web = Object.fromEntries(
      statuses.map((status, number) => [hop(number), redirect(hop(number + 1), status)]),
    )
    const answer = await get({ ...web, [hop(5)]: 'here' }, { url: hop(0) })
    expect(answer).toMatchObject({ ...document('here'), url: new URL(hop(5)) })
  })

  test('a sixth is not', async () => {
    const answer = await get({ [start]: redirect(start) })
    expect(answer).toEqual({ kind: 'redirect-refused', to: start })
    expect(internet.asked).toHaveLength(6)
  })

  test.each([
    ['from https to http', 'http://web.example.jp/config.xml'],
    ['to another scheme', 'ftp://web.example.jp/config.xml'],
    ['to a file', 'file:///etc/passwd'],
    ['to nothing that can be read', 'https://[not an address/'],
  ])('%s: refused, and nobody is asked', async (_what, to) => {
    const answer = await get({ [start]: redirect(to), 'http://web.example.jp/config.xml': 'over http' })
    expect(answer).toEqual({ kind: 'redirect-refused', to })
    expect(internet.asked).toEqual([start])
  })

  test.each([
    ['a private address', 'https://192.168.1.1/'],
    ['this computer', 'https://127.0.0.1/'],
    ['this computer in IPv6', 'https://[::1]/'],
    ['this computer, written as IPv6', 'https://[::ffff:127.0.0.1]/'],
    ['link-local', 'https://169.254.169.254/latest/meta-data/'],
    ['a shared address', 'https://100.64.0.1/'],
    ['unique local', 'https://[fd00::1]/'],
    ['a number that is an address', 'https://2130706433/'],
    ['a name with a private address', 'https://router.example.jp/'],
  ])('to %s: not connected to', async (_what, to) => {
    const answer = await get({ [start]: redirect(to) }, { hosts: { 'router.example.jp': '10.0.0.1' } })
    expect(answer.kind).toBe('no-such-host')
    expect(internet.dialled).toEqual(['web.example.jp:443'])
  })

  test('from http to https is an improvement', async () => {
    const answer = await get(
      { 'http://web.example.jp/config.xml': redirect(start), [start]: 'over TLS' },
      { url: 'http://web.example.jp/config.xml' },
    )
    expect(answer).toMatchObject({ ...document('over TLS'), url: new URL(start) })
  })
})

test('the first host may be in this network: the person named it', async () => {
  const answer = await get({ [start]: 'mine' }, { hosts: { 'web.example.jp': '192.168.1.2' } })
  expect(answer.kind).toBe('refused')
  expect(internet.dialled).toEqual(['web.example.jp:443'])
})

describe('bodies', () => {
  test.each<[string, Answer]>([
    [
      'that say they have 2 GB',
      (_request, response) => void response.writeHead(200, { 'content-length': String(2 ** 31) }).write('<'),
    ],
    [
      'without end',
      (_request, response) => {
        const more = () => {
          while (!response.destroyed && response.write('x'.repeat(65_536)));
          if (!response.destroyed) response.once('drain', more)
        }
        more()
      },
    ],
    ['a byte too long', 'x'.repeat(256 * 1_024 + 1)],
  ])('%s: given up', async (_what, answer) => {
    expect(await get({ [start]: answer })).toEqual({ kind: 'too-large' })
  })

  test('of 256 KiB are whole', async () => {
    const answer = await get({ [start]: 'x'.repeat(256 * 1_024) })
    expect(answer.kind === 'document' && answer.body.length).toBe(256 * 1_024)
  })

  test('cut in the middle are none', async () => {
    const answer = await get({
      [start]: (_request, response) => {
        response.writeHead(200, { 'content-length': '100' }).write('<clientConfig>')
        setImmediate(() => response.destroy())
      },
    })
    expect(answer).toMatchObject({ kind: 'not-http' })
  })

  test('a byte at a time end with the signal', async () => {
    const answer = await get(
      {
        [start]: (_request, response) => {
          const drip = setInterval(() => response.write('<'), 20)
          response.once('close', () => clearInterval(drip))
        },
      },
      { signal: AbortSignal.timeout(200) },
    )
    expect(answer).toEqual({ kind: 'timed-out', host: 'web.example.jp', port: 443 })
  })
})

test.each([404, 204, 401, 500, 304])('status %i is no document', async (status) => {
  expect(await get({ [start]: { status } })).toEqual({ kind: 'http-status', status })
})

test('a redirect that says nowhere to go is only a status', async () => {
  expect(await get({ [start]: { status: 302 } })).toEqual({ kind: 'http-status', status: 302 })
})

describe('servers that are none', () => {
  test.each<[string, string]>([
    ['an SMTP greeting', '220 mail.example.jp ESMTP\r\n'],
    ['a header without end', `HTTP/1.1 200 OK\r\nx: ${'y'.repeat(100_000)}`],
    ['nothing', ''],
  ])('%s over http', async (_what, bytes) => {
    const server = await createScriptedServer(async (client) => {
      await client.expectBytes()
      if (bytes === '') client.reset()
      else client.sendRaw(bytes)
    })
    const answer = await get(
      {},
      {
        url: 'http://odd.example.jp/',
        hosts: { 'odd.example.jp': '203.0.113.7' },
        ports: { 'odd.example.jp:80': server.port },
      },
    )
    expect(answer).toMatchObject({ kind: 'not-http' })
    await server.close()
  })

  test.each(['self-signed', 'for another name', 'no TLS at all'] as const)('%s: not asked', async (kind) => {
    // Not even where the environment turns verification off for other programs.
    vi.stubEnv('NODE_TLS_REJECT_UNAUTHORIZED', '0')
    onTestFinished(() => void vi.unstubAllEnvs())
    const certificate = kind === 'self-signed' ? await createSelfSigned({ names: ['odd.example.jp'] }) : null
    const server = await createScriptedServer(async (client) => {
      if (certificate === null) client.send('HTTP/1.1 200 OK', '', '')
      else await client.startTls(certificate)
    })
    const answer = await get(
      { 'https://elsewhere.example.jp/': 'not for odd' },
      {
        url: 'https://odd.example.jp/',
        hosts: { 'odd.example.jp': kind === 'for another name' ? webAddress : '203.0.113.7' },
        ports: kind === 'for another name' ? {} : { 'odd.example.jp:443': server.port },
      },
    )
    expect(answer).toMatchObject({ kind: 'tls-failed', host: 'odd.example.jp', port: 443 })
    expect(internet.asked).toEqual([])
    await server.close()
  })
})
