import { existsSync } from 'node:fs'
import { mkdir, mkdtemp, readdir, readFile, rm, writeFile } from 'node:fs/promises'
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
  process.env['APPIMAGE'] = appImage
  onTestFinished(() => {
    delete process.env['APPIMAGE']
  })
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
    send: (request) => new ClientRequest(request) as unknown as Electron.ClientRequest,
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
    appImage,
    pending,
    updater: createUpdater(options),
    again: () => createUpdater(options),
    loaded: async () => (existsSync(pending) ? readdir(pending) : []),
    program: () => readFile(appImage),
    beside: () => readdir(at('Applications')),
  }
}

/** A look that nobody ends. */
export const never = () => new AbortController().signal
export const nothing = () => undefined
