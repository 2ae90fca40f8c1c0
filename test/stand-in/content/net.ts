import { existsSync, readFileSync } from 'node:fs'
import path from 'node:path'
import { fileURLToPath } from 'node:url'
import type * as Electron from 'electron'
import { guardModule } from '../not-covered.ts'
import { app } from '../process/app.ts'
import { ClientRequest } from './client-request.ts'
import { protocol } from './protocol.ts'

const types: Record<string, string> = {
  css: 'text/css',
  html: 'text/html',
  js: 'text/javascript',
  json: 'application/json',
  mjs: 'text/javascript',
  png: 'image/png',
  svg: 'image/svg+xml',
  txt: 'text/plain',
  woff2: 'font/woff2',
}

/** Files and the app's own schemes; only `request` goes out to a network. */
async function fetchLocal(input: string | Request, init?: RequestInit): Promise<Response> {
  const request = new Request(input, init)
  if (request.url.startsWith('file:')) {
    const file = fileURLToPath(request.url)
    if (!existsSync(file)) throw new Error('net::ERR_FILE_NOT_FOUND')
    const type = types[path.extname(file).slice(1)] ?? 'application/octet-stream'
    return new Response(readFileSync(file), { headers: { 'content-type': type } })
  }
  const answer = await protocol.answer(request)
  if (!answer) throw new Error(`net.fetch of ${request.url} is not in the stand-in`)
  return answer
}

export const net = guardModule('Net', {
  fetch: fetchLocal,
  request: (options: ConstructorParameters<typeof ClientRequest>[0]) => {
    if (!app.isReady()) throw new Error('net module can only be used after app is ready')
    return new ClientRequest(options)
  },
  isOnline: () => true,
  online: true,
} satisfies { [Name in keyof Electron.Net]?: unknown })
