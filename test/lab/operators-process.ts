import http from 'node:http'
import net from 'node:net'
import tls from 'node:tls'
import type { Host } from './addresses.ts'
import { listening, serveRequests } from './scripted-process.ts'
import { secure, serveSmtp, type Session } from './smtp-script.ts'

/** The servers of every scripted host on the lab's internet: MX hosts, the ISP's relay, controls, the portal. */
export type ScriptedHost = Host & { role: 'mx' | 'submission' | 'portal'; certPem: string; keyPem: string }

/** How a host treats connections that reach it. */
export type Greeting = { kind: 'greets'; greeting: string | null; afterMs: number } | { kind: 'silent' }

export type OperatorsRequest =
  | { kind: 'start'; hosts: ScriptedHost[] }
  | { kind: 'behave'; host: string; greeting: Greeting }
  | { kind: 'sessions' }
  | { kind: 'forget' }

const sessions: Session[] = []
const greetings = new Map<string, Greeting>()

serveRequests(async (request: OperatorsRequest) => {
  switch (request.kind) {
    case 'start':
      await Promise.all(request.hosts.map(startHost))
      break
    case 'behave':
      greetings.set(request.host, request.greeting)
      break
    case 'forget':
      sessions.length = 0
      break
    case 'sessions':
      break
  }
  return sessions
})

async function startHost(host: ScriptedHost): Promise<void> {
  switch (host.role) {
    case 'mx':
      await startServices(host, [25])
      break
    case 'submission':
      await startServices(host, [587, 465, 443])
      break
    case 'portal':
      for (const address of [host.ipv4, host.ipv6])
        await listening(http.createServer(answerPortal), 80, address)
      break
  }
}

async function startServices(host: ScriptedHost, ports: readonly number[]): Promise<void> {
  const secureContext = tls.createSecureContext({ cert: host.certPem, key: host.keyPem })
  for (const port of ports) {
    for (const address of [host.ipv4, host.ipv6]) {
      const server = net.createServer((socket) => answer(host, port, secureContext, socket))
      await listening(server, port, address)
    }
  }
}

function answer(
  host: ScriptedHost,
  port: number,
  secureContext: tls.SecureContext,
  socket: net.Socket,
): void {
  const session = { host: host.name, port, from: socket.remoteAddress ?? '', commands: [], quit: false }
  sessions.push(session)
  socket.on('error', () => undefined) // probes may hang up at any moment
  const behaviour = greetings.get(host.name) ?? { kind: 'greets', greeting: null, afterMs: 0 }
  if (behaviour.kind === 'silent') {
    socket.resume()
    return
  }
  if (port === 443) {
    const secured = secure(socket, secureContext)
    secured.on('data', () => secured.end('HTTP/1.1 404 Not Found\r\nContent-Length: 0\r\n\r\n'))
    return
  }
  const spoken = port === 465 ? secure(socket, secureContext) : socket
  const script = {
    hostname: host.name,
    greeting: behaviour.greeting ?? `220 ${host.name} ESMTP`,
    secureContext: port === 465 ? null : secureContext,
    auth: host.role === 'submission',
  }
  const greet = setTimeout(() => {
    spoken.write(`${script.greeting}\r\n`)
    serveSmtp(spoken, script, session)
  }, behaviour.afterMs)
  socket.on('close', () => clearTimeout(greet))
}

function answerPortal(request: http.IncomingMessage, response: http.ServerResponse): void {
  response.writeHead(request.url === '/generate_204' ? 204 : 404).end()
}
