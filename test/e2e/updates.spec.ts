import { randomBytes } from 'node:crypto'
import { mkdirSync, readFileSync, writeFileSync } from 'node:fs'
import path from 'node:path'
import type { ElectronApplication } from '@playwright/test'
import type { UpdateState } from '../../electron/contract/updates.ts'
import { appUpdateYml, createUpdateServer, type UpdateServer } from '../fakes/update-server.ts'
import { launch } from './launch.ts'
import { call, expect, stateOf, test as base, windowOf } from './shell-fixtures.ts'
import { worldApp } from './world/build-world.ts'
import { worldVariable } from './world/world-map.ts'

/** The app as an AppImage with a server for updates. electron-updater and the app are real; the AppImage is a script. */

type Fixtures = {
  server: UpdateServer
  /** The file that the app was started from, or the terminal before it. */
  appImage: string
  /** Whether the app is the AppImage's program, and not one that was started from there. */
  isInside: boolean
}

const test = base.extend<Fixtures>({
  server: async ({}, use) => {
    const server = await createUpdateServer()
    await use(server)
    await server.close()
  },
  isInside: [true, { option: true }],
  appImage: async ({ profile }, use) => {
    const file = path.join(profile, 'Applications', 'Postern.AppImage')
    mkdirSync(path.dirname(file))
    writeFileSync(file, 'the old program', { mode: 0o755 })
    await use(file)
  },
  app: async ({ profile, world, server, appImage, isInside }, use) => {
    const resources = path.join(profile, 'resources')
    mkdirSync(resources)
    writeFileSync(path.join(resources, 'app-update.yml'), appUpdateYml(server.url))
    const packaged = path.join(profile, 'packaged.cjs')
    // An AppImage says in which folder its programs are.
    const folder = isInside ? `require('node:path').dirname(process.execPath)` : JSON.stringify(resources)
    writeFileSync(
      packaged,
      `process.resourcesPath = ${JSON.stringify(resources)}\nprocess.env.APPDIR = ${folder}`,
    )
    const authorities = path.join(profile, 'authorities.pem')
    writeFileSync(authorities, `${readFileSync(world.caFile, 'utf8')}\n${server.caPem}`)
    const app = await launch(profile, {
      app: worldApp,
      args: ['-r', packaged],
      env: {
        [worldVariable]: JSON.stringify(world.map),
        NODE_EXTRA_CA_CERTS: authorities,
        APPIMAGE: appImage,
      },
    })
    // Electron has authorities of its own; the stand-in those of Node.
    await app.evaluate(async ({ app: electron, session }) => {
      await electron.whenReady()
      const updates = session.fromPartition('updates', { cache: false })
      if (process.versions.chrome !== '' && 'setCertificateVerifyProc' in updates)
        updates.setCertificateVerifyProc((_request, answer) => answer(0))
    })
    await use(app)
    await app.close().catch(() => undefined)
  },
})

test.skip(process.platform !== 'linux', 'an AppImage is of Linux')

const updates = async (app: ElectronApplication): Promise<UpdateState> =>
  (await stateOf(await windowOf(app))).updates

const newer = `#!/bin/sh\nprintf started >"$(dirname "$0")/started"\n# ${randomBytes(200_000).toString('hex')}\n`

test('a newer version is loaded when one asks, and is in place when Postern has quit', async ({
  app,
  desktop,
  server,
  appImage,
}) => {
  server.release('99.0.0', Buffer.from(newer))
  const page = await windowOf(app)
  expect((await stateOf(page)).updates).toEqual({ state: 'current', checkedAt: null })
  expect(server.asked).toEqual([])
  await call(page, 'updates.look')
  await expect.poll(() => updates(app)).toEqual({ state: 'ready', version: '99.0.0' })
  expect(readFileSync(appImage, 'utf8')).toBe('the old program')
  const closed = app.waitForEvent('close')
  await desktop.clickTrayMenu('quit')
  await closed
  expect(readFileSync(appImage, 'utf8')).toBe(newer)
})

test('asked to install, it ends, and the newer version starts', async ({ app, server, appImage }) => {
  server.release('99.0.0', Buffer.from(newer))
  const page = await windowOf(app)
  await call(page, 'updates.look')
  await expect.poll(() => updates(app)).toEqual({ state: 'ready', version: '99.0.0' })
  const closed = app.waitForEvent('close')
  await call(page, 'updates.install').catch(() => undefined)
  await closed
  expect(readFileSync(appImage, 'utf8')).toBe(newer)
  const started = path.join(path.dirname(appImage), 'started')
  await expect.poll(() => readFileSync(started, { encoding: 'utf8', flag: 'a+' })).toBe('started')
})

test.describe('started from a terminal that is an AppImage', () => {
  test.use({ isInside: false })

  test('it neither replaces nor starts the file of the terminal', async ({
    app,
    profile,
    server,
    appImage,
  }) => {
    server.release('99.0.0', Buffer.from(newer))
    const page = await windowOf(app)
    expect((await stateOf(page)).updates).toEqual({ state: 'off', why: 'by-hand' })
    await call(page, 'updates.look')
    await call(page, 'login-item.set', true)
    const entry = readFileSync(path.join(profile, 'config', 'autostart', 'postern.desktop'), 'utf8')
    expect(entry).toMatch(/^Exec=.* --hidden$/m)
    expect(entry).not.toContain(appImage)
    const closed = app.waitForEvent('close')
    await app.evaluate(({ app: electron }) => electron.quit())
    await closed
    expect(server.asked).toEqual([])
    expect(readFileSync(appImage, 'utf8')).toBe('the old program')
  })
})

test('a version that is not what was announced is told and not kept', async ({ app, server, appImage }) => {
  server.release('99.0.0', Buffer.from(newer), { sha512: Buffer.alloc(64).toString('base64') })
  const page = await windowOf(app)
  await call(page, 'updates.look')
  await expect.poll(() => updates(app)).toMatchObject({ state: 'failed', why: 'not-genuine' })
  const closed = app.waitForEvent('close')
  await app.evaluate(({ app: electron }) => electron.quit())
  await closed
  expect(readFileSync(appImage, 'utf8')).toBe('the old program')
})
