import { randomBytes } from 'node:crypto'
import tls from 'node:tls'
import { beforeEach, describe, expect, test } from 'vitest'
import type { UpdateServer } from '../../fakes/update-server.ts'
import { description, drip, install, never, nothing, patience, startServer } from './updater-world.ts'

/** Servers for updates that are broken, hostile or not to be trusted. */

const newer = randomBytes(100_000)
let server: UpdateServer

beforeEach(async () => {
  server = await startServer()
})

describe('a server that gives no release', () => {
  const looksAt = async (changes: Parameters<typeof install>[1] = {}) => {
    const { updater } = await install(server, changes)
    return updater.look(nothing, never())
  }

  test('an error of the server', async () => {
    server.answer(description, (_request, response) => response.writeHead(500).end('sorry'))
    expect(await looksAt()).toEqual({ ok: false, error: 'unreachable' })
  })

  test('nothing there', async () => {
    expect(await looksAt()).toEqual({ ok: false, error: 'unreachable' })
  })

  test('nobody there', async () => {
    await server.close()
    expect(await looksAt()).toEqual({ ok: false, error: 'unreachable' })
  })

  test('a certificate that nobody vouches for', async () => {
    tls.setDefaultCACertificates([])
    server.release('1.1.0', newer)
    expect(await looksAt()).toEqual({ ok: false, error: 'unreachable' })
    expect(server.asked).toEqual([])
  })

  for (const [what, text] of [
    ['no YAML', '\u0000{{{: ['],
    ['something else in YAML', 'just words'],
    ['no version', 'files: []\n'],
    ['a version that is none', 'version: latest\nfiles: []\n'],
    ['no files', 'version: 9.9.9\n'],
    ['nothing at all', ''],
  ] as const) {
    test(what, async () => {
      server.put(description, text)
      expect(await looksAt()).toEqual({ ok: false, error: 'unexpected' })
    })
  }

  test('a description without end is given up at 256 KB', async () => {
    let sent = 0
    server.answer(description, (_request, response) => {
      const more = () => {
        while (!response.destroyed && response.write(Buffer.alloc(16_384, 'x'))) sent += 16_384
      }
      response.on('drain', more)
      more()
    })
    const { updater, requests } = await install(server)
    expect(await updater.look(nothing, never())).toEqual({ ok: false, error: 'unexpected' })
    expect(requests.map(({ aborted }) => aborted)).toEqual([true])
    await expect.poll(() => server.connections()).toBe(0)
    expect(sent).toBeLessThan(16 * 1_024 * 1_024)
  })

  test('a description that comes byte by byte is given up, although the server is never silent', async () => {
    server.answer(description, drip)
    const { updater, requests } = await install(server, { patience: { ...patience, descriptionMs: 500 } })
    expect(await updater.look(nothing, never())).toEqual({ ok: false, error: 'unreachable' })
    expect(requests.map(({ aborted }) => aborted)).toEqual([true])
    await expect.poll(() => server.connections()).toBe(0)
  })
})

describe('https and nothing else', () => {
  test('an address without TLS is not asked', async () => {
    server.release('1.1.0', newer)
    const { updater } = await install(server, { url: server.plainUrl })
    expect(await updater.look(nothing, never())).toEqual({ ok: false, error: 'unexpected' })
    expect(server.asked).toEqual([])
  })

  test('a redirect to http is not followed', async () => {
    const file = server.release('1.1.0', newer)
    server.answer(file, (_request, response) =>
      response.writeHead(302, { location: `${server.plainUrl}/there` }).end(),
    )
    const { updater } = await install(server)
    expect(await updater.look(nothing, never())).toEqual({ ok: false, error: 'unexpected' })
    expect(server.paths()).toEqual([description, file])
  })

  test('a redirect to https is followed; one in a circle is given up', async () => {
    const file = server.release('1.1.0', newer)
    server.put('/elsewhere', newer)
    server.answer(file, (_request, response) => response.writeHead(302, { location: '/elsewhere' }).end())
    const { updater } = await install(server)
    expect(await updater.look(nothing, never())).toEqual({ ok: true, value: { version: '1.1.0' } })
    server.answer(description, (_request, response) =>
      response.writeHead(302, { location: description }).end(),
    )
    expect(await updater.look(nothing, never())).toEqual({ ok: false, error: 'unreachable' })
  })

  for (const [what, url] of [
    ['without TLS', 'http://127.0.0.1/Postern.AppImage'],
    ['of this computer', 'file:///etc/passwd'],
  ] as const) {
    test(`a file ${what} is not loaded, whoever announces it`, async () => {
      server.release('1.1.0', newer, { url })
      const { updater, loaded } = await install(server)
      expect(await updater.look(nothing, never())).toEqual({ ok: false, error: 'unexpected' })
      expect(await loaded()).toEqual([])
    })
  }
})
