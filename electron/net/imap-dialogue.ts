import type { Socket } from 'node:net'

/** Reads an IMAP greeting and asks for STARTTLS (RFC 9051, 6.2.1); false where the server does not say OK to it. */
export function askImapForTls(socket: Socket, signal: AbortSignal): Promise<boolean> {
  return converse(socket, signal, 'a STARTTLS\r\n')
}

/** Whether what is at the other end greets as an IMAP server that takes sign-in (RFC 9051, 7.1). */
export function greetsAsImap(socket: Socket, signal: AbortSignal): Promise<boolean> {
  return converse(socket, signal, null)
}

/** Waits for the greeting, and for the answer to `command` where there is one. */
function converse(socket: Socket, signal: AbortSignal, command: string | null): Promise<boolean> {
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
      else if (command === null) settle(true)
      else {
        asked = true
        socket.write(command)
      }
    }
    socket.on('data', onData)
    socket.on('close', onClose)
    signal.addEventListener('abort', onClose)
    if (signal.aborted) onClose()
  })
}
