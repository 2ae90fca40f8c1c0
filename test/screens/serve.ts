import { readFile } from 'node:fs/promises'
import { createServer, type Server } from 'node:http'
import type { AddressInfo } from 'node:net'
import path from 'node:path'

const root = path.join(import.meta.dirname, '..', '..')
const types: Readonly<Record<string, string>> = {
  '.html': 'text/html; charset=utf-8',
  '.css': 'text/css; charset=utf-8',
  '.js': 'text/javascript; charset=utf-8',
  '.json': 'application/json; charset=utf-8',
  '.svg': 'image/svg+xml',
}

/** As strict as the app's own: what it forbids shows as a broken screen here. */
const policy =
  "default-src 'none'; script-src 'self'; style-src 'self'; img-src 'self' data:; font-src 'self'; connect-src 'self'"

/** Serves the built window as the app's protocol does. */
export async function serveWindow(): Promise<{ url: string; close: () => Promise<void> }> {
  const server = createServer((request, reply) => {
    const { pathname } = new URL(request.url ?? '/', 'http://window')
    const file = fileOf(path.posix.normalize(pathname === '/' ? '/index.html' : pathname))
    readFile(file).then(
      (content) => {
        reply.setHeader('content-type', types[path.extname(file)] ?? 'application/octet-stream')
        reply.setHeader('content-security-policy', policy)
        reply.end(content)
      },
      () => reply.writeHead(404).end(),
    )
  })
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve))
  const { port } = server.address() as AddressInfo
  return { url: `http://127.0.0.1:${port}/`, close: () => closed(server) }
}

function fileOf(pathname: string): string {
  return pathname.startsWith('/locales/')
    ? path.join(root, 'assets', pathname)
    : path.join(root, 'out', 'renderer', pathname)
}

function closed(server: Server): Promise<void> {
  server.closeAllConnections()
  return new Promise((resolve) => server.close(() => resolve()))
}
