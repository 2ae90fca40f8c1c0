import net from 'node:net'
import tls from 'node:tls'
import type { Host } from './addresses.ts'
import { listening, serveRequests } from './scripted-process.ts'
import { onLines, secure, serveSmtp } from './smtp-script.ts'

/** How a port speaks: TLS from the first byte, STARTTLS offered, or neither. */
type Speech = 'tls' | 'starttls' | 'plain'

export type Provider = Host & {
  ports: Partial<Record<25 | 465 | 587 | 143 | 993, Speech>>
  certPem: string
  keyPem: string
}

export type ProvidersRequest = { kind: 'start'; hosts: Provider[] }

serveRequests(async ({ hosts }: ProvidersRequest) => {
  for (const host of hosts) {
    const secureContext = tls.createSecureContext({ cert: host.certPem, key: host.keyPem })
    for (const [port, speech] of Object.entries(host.ports)) {
      for (const address of [host.ipv4, host.ipv6]) {
        const server = net.createServer((socket) => answer(host, Number(port), speech, secureContext, socket))
        await listening(server, Number(port), address)
      }
    }
  }
  return []
})

function answer(
  { name }: Provider,
  port: number,
  speech: Speech,
  secureContext: tls.SecureContext,
  socket: net.Socket,
): void {
  socket.on('error', () => undefined) // whoever looks may hang up at any moment
  const spoken = speech === 'tls' ? secure(socket, secureContext) : socket
  const offered = speech === 'starttls' ? secureContext : null
  if (port === 143 || port === 993) {
    spoken.write('* OK IMAP4rev1 ready\r\n')
    serveImap(spoken, offered)
    return
  }
  const greeting = `220 ${name} ESMTP`
  spoken.write(`${greeting}\r\n`)
  const session = { host: name, port, from: socket.remoteAddress ?? '', commands: [], quit: false }
  serveSmtp(spoken, { hostname: name, greeting, secureContext: offered, auth: port !== 25 }, session)
}

/** Enough of RFC 9051 to be recognized; nobody can sign in. */
function serveImap(socket: net.Socket, secureContext: tls.SecureContext | null): void {
  const say = (...lines: string[]) => socket.write(lines.map((line) => `${line}\r\n`).join(''))
  onLines(socket, (line, handOver) => {
    const [tag = '*', command = ''] = line.split(' ')
    switch (command.toUpperCase()) {
      case 'CAPABILITY':
        say(
          `* CAPABILITY IMAP4rev1 ${secureContext === null ? 'AUTH=PLAIN' : 'STARTTLS LOGINDISABLED'}`,
          `${tag} OK`,
        )
        return
      case 'STARTTLS':
        if (secureContext === null) break
        say(`${tag} OK Begin TLS`)
        handOver()
        serveImap(secure(socket, secureContext), null)
        return
      case 'LOGOUT':
        say('* BYE', `${tag} OK`)
        socket.end()
        return
    }
    say(`${tag} BAD`)
  })
}
