import http from 'node:http'
import type { Socket } from 'node:net'
import { connectTo, type Network } from '../net/connect.ts'
import { handshake } from '../net/handshake.ts'
import { trustFor } from '../net/trust.ts'
import { element, xmlDocument } from './xml.ts'

export type AutodiscoverAnswer =
  | { kind: 'document'; body: Buffer }
  /** No such name, nobody there, or any status but 200. */
  | { kind: 'missing' }
  | { kind: 'dns-failed' }
  /** The certificate is not trusted, the server fails, or there was no whole answer in time. */
  | { kind: 'web-server' }

/** An answer has a few kilobytes. */
const maxBytes = 256 * 1_024

const schema = 'http://schemas.microsoft.com/exchange/autodiscover/outlook'

/**
 * Asks as Outlook does: a POST with the address in it, over trusted TLS. Outlook would send the password when it is asked
 * for; this never does. Never rejects.
 */
export async function askAutodiscover(
  url: URL,
  address: string,
  network: Network,
  signal: AbortSignal,
): Promise<AutodiscoverAnswer> {
  const connection = await connectTo(url.hostname, 443, network, signal)
  switch (connection.kind) {
    case 'no-such-host':
    case 'refused':
      return { kind: 'missing' }
    case 'dns-failed':
      return { kind: 'dns-failed' }
    case 'unreachable':
    case 'timed-out':
      return { kind: 'web-server' }
    case 'connected':
      break
  }
  const { socket } = connection
  try {
    const shaken = await handshake({ ...trustFor(url.hostname, null), socket }, signal)
    return shaken.kind === 'secured'
      ? await post(url, address, shaken.socket, signal)
      : { kind: 'web-server' }
  } finally {
    socket.destroy()
  }
}

function post(url: URL, address: string, socket: Socket, signal: AbortSignal): Promise<AutodiscoverAnswer> {
  const request = element('Request', [
    ...element('EMailAddress', address),
    ...element('AcceptableResponseSchema', `${schema}/responseschema/2006a`),
  ])
  const body = xmlDocument(element('Autodiscover', request, ` xmlns="${schema}/requestschema/2006"`))
  return new Promise((resolve) => {
    const asking = http.request({
      createConnection: () => socket,
      method: 'POST',
      path: url.pathname,
      headers: {
        host: url.host,
        'content-type': 'text/xml; charset=utf-8',
        'content-length': Buffer.byteLength(body),
        // A compressed answer could grow without end.
        'accept-encoding': 'identity',
        'user-agent': 'Postern',
        connection: 'close',
      },
      signal,
    })
    const settle = (answer: AutodiscoverAnswer) => {
      asking.destroy()
      socket.destroy()
      resolve(answer)
    }
    const fail = () => settle({ kind: 'web-server' })
    asking.on('error', fail)
    asking.once('response', (response) => {
      const { statusCode: status = 0 } = response
      response.on('error', fail)
      if (status !== 200) {
        settle({ kind: status >= 500 ? 'web-server' : 'missing' })
        return
      }
      const chunks: Buffer[] = []
      let bytes = 0
      response.on('data', (chunk: Buffer) => {
        bytes += chunk.length
        chunks.push(chunk)
        if (bytes > maxBytes) fail()
      })
      response.once('end', () => settle({ kind: 'document', body: Buffer.concat(chunks) }))
    })
    asking.end(body)
  })
}
