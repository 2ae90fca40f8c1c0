import { connectTo, type Network } from './connect.ts'

export type PortalAnswer = 'no-content' | 'other-answer' | 'no-answer'

const limitMs = 3_000

/**
 * Asks a URL that answers 204 on an open network. A sign-in page (captive portal, RFC 8952) answers something else.
 * Plain HTTP on purpose: a portal cannot answer for HTTPS.
 */
export async function askPortal(url: string, network: Network, signal: AbortSignal): Promise<PortalAnswer> {
  const { host: authority, hostname, port, pathname, search } = new URL(url)
  // Loading it takes a fifth of the program's start, which has to ask nobody.
  const { get } = await import('node:http')
  const limited = AbortSignal.any([signal, AbortSignal.timeout(limitMs)])
  const host = hostname.replace(/^\[|\]$/g, '')
  const connection = await connectTo(host, port === '' ? 80 : Number(port), network, limited)
  if (connection.kind !== 'connected') return 'no-answer'
  const { socket } = connection
  return new Promise<PortalAnswer>((resolve) => {
    const request = get({
      createConnection: () => socket,
      path: `${pathname}${search}`,
      headers: { host: authority, connection: 'close' },
      signal: limited,
    })
    const settle = (answer: PortalAnswer) => {
      request.destroy()
      socket.destroy()
      resolve(answer)
    }
    request.once('response', ({ statusCode }) => settle(statusCode === 204 ? 'no-content' : 'other-answer'))
    request.on('error', () => settle('no-answer'))
  })
}
