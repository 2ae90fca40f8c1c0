import net from 'node:net'
import tls from 'node:tls'
import { afterEach, expect, test } from 'vitest'
import { findOldTls } from '../../../electron/smtp/old-tls.ts'
import { createSelfSigned } from '../../fakes/certificates.ts'
import { type Listening, listen } from '../../fakes/listening.ts'
import { createCountedNetwork, host, untilDone } from '../delivery/harness.ts'

const { certPem, keyPem } = await createSelfSigned({ names: [host] })

let listening: Listening | undefined
let heard: string[] = []
let handshakes: (string | null)[] = []
afterEach(() => listening?.close())

type Versions = Pick<tls.SecureContextOptions, 'minVersion' | 'maxVersion'>

/** A submission server that speaks only these versions of TLS. */
async function serve(security: 'starttls' | 'tls', versions: Versions) {
  heard = []
  handshakes = []
  // At OpenSSL's usual security level no server would speak old TLS, whatever the versions say.
  const secureContext = tls.createSecureContext({
    cert: certPem,
    key: keyPem,
    ciphers: 'DEFAULT@SECLEVEL=0',
    ...versions,
  })
  const secure = (socket: net.Socket, greets: boolean) => {
    const secured = new tls.TLSSocket(socket, { isServer: true, secureContext })
    secured.on('error', () => undefined)
    secured.once('secure', () => {
      handshakes.push(secured.getProtocol())
      if (greets) secured.write(`220 ${host} ESMTP\r\n`)
      secured.on('data', (line: Buffer) => {
        heard.push(line.toString('latin1').trim())
        secured.end('221 Bye\r\n')
      })
    })
  }
  listening = await listen(
    net.createServer((socket) => {
      if (security === 'tls') {
        secure(socket, true)
        return
      }
      socket.write(`220 ${host} ESMTP\r\n`)
      socket.on('data', function onLine(line: Buffer) {
        if (!line.toString('latin1').startsWith('STARTTLS')) {
          socket.write(`250-${host}\r\n250 STARTTLS\r\n`)
          return
        }
        socket.removeListener('data', onLine)
        socket.write('220 Go\r\n')
        secure(socket, false)
      })
    }),
  )
  return { listening, server: { host, port: security === 'tls' ? 465 : 587, security } as const }
}

function networkTo({ port }: Pick<Listening, 'port'>) {
  const network = createCountedNetwork()
  const { dial } = network
  network.dial = (to, signal) => dial({ ...to, port }, signal)
  return network
}

const oldAndNew: Versions = { minVersion: 'TLSv1', maxVersion: 'TLSv1.3' }
const rows: [string, Versions, string[]][] = [
  ['1.0 and newer', oldAndNew, ['1.0', '1.1']],
  ['1.1 and newer', { minVersion: 'TLSv1.1', maxVersion: 'TLSv1.2' }, ['1.1']],
  ['1.2 and newer', { minVersion: 'TLSv1.2', maxVersion: 'TLSv1.3' }, []],
  ['1.3 only', { minVersion: 'TLSv1.3', maxVersion: 'TLSv1.3' }, []],
]

test.each(rows.flatMap((row) => [['starttls', ...row] as const, ['tls', ...row] as const]))(
  '%s with TLS %s',
  async (security, _name, versions, expected) => {
    const { listening: at, server } = await serve(security, versions)
    const network = networkTo(at)
    const signal = untilDone()
    expect(await findOldTls(server, network, signal)).toEqual(expected)
    expect(network.dialled).toHaveLength(2)
    expect(handshakes.sort()).toEqual(expected.map((version) => `TLSv1${version === '1.0' ? '' : '.1'}`))
    expect(heard).toEqual(expected.map(() => 'QUIT'))
    await network.expectNothingLeft(signal)
  },
)

test('a server that closes instead of answering the handshake speaks no old TLS', async () => {
  listening = await listen(net.createServer((socket) => socket.once('data', () => socket.destroy())))
  const network = networkTo(listening)
  expect(await findOldTls({ host, port: 465, security: 'tls' }, network, untilDone())).toEqual([])
  await network.expectNothingLeft()
})

test.each([
  [
    'no STARTTLS',
    (socket: net.Socket) =>
      socket.write(`220 ${host}\r\n`) && socket.on('data', () => socket.write('250 hi\r\n')),
  ],
  ['turned away', (socket: net.Socket) => socket.end('421 Too many connections\r\n')],
  ['closed at once', (socket: net.Socket) => socket.destroy()],
])('%s: not found out', async (_name, behave) => {
  listening = await listen(net.createServer((socket) => void behave(socket)))
  const network = networkTo(listening)
  expect(await findOldTls({ host, port: 587, security: 'starttls' }, network, untilDone())).toBeNull()
  await network.expectNothingLeft()
})

test('a server that never answers: not found out when the time is over, and nothing is left open', async () => {
  listening = await listen(net.createServer())
  const network = networkTo(listening)
  const signal = AbortSignal.timeout(200)
  expect(await findOldTls({ host, port: 465, security: 'tls' }, network, signal)).toBeNull()
  await network.expectNothingLeft(signal)
})
