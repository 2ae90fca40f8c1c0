import { existsSync } from 'node:fs'
import { mkdir, mkdtemp, readdir, readFile, rm, writeFile } from 'node:fs/promises'
import type http from 'node:http'
import { tmpdir } from 'node:os'
import path from 'node:path'
import tls from 'node:tls'
import type * as Electron from 'electron'
import { onTestFinished } from 'vitest'
import { createUpdater, type UpdaterOptions } from '../../../electron/shell/updater.ts'
import {
  appUpdateYml,
  channelFile,
  createUpdateServer,
  type UpdateServer,
} from '../../fakes/update-server.ts'
import { ClientRequest } from '../../stand-in/content/client-request.ts'

export const description = `/releases/${channelFile}`
export const older = Buffer.from('the old program')

/** A server of releases whose certificate is trusted until the test is over. */
export async function startServer(): Promise<UpdateServer> {
  const server = await createUpdateServer()
  const trusted = tls.getCACertificates('default')
  tls.setDefaultCACertificates([...trusted, server.caPem])
  onTestFinished(async () => {
    tls.setDefaultCACertificates(trusted)
    await server.close()
  })
  return server
}

/** Postern 1.0.0 as an AppImage in a folder of its own, with `server` for updates; requests are the stand-in’s. */
export async function install(
  server: UpdateServer,
  changes: Partial<UpdaterOptions> & { url?: string; installed?: string } = {},
) {
  const folder = await mkdtemp(path.join(tmpdir(), 'postern-updates-'))
  onTestFinished(() => rm(folder, { recursive: true }))
  const at = (...names: string[]) => path.join(folder, ...names)
  await Promise.all(['resources', 'caches', 'Applications'].map((name) => mkdir(at(name))))
  const appImage = at('Applications', 'Postern.AppImage')
  await writeFile(appImage, older, { mode: 0o755 })
  await writeFile(at('resources', 'app-update.yml'), appUpdateYml(changes.url ?? server.url))
  // electron-updater wants to be in an AppImage.
  process.env['APPIMAGE'] = appImage
  onTestFinished(() => {
    delete process.env['APPIMAGE']
  })
  const requests: { aborted: boolean }[] = []
  const done = { started: [] as string[], logged: [] as string[] }
  const options: UpdaterOptions = {
    platform: 'linux',
    version: changes.installed ?? '1.0.0',
    resources: at('resources'),
    caches: at('caches'),
    appImage,
    log: {
      info: (message) => done.logged.push(message),
      error: (what, error) => done.logged.push(`${what}: ${String(error)}`),
    },
    send: (options) => {
      const request = new ClientRequest(options)
      const seen = { aborted: false }
      requests.push(seen)
      // Electron goes on with a request whose answer nobody reads any more, unless it is aborted; the stand-in does not.
      const abort = request.abort.bind(request)
      request.abort = () => {
        seen.aborted = true
        abort()
      }
      return request as unknown as Electron.ClientRequest
    },
    quit: () => undefined,
    start: (program) => done.started.push(program),
    squirrel: () => {
      throw new Error('There is no Squirrel here')
    },
    ...changes,
  }
  const pending = at('caches', 'postern-updater', 'pending')
  return {
    done,
    requests,
    appImage,
    resources: at('resources'),
    pending,
    updater: createUpdater(options),
    again: () => createUpdater(options),
    loaded: async () => (existsSync(pending) ? readdir(pending) : []),
    program: () => readFile(appImage),
    beside: () => readdir(at('Applications')),
  }
}

/** Longer than any test. */
export const patience = { silenceMs: 60_000, descriptionMs: 60_000, fileMs: 60_000 }

/** Answers a byte at a time, without end. */
export function drip(_request: http.IncomingMessage, response: http.ServerResponse): void {
  response.writeHead(200)
  const timer = setInterval(() => response.write('#'), 20)
  response.on('close', () => clearInterval(timer))
}

/** A look that nobody ends. */
export const never = () => new AbortController().signal
export const nothing = () => undefined
