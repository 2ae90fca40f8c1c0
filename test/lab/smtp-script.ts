import type { Socket } from 'node:net'
import tls from 'node:tls'

/** What a scripted host saw of one connection. */
export type Session = {
  host: string
  port: number
  /** The caller's address, IPv4 in dotted form. */
  from: string
  /** Command lines as received, with and without TLS. */
  commands: string[]
  /** QUIT came before the connection ended. */
  quit: boolean
}

export type SmtpScript = {
  hostname: string
  /** The whole first line, such as `220 mx.alpha.example ESMTP`. */
  greeting: string
  /** STARTTLS is offered if there is one (RFC 3207). */
  secureContext: tls.SecureContext | null
  /** AUTH PLAIN is offered after TLS, and always refused. */
  auth: boolean
}

/** Speaks the server's side of RFC 5321, enough for a probe; mail is taken with 250 and thrown away. */
export function serveSmtp(socket: Socket, script: SmtpScript, session: Session): void {
  let takingData = false
  onLines(socket, (line, handOver) => {
    if (takingData) {
      if (line !== '.') return
      takingData = false
      reply(socket, '250 2.0.0 Ok: queued')
      return
    }
    session.commands.push(line)
    const [verb = ''] = line.toUpperCase().split(' ')
    switch (verb) {
      case 'EHLO':
        reply(socket, ...ehlo(script, socket instanceof tls.TLSSocket))
        return
      case 'HELO':
        reply(socket, `250 ${script.hostname}`)
        return
      case 'STARTTLS':
        if (script.secureContext === null || socket instanceof tls.TLSSocket) break
        reply(socket, '220 2.0.0 Ready to start TLS')
        handOver()
        serveSmtp(secure(socket, script.secureContext), { ...script, secureContext: null }, session)
        return
      case 'AUTH':
        reply(socket, '535 5.7.8 Error: authentication failed')
        return
      case 'MAIL':
      case 'RCPT':
      case 'RSET':
      case 'NOOP':
        reply(socket, '250 2.0.0 Ok')
        return
      case 'DATA':
        takingData = true
        reply(socket, '354 End data with <CR><LF>.<CR><LF>')
        return
      case 'QUIT':
        session.quit = true
        reply(socket, '221 2.0.0 Bye')
        socket.end()
        return
    }
    reply(socket, '500 5.5.2 Error: command not recognized')
  })
}

/** The server's side of TLS on an accepted connection. */
export function secure(socket: Socket, secureContext: tls.SecureContext): tls.TLSSocket {
  const secured = new tls.TLSSocket(socket, { isServer: true, secureContext })
  secured.on('error', () => socket.destroy()) // the client gave up: nothing to tell
  return secured
}

function ehlo(script: SmtpScript, isSecure: boolean): string[] {
  return [
    `250-${script.hostname}`,
    '250-PIPELINING',
    '250-SIZE 36700160',
    ...(script.secureContext !== null && !isSecure ? ['250-STARTTLS'] : []),
    ...(script.auth && isSecure ? ['250-AUTH PLAIN'] : []),
    '250-ENHANCEDSTATUSCODES',
    '250 8BITMIME',
  ]
}

function reply(socket: Socket, ...lines: string[]): void {
  socket.write(lines.map((line) => `${line}\r\n`).join(''))
}

/** Calls back for every line; `handOver` stops that, because TLS takes the connection over. */
export function onLines(socket: Socket, onLine: (line: string, handOver: () => void) => void): void {
  let pending = ''
  const onData = (chunk: Buffer) => {
    pending += chunk.toString('latin1')
    for (let end = pending.indexOf('\n'); end !== -1; end = pending.indexOf('\n')) {
      const line = pending.slice(0, end).replace(/\r$/, '')
      pending = pending.slice(end + 1)
      onLine(line, () => socket.off('data', onData))
    }
  }
  socket.on('data', onData)
}
