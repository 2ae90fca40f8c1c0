import type { Socket } from 'node:net'
import type { ConnectFailure } from '../contract/failures.ts'
import { connectTo, type Network } from './connect.ts'
import { handshake } from './handshake.ts'
import { isPublic } from './public-address.ts'
import type { NameResolver } from './resolve.ts'
import { trustFor } from './trust.ts'

export type HttpDocument =
  | { kind: 'document'; body: Buffer; url: URL }
  | ConnectFailure
  /** The certificate is not trusted, or there is no TLS at all. */
  | { kind: 'tls-failed'; host: string; port: number; code: string }
  /** Any status but 200, after redirects. */
  | { kind: 'http-status'; status: number }
  /** To http from https, to a private address, to another scheme; or once too often. */
  | { kind: 'redirect-refused'; to: string }
  | { kind: 'too-large' }
  /** The server cut the connection, or spoke something that is not HTTP. */
  | { kind: 'not-http'; code: string }

/** A configuration has a few kilobytes. */
const maxBytes = 256 * 1_024
const maxRedirects = 5

/**
 * Gets one small document. The certificate must be trusted, and nothing is sent but the request: no cookie, no
 * credential. An http URL is only asked because the caller knows that its answer proves nothing. A redirect may go to
 * public addresses only (it could ask servers of this network for things), and never from https to http. No time limit
 * of its own: an abort of `signal` counts as timed out.
 */
export async function httpsGet(start: URL, network: Network, signal: AbortSignal): Promise<HttpDocument> {
  let url = start
  for (let redirects = 0; redirects <= maxRedirects; redirects++) {
    const over = redirects === 0 ? network : { ...network, resolver: publicOnly(network.resolver) }
    const answer = await getOnce(url, over, signal)
    if (answer.kind !== 'redirect') return answer
    const next = URL.parse(answer.to, url.href)
    if (next === null || !mayFollow(url, next)) return { kind: 'redirect-refused', to: answer.to }
    url = next
  }
  return { kind: 'redirect-refused', to: url.href }
}

function mayFollow(from: URL, to: URL): boolean {
  return to.protocol === 'https:' || (to.protocol === 'http:' && from.protocol === 'http:')
}

/** Hides every address that is not public, so that nothing can connect to one. */
function publicOnly(resolver: NameResolver): NameResolver {
  return {
    ...resolver,
    addresses: async (host, signal) => {
      const result = await resolver.addresses(host, signal)
      if (result.kind !== 'found') return result
      const addresses = result.addresses.filter(isPublic)
      return addresses.length === 0 ? { kind: 'no-such-host' } : { kind: 'found', addresses }
    },
  }
}

async function getOnce(
  url: URL,
  network: Network,
  signal: AbortSignal,
): Promise<HttpDocument | { kind: 'redirect'; to: string }> {
  const secure = url.protocol === 'https:'
  const host = url.hostname.replace(/^\[|\]$/g, '')
  const port = url.port === '' ? (secure ? 443 : 80) : Number(url.port)
  // Loading it takes a fifth of the program's start, which has to ask nobody.
  const { get } = await import('node:http')
  const connection = await connectTo(host, port, network, signal)
  if (connection.kind !== 'connected') return connection
  const { socket } = connection
  try {
    if (!secure) return await request(get, url, socket, { host, port }, signal)
    const shaken = await handshake({ ...trustFor(host, null), socket }, signal)
    switch (shaken.kind) {
      case 'secured':
        return await request(get, url, shaken.socket, { host, port }, signal)
      case 'tls-failed':
        return { kind: 'tls-failed', host, port, code: shaken.code }
      case 'aborted':
        return { kind: 'timed-out', host, port }
    }
  } finally {
    socket.destroy()
  }
}

function request(
  get: (typeof import('node:http'))['get'],
  url: URL,
  socket: Socket,
  { host, port }: { host: string; port: number },
  signal: AbortSignal,
): ReturnType<typeof getOnce> {
  return new Promise((resolve) => {
    const asking = get({
      createConnection: () => socket,
      path: `${url.pathname}${url.search}`,
      headers: {
        host: url.host,
        accept: 'text/xml, application/xml, application/json',
        // A compressed answer could grow without end.
        'accept-encoding': 'identity',
        'user-agent': 'Postern',
        connection: 'close',
      },
      signal,
    })
    const settle = (answer: Awaited<ReturnType<typeof getOnce>>) => {
      asking.destroy()
      socket.destroy()
      resolve(answer)
    }
    const fail = (error: NodeJS.ErrnoException) =>
      settle(
        signal.aborted
          ? { kind: 'timed-out', host, port }
          : { kind: 'not-http', code: error.code ?? error.message },
      )
    asking.on('error', fail)
    asking.once('response', (response) => {
      const { statusCode: status = 0, headers } = response
      response.on('error', fail)
      if (status >= 300 && status < 400 && headers.location !== undefined)
        settle({ kind: 'redirect', to: headers.location })
      else if (status !== 200) settle({ kind: 'http-status', status })
      else if (Number(headers['content-length'] ?? 0) > maxBytes) settle({ kind: 'too-large' })
      else {
        const chunks: Buffer[] = []
        let bytes = 0
        response.on('data', (chunk: Buffer) => {
          bytes += chunk.length
          chunks.push(chunk)
          if (bytes > maxBytes) settle({ kind: 'too-large' })
        })
        response.once('end', () => settle({ kind: 'document', body: Buffer.concat(chunks), url }))
      }
    })
  })
}
