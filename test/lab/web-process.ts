import http from 'node:http'
import https from 'node:https'
import type { Host } from './addresses.ts'
import type { Page } from './mail-domains.ts'
import { listening, serveRequests } from './scripted-process.ts'
import type { Session } from './smtp-script.ts'

export type WebRequest =
  | { kind: 'start'; host: Host; pages: Readonly<Record<string, Page>>; certPem: string; keyPem: string }
  | { kind: 'asked' }

/** A session is one request, its URL the command. */
let sessions: Session[] = []

serveRequests(async (request: WebRequest) => {
  if (request.kind === 'start') await startServers(request)
  const seen = sessions
  sessions = []
  return seen
})

async function startServers({
  host,
  pages,
  certPem,
  keyPem,
}: Extract<WebRequest, { kind: 'start' }>): Promise<void> {
  for (const address of [host.ipv4, host.ipv6]) {
    const answer =
      (scheme: 'http' | 'https', port: number) =>
      (request: http.IncomingMessage, response: http.ServerResponse) => {
        const url = `${scheme}://${request.headers.host ?? ''}${request.url ?? ''}`
        const from = request.socket.remoteAddress ?? ''
        sessions.push({ host: host.name, port, from, commands: [url], quit: false })
        reply(pages[url.replace(/\?.*/, '')], response)
      }
    await listening(https.createServer({ cert: certPem, key: keyPem }, answer('https', 443)), 443, address)
    await listening(http.createServer(answer('http', 80)), 80, address)
  }
}

function reply(page: Page | undefined, response: http.ServerResponse): void {
  response.on('error', () => undefined) // the client has seen enough
  switch (page?.kind) {
    case undefined:
      response.writeHead(404).end()
      break
    case 'document':
      response.writeHead(200, { 'content-type': page.type }).end(page.body)
      break
    case 'redirect':
      response.writeHead(302, { location: page.to }).end()
      break
    case 'endless':
      pour(response)
      break
    case 'drip': {
      const timer = setInterval(() => response.write('<'), 100)
      response.once('close', () => clearInterval(timer))
      break
    }
  }
}

function pour(response: http.ServerResponse): void {
  const chunk = 'x'.repeat(65_536)
  const more = () => {
    while (!response.destroyed && response.write(chunk));
    if (!response.destroyed) response.once('drain', more)
  }
  more()
}
