import type { Socket } from 'node:net'

/** Reads an IMAP greeting and asks for STARTTLS (RFC 9051, 6.2.1); false where the server does not say OK to it. */
export function askImapForTls(socket: Socket, signal: AbortSignal): Promise<boolean> {
  return new Promise((resolve) => {
    let received = ''
    let asked = false
    const settle = (willing: boolean) => {
      socket.removeListener('data', onData)
      socket.removeListener('close', onClose)
      signal.removeEventListener('abort', onClose)
      socket.pause()
      resolve(willing)
    }
    const onClose = () => settle(false)
    const onData = (chunk: Buffer) => {
      received += chunk.toString('latin1')
      const line = asked ? /^a (\w+)[^\n]*\n/m.exec(received) : /^\* OK[^\n]*\n/.exec(received)
      if (line === null) {
        if (received.length > 8_192) settle(false)
      } else if (asked) settle(line[1] === 'OK')
      else {
        asked = true
        socket.write('a STARTTLS\r\n')
      }
    }
    socket.on('data', onData)
    socket.on('close', onClose)
    signal.addEventListener('abort', onClose)
    if (signal.aborted) onClose()
  })
}
