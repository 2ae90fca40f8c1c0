import { createHash } from 'node:crypto'
import http from 'node:http'
import https from 'node:https'
import { createCertificateAuthority } from './certificates.ts'
import { listen } from './listening.ts'

type Answer = (request: http.IncomingMessage, response: http.ServerResponse) => void

export type UpdateServer = Awaited<ReturnType<typeof createUpdateServer>>

/** A folder of releases on https, with an authority of its own; a test may answer a path in its own way. */
export async function createUpdateServer() {
  const authority = await createCertificateAuthority('Updates')
  const { keyPem: key, certPem: cert } = await authority.issue({ names: ['127.0.0.1', 'localhost'] })
  const answers = new Map<string, Answer>()
  const asked: { path: string; headers: http.IncomingHttpHeaders }[] = []
  const serve: Answer = (request, response) => {
    const path = (request.url ?? '').replace(/\?.*/, '')
    asked.push({ path, headers: request.headers })
    const answer = answers.get(path)
    if (answer === undefined) response.writeHead(404).end()
    else answer(request, response)
  }
  const secure = await listen(https.createServer({ key, cert }, serve))
  const plain = await listen(http.createServer(serve))
  const put = (path: string, content: string | Buffer) =>
    answers.set(path, (_request, response) =>
      response.writeHead(200, { 'content-length': Buffer.byteLength(content) }).end(content),
    )

  return {
    url: `https://127.0.0.1:${secure.port}/releases`,
    plainUrl: `http://127.0.0.1:${plain.port}/releases`,
    caPem: authority.certPem,
    /** What was asked for, without a query. */
    asked,
    paths: () => asked.map(({ path }) => path),
    connections: () => secure.sockets.size,
    answer: (path: string, answer: Answer) => answers.set(path, answer),
    put,
    /** A release as electron-builder publishes it. Gives the file's path. */
    release: (version: string, file: Buffer, changes: { sha512?: string; url?: string } = {}): string => {
      const name = `Postern-${version}-linux-x86_64.AppImage`
      const sha512 = changes.sha512 ?? createHash('sha512').update(file).digest('base64')
      const url = changes.url ?? name
      const lines = [
        `version: ${version}`,
        'files:',
        `  - url: ${url}`,
        `    sha512: ${sha512}`,
        `    size: ${file.length}`,
        `path: ${url}`,
        `sha512: ${sha512}`,
        "releaseDate: '2026-07-31T00:00:00.000Z'",
      ]
      put(`/releases/${channelFile}`, `${lines.join('\n')}\n`)
      put(`/releases/${name}`, file)
      return `/releases/${name}`
    },
    close: async () => {
      await Promise.all([secure.close(), plain.close()])
    },
  }
}

export const channelFile = process.arch === 'x64' ? 'latest-linux.yml' : `latest-linux-${process.arch}.yml`

/** The file that electron-builder puts beside a program that was built with this address. */
export function appUpdateYml(url: string): string {
  return `provider: generic\nurl: ${url}\nupdaterCacheDirName: postern-updater\n`
}
