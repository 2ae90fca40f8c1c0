import tls from 'node:tls'

export type Handshake =
  { kind: 'secured'; socket: tls.TLSSocket } | { kind: 'tls-failed'; code: string } | { kind: 'aborted' }

/** Starts TLS as a client. What the peer does wrong is a value; the socket is closed unless it is secured. */
export function handshake(options: tls.ConnectionOptions, signal: AbortSignal): Promise<Handshake> {
  return new Promise((resolve) => {
    // Said here, so that NODE_TLS_REJECT_UNAUTHORIZED cannot turn it off.
    const secure = tls.connect({ rejectUnauthorized: true, ...options })
    const settle = (result: Handshake) => {
      signal.removeEventListener('abort', onAbort)
      secure.removeListener('close', onClose)
      if (result.kind !== 'secured') secure.destroy()
      resolve(result)
    }
    const onAbort = () => settle({ kind: 'aborted' })
    const onClose = () => settle({ kind: 'tls-failed', code: 'CLOSED' })
    secure.on('error', (error: NodeJS.ErrnoException) =>
      settle({ kind: 'tls-failed', code: error.code ?? 'UNKNOWN' }),
    )
    secure.once('close', onClose)
    secure.once('secureConnect', () => settle({ kind: 'secured', socket: secure }))
    if (signal.aborted) onAbort()
    else signal.addEventListener('abort', onAbort)
  })
}
