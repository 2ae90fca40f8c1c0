import { randomBytes } from 'node:crypto'
import { existsSync, statSync } from 'node:fs'
import { chmod, mkdir, readdir, rm, symlink, writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import path from 'node:path'
import { beforeEach, describe, expect, onTestFinished, test, vi } from 'vitest'
import { makeReadOnly } from '../../fakes/read-only-folder.ts'
import type { UpdateServer } from '../../fakes/update-server.ts'
import { description, drip, install, never, nothing, older, patience, startServer } from './updater-world.ts'

/** electron-updater itself, on the stand-in's requests, against a server of releases. */

const newer = Buffer.concat([Buffer.from('#!/bin/sh\nexit 0\n'), randomBytes(3_000_000)])
let server: UpdateServer

beforeEach(async () => {
  server = await startServer()
})

test('a newer version is loaded with progress, and takes the place of the old one when it is installed', async () => {
  const file = server.release('1.1.0', newer)
  const { updater, program, beside, done, appImage, loaded } = await install(server)
  const seen: { version: string; percent: number }[] = []
  expect(updater.off).toBeNull()
  expect(await updater.look((loading) => seen.push(loading), never())).toEqual({
    ok: true,
    value: { version: '1.1.0' },
  })
  expect(seen[0]).toEqual({ version: '1.1.0', percent: 0 })
  expect(seen.at(-1)).toEqual({ version: '1.1.0', percent: 100 })
  expect(seen.map(({ percent }) => percent)).toEqual(
    seen.map(({ percent }) => percent).toSorted((a, b) => a - b),
  )
  expect(server.paths()).toEqual([description, file])
  expect(await program()).toEqual(older)

  await updater.install(false)
  expect(await program()).toEqual(newer)
  expect(statSync(appImage).mode & 0o777).toBe(0o755)
  expect(await beside()).toEqual(['Postern.AppImage'])
  expect(await loaded()).not.toContain(path.basename(file))
  expect(done.started).toEqual([])
})

test('with a restart, the newer version is started', async () => {
  server.release('1.1.0', newer)
  const { updater, program, done, appImage } = await install(server)
  await updater.look(nothing, never())
  await updater.install(true)
  expect(await program()).toEqual(newer)
  expect(done.started).toEqual([appImage])
})

test('nothing in a request tells who asks', async () => {
  server.release('1.1.0', newer)
  const { updater } = await install(server)
  await updater.look(nothing, never())
  for (const { headers } of server.asked)
    expect(Object.keys(headers).toSorted()).toEqual(['cache-control', 'connection', 'host', 'user-agent'])
  expect(new Set(server.asked.map(({ headers }) => headers['user-agent']))).toEqual(new Set(['Postern']))
})

for (const [what, version] of [
  ['the same version', '1.0.0'],
  ['an older version (a downgrade)', '0.9.0'],
] as const) {
  test(`${what} is not loaded`, async () => {
    server.release(version, newer)
    const { updater, loaded, program } = await install(server)
    expect(await updater.look(nothing, never())).toEqual({ ok: true, value: null })
    expect(server.paths()).toEqual([description])
    expect(await loaded()).toEqual([])
    await updater.install(true)
    expect(await program()).toEqual(older)
  })
}

test('a file with another SHA-512 than announced is not genuine, and is gone', async () => {
  server.release('1.1.0', newer, { sha512: Buffer.alloc(64).toString('base64') })
  const { updater, loaded, program, done } = await install(server)
  expect(await updater.look(nothing, never())).toEqual({ ok: false, error: 'not-genuine' })
  expect(await loaded()).toEqual([])
  await updater.install(false)
  expect(await program()).toEqual(older)
  expect(done.logged.join('\n')).toContain('SHA-512')
})

test('a file that was announced without a SHA-512 is not loaded', async () => {
  const file = server.release('1.1.0', newer)
  server.put(description, `version: 1.1.0\nfiles:\n  - url: ${path.basename(file)}\n    sha2: abcd\n`)
  const { updater } = await install(server)
  expect(await updater.look(nothing, never())).toEqual({ ok: false, error: 'not-genuine' })
  expect(server.paths()).not.toContain(file)
})

describe('a loading that breaks off', () => {
  /** Half of the file; then whatever the test says. */
  function halfOf(
    file: string,
    then: (response: Parameters<Parameters<typeof server.answer>[1]>[1]) => void,
  ) {
    server.answer(file, (_request, response) => {
      response.writeHead(200, { 'content-length': newer.length })
      response.write(newer.subarray(0, 1_500_000), () => then(response))
    })
  }

  test('because the server closes is told as unreachable, and the next look completes it', async () => {
    const file = server.release('1.1.0', newer)
    halfOf(file, (response) => response.destroy())
    const { updater, loaded, program } = await install(server)
    expect(await updater.look(nothing, never())).toEqual({ ok: false, error: 'unreachable' })
    expect(await loaded()).toEqual([])
    server.put(file, newer)
    expect(await updater.look(nothing, never())).toEqual({ ok: true, value: { version: '1.1.0' } })
    await updater.install(false)
    expect(await program()).toEqual(newer)
  })

  test('because the person stops it ends at once, leaves nothing, and the next look completes it', async () => {
    const file = server.release('1.1.0', newer)
    halfOf(file, nothing)
    const { updater, loaded, done } = await install(server)
    const stop = new AbortController()
    const looking = updater.look(({ percent }) => {
      if (percent >= 20) stop.abort()
    }, stop.signal)
    expect((await looking).ok).toBe(false)
    expect(await loaded()).toEqual([])
    await expect.poll(() => server.connections()).toBe(0)
    expect(done.logged.filter((line) => line.startsWith('Updates: Error'))).toEqual([])
    server.put(file, newer)
    expect((await updater.look(nothing, never())).ok).toBe(true)
  })

  test('while the description is awaited ends at once, too', async () => {
    const stop = new AbortController()
    server.answer(description, () => stop.abort())
    const { updater } = await install(server)
    expect((await updater.look(nothing, stop.signal)).ok).toBe(false)
    await expect.poll(() => server.connections()).toBe(0)
  })

  test('because the server falls silent is told as unreachable', async () => {
    const file = server.release('1.1.0', newer)
    halfOf(file, nothing)
    const { updater, loaded } = await install(server, { patience: { ...patience, silenceMs: 300 } })
    expect(await updater.look(nothing, never())).toEqual({ ok: false, error: 'unreachable' })
    expect(await loaded()).toEqual([])
  })

  test('because it never comes to an end is told as unreachable', async () => {
    const file = server.release('1.1.0', newer)
    server.answer(file, drip)
    const { updater, loaded, requests } = await install(server, { patience: { ...patience, fileMs: 500 } })
    expect(await updater.look(nothing, never())).toEqual({ ok: false, error: 'unreachable' })
    expect(await loaded()).toEqual([])
    expect(requests.map(({ aborted }) => aborted)).toEqual([false, true])
  })
})

test('a file that an earlier start has loaded is checked again, and not loaded twice', async () => {
  const file = server.release('1.1.0', newer)
  const { updater, again, pending } = await install(server)
  await updater.look(nothing, never())
  expect(await again().look(nothing, never())).toEqual({ ok: true, value: { version: '1.1.0' } })
  expect(server.paths().filter((one) => one === file)).toHaveLength(1)

  await writeFile(path.join(pending, path.basename(file)), 'something else')
  const third = again()
  expect(await third.look(nothing, never())).toEqual({ ok: true, value: { version: '1.1.0' } })
  expect(server.paths().filter((one) => one === file)).toHaveLength(2)
})

test('a file that was changed after it was loaded is not installed', async () => {
  const file = server.release('1.1.0', newer)
  const { updater, pending, program, beside, done } = await install(server)
  await updater.look(nothing, never())
  await writeFile(path.join(pending, path.basename(file)), 'something else')
  await updater.install(true)
  expect(await program()).toEqual(older)
  expect(await beside()).toEqual(['Postern.AppImage'])
  expect(done.started).toEqual([])
})

describe('where the disk does not take it', () => {
  test('a folder that cannot be written is told as not saved', async () => {
    server.release('1.1.0', newer)
    const caches = path.join(tmpdir(), `postern-file-${process.pid}`)
    await writeFile(caches, 'a file, where the folder should be')
    onTestFinished(() => rm(caches))
    const { updater } = await install(server, { caches })
    expect(await updater.look(nothing, never())).toEqual({ ok: false, error: 'not-saved' })
  })

  test.runIf(existsSync('/dev/full'))('a full disk is told as not saved', async () => {
    const file = server.release('1.1.0', newer)
    const { updater, pending } = await install(server)
    // What electron-updater writes to goes to where nothing has room.
    server.answer(file, (_request, response) => {
      void symlink('/dev/full', path.join(pending, `temp-${path.basename(file)}`)).then(() =>
        response.writeHead(200, { 'content-length': newer.length }).end(newer),
      )
    })
    expect(await updater.look(nothing, never())).toEqual({ ok: false, error: 'not-saved' })
    await expect.poll(() => server.connections()).toBe(0)
  })

  test('the old program stays when its place cannot be written at the end', async () => {
    server.release('1.1.0', newer)
    const { updater, program, appImage, done } = await install(server)
    await updater.look(nothing, never())
    // As root may write everywhere, something else is in the way.
    await mkdir(`${appImage}.new`)
    await updater.install(true)
    expect(await program()).toEqual(older)
    expect(done.started).toEqual([])
    expect(done.logged.at(-1)).toContain('The newer version is not in place')
  })
})

describe('on Windows, what became of the installer is logged', () => {
  async function installOnWindows() {
    server.release('1.1.0', newer)
    const world = await install(server, { platform: 'win32', appImage: undefined })
    // Where elevate.exe would be, which electron-updater turns to at last.
    vi.stubGlobal('process', Object.assign(process, { resourcesPath: world.resources }))
    onTestFinished(() => void vi.unstubAllGlobals())
    await world.updater.look(nothing, never())
    return world
  }

  test('one that cannot be started', async () => {
    const { updater, done } = await installOnWindows()
    await updater.install(false)
    expect(done.logged.at(-1)).toMatch(
      /^The newer version is not in place: Error: spawn .*elevate\.exe ENOENT/,
    )
  })

  test('one that electron-updater refuses to start', async () => {
    const { updater, done } = await installOnWindows()
    await updater.install(false)
    await updater.install(false)
    expect(done.logged.at(-1)).toBe('The newer version is not in place: Error: The installer was not started')
  })

  test('one that was started', async () => {
    const { updater, done, pending } = await installOnWindows()
    for (const file of await readdir(pending)) await chmod(path.join(pending, file), 0o755)
    await updater.install(false)
    expect(done.logged.at(-1)).toBe('The installer of the newer version was started')
  })
})

describe('off', () => {
  test('without an address', async () => {
    const { updater } = await install(server, { resources: '/nowhere' })
    expect(updater.off).toBe('no-source')
  })

  test('in a package of the system, or an unpacked archive', async () => {
    expect((await install(server, { appImage: undefined })).updater.off).toBe('by-hand')
  })

  test('where the folder is not the person’s', async () => {
    const { again, appImage } = await install(server)
    onTestFinished(await makeReadOnly(path.dirname(appImage)))
    expect(again().off).toBe('by-hand')
  })

  test('not on Windows and macOS, where the installed program is the person’s own', async () => {
    expect((await install(server, { platform: 'win32', appImage: undefined })).updater.off).toBeNull()
    expect((await install(server, { platform: 'darwin', appImage: undefined })).updater.off).toBeNull()
  })
})
