import type { Socket } from 'node:net'
import tls from 'node:tls'
import type { ImapTransport } from 'imapflow'
import type { TlsTrust } from '../net/trust.ts'
import { tlsText, untrustedReason } from './tls-text.ts'

export type OurTransport = ImapTransport & {
  /** How far TLS is, and what spoke against it. */
  state: () => TransportState
}

export type TransportState = {
  tls: 'clear' | 'handshaking' | 'secured'
  /** Version and cipher suite, once it is secured. */
  text: string | null
  untrusted: string | null
  /** What came in place of an IMAP greeting. */
  notImap: string | null
}

/** Gives imapflow a socket that is connected already, and starts TLS on it with our trust, verification always on. */
export function createImapTransport(socket: Socket, trust: TlsTrust): OurTransport {
  let secured: tls.TLSSocket | null = null
  let phase: TransportState['tls'] = 'clear'
  let text: string | null = null
  let notImap: string | null = null

  const secure = (onSecure: () => void): tls.TLSSocket => {
    phase = 'handshaking'
    const socketOverTls = tls.connect({ ...trust, rejectUnauthorized: true, socket }, () => {
      phase = 'secured'
      text = tlsText(socketOverTls)
      onSecure()
    })
    secured = socketOverTls
    return socketOverTls
  }

  /** A server that greets in another protocol would leave imapflow waiting for a greeting. */
  const checkGreeting = (spoken: Socket) => {
    spoken.once('data', (chunk: Buffer) => {
      const start = chunk.toString('latin1', 0, 2)
      if ('* '.startsWith(start)) return
      notImap = chunk.toString('latin1', 0, 1_024)
      spoken.destroy()
    })
  }

  return {
    connect({ secure: implicit }, onConnect) {
      if (implicit) {
        const connecting = secure(() => {
          onConnect()
          checkGreeting(connecting)
        })
        return connecting
      }
      // imapflow wants the socket returned before it is told that it is connected.
      queueMicrotask(() => {
        onConnect()
        checkGreeting(socket)
      })
      return socket
    },
    upgrade: (_clear, _options, onSecure) => secure(onSecure),
    state: () => ({
      tls: phase,
      text,
      untrusted: secured === null ? null : untrustedReason(secured),
      notImap,
    }),
  }
}
