import net from 'node:net'
import type { Family } from '../contract/check.ts'

/** A literal address: names are resolved first, because Node gives up all but the last address of a name after 250 ms. */
export type Endpoint = { address: string; family: Family; port: number }

export type DialResult =
  | { kind: 'connected'; socket: net.Socket; ms: number }
  | { kind: 'refused' | 'unreachable' | 'reset' | 'timed-out' | 'local-error'; code: string; ms: number }
  /** The caller's signal ended the attempt. */
  | { kind: 'aborted'; ms: number }

/** Opens one TCP connection to a literal. Expected failures are values; the socket never outlives an abort. */
export type Dial = (to: Endpoint, signal: AbortSignal) => Promise<DialResult>

/** The system's own dialler. It sets no time limit: the deadline comes in as `signal`. */
export const dial: Dial = (to, signal) =>
  new Promise((resolve) => {
    const started = performance.now()
    const ms = () => performance.now() - started
    if (signal.aborted) {
      resolve({ kind: 'aborted', ms: 0 })
      return
    }
    const socket = net.connect({
      host: to.address,
      port: to.port,
      family: to.family,
      autoSelectFamily: false,
    })
    const settle = (result: DialResult) => {
      socket.removeListener('connect', onConnect)
      socket.removeListener('error', onError)
      signal.removeEventListener('abort', onAbort)
      if (result.kind !== 'connected') socket.destroy()
      resolve(result)
    }
    const onConnect = () => {
      // Whoever takes the socket over listens for errors itself; one that comes in between must not throw.
      socket.on('error', () => undefined)
      settle({ kind: 'connected', socket, ms: ms() })
    }
    const onError = (error: NodeJS.ErrnoException) => {
      const code = error.code ?? 'UNKNOWN'
      settle({ kind: dialFailure(code), code, ms: ms() })
    }
    const onAbort = () => settle({ kind: 'aborted', ms: ms() })
    socket.once('connect', onConnect)
    socket.once('error', onError)
    signal.addEventListener('abort', onAbort)
  })

/** Errno of connect(2) to what it tells about the path. EACCES is ICMPv6 admin-prohibited, or a filter on this computer. */
function dialFailure(code: string): 'refused' | 'unreachable' | 'reset' | 'timed-out' | 'local-error' {
  switch (code) {
    case 'ECONNREFUSED':
      return 'refused'
    case 'ECONNRESET':
    case 'ECONNABORTED':
    case 'EPIPE':
      return 'reset'
    case 'ETIMEDOUT':
      return 'timed-out'
    case 'EHOSTUNREACH':
    case 'ENETUNREACH':
    case 'EHOSTDOWN':
    case 'EACCES':
      return 'unreachable'
    default:
      return 'local-error'
  }
}
