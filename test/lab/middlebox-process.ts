import http from 'node:http'
import net from 'node:net'
import { middleboxPorts } from './addresses.ts'
import { listening, serveRequests } from './scripted-process.ts'
import { serveSmtp, type Session } from './smtp-script.ts'

/** What answers on the ISP's router itself, when nftables redirects the client's connections there. */
export type StrippingStyle = 'blanked' | 'removed'

/** A connection to `listenPort` is relayed to `address`:`port`. */
export type Upstream = { listenPort: number; address: string; port: number }

export type MiddleboxRequest =
  | { kind: 'start'; upstreams: Upstream[] }
  | { kind: 'strip'; style: StrippingStyle }
  | { kind: 'sessions' }
  | { kind: 'forget' }

const proxyName = 'proxy.isp.example'
const loginPage = 'http://gateway.isp.example/login'

const sessions: Session[] = []
let style: StrippingStyle = 'blanked'

serveRequests(async (request: MiddleboxRequest) => {
  switch (request.kind) {
    case 'start':
      await start(request.upstreams)
      break
    case 'strip':
      style = request.style
      break
    case 'forget':
      sessions.length = 0
      break
    case 'sessions':
      break
  }
  return sessions
})

async function start(upstreams: readonly Upstream[]): Promise<void> {
  await listening(net.createServer(answerAsProxy), middleboxPorts.proxy, '::')
  await listening(net.createServer(ignore), middleboxPorts.tarpit, '::')
  await listening(http.createServer(sendToLogin), middleboxPorts.captive, '::')
  for (const upstream of upstreams) {
    await listening(
      net.createServer((client) => strip(client, upstream)),
      upstream.listenPort,
      '::',
    )
  }
}

/** A transparent proxy: its own banner for every address, and mail taken and swallowed. */
function answerAsProxy(socket: net.Socket): void {
  const from = (socket.remoteAddress ?? '').replace(/^::ffff:/, '')
  const session = { host: proxyName, port: 25, from, commands: [], quit: false }
  sessions.push(session)
  socket.on('error', () => undefined)
  const greeting = `220 ${proxyName} ESMTP`
  socket.write(`${greeting}\r\n`)
  serveSmtp(socket, { hostname: proxyName, greeting, secureContext: null, auth: false }, session)
}

function ignore(socket: net.Socket): void {
  socket.on('error', () => undefined)
  socket.resume()
}

/** A man in the middle who makes STARTTLS unrecognisable both ways, as some firewalls do. */
function strip(client: net.Socket, upstream: Upstream): void {
  const real = net.connect({ host: upstream.address, port: upstream.port })
  client.on('error', () => real.destroy())
  real.on('error', () => client.resetAndDestroy())
  client.on('end', () => real.end())
  real.on('end', () => client.end())
  real.on('data', (chunk) => client.write(withoutStartTls(chunk.toString('latin1')), 'latin1'))
  client.on('data', (chunk) => {
    real.write(chunk.toString('latin1').replace(/^STARTTLS/im, 'XXXXXXXA'), 'latin1')
  })
}

function withoutStartTls(reply: string): string {
  switch (style) {
    case 'blanked':
      return reply.replace(/^(250[- ])STARTTLS/im, '$1XXXXXXXA')
    case 'removed':
      return reply.replace(/^250-STARTTLS\r\n/im, '')
  }
}

function sendToLogin(request: http.IncomingMessage, response: http.ServerResponse): void {
  if (request.url === '/login')
    response.writeHead(200, { 'content-type': 'text/html' }).end('<h1>Log in</h1>')
  else response.writeHead(302, { location: loginPage }).end()
}
