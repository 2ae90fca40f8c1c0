import { afterEach, describe, expect, it } from 'vitest'
import type { BusMessage } from '../../../electron/system/dbus-wire.ts'
import { connectSecretService } from '../../../electron/credentials/secret-service.ts'
import { busPaths } from '../../../electron/system/session-bus.ts'
import { startScriptedBus, type Answer, type ScriptedBus } from './scripted-bus.ts'

const prompt = '/org/freedesktop/secrets/prompt/p1'
const never = new AbortController().signal

const buses: ScriptedBus[] = []
afterEach(() => Promise.all(buses.splice(0).map((bus) => bus.stop())))
async function start(...args: Parameters<typeof startScriptedBus>): Promise<ScriptedBus> {
  const bus = await startScriptedBus(...args)
  buses.push(bus)
  return bus
}

function completed(dismissed: boolean, path = prompt): Answer {
  return {
    type: 'signal',
    path,
    interface: 'org.freedesktop.Secret.Prompt',
    member: 'Completed',
    signature: 'bv',
    body: [dismissed, ['ao', []]],
  }
}

/** A locked keyring; `answers` is what it says to Prompt. */
const lockedKeyring = (answers: Answer[]) => (call: BusMessage) => {
  if (call.member === 'Unlock') return [{ signature: 'aoo', body: [[], prompt] }]
  return call.member === 'Prompt' ? answers : [{}]
}

describe('connectSecretService', () => {
  it.each([
    ['answered', [{}, completed(false)], true],
    ['answered before the call returns', [completed(false), {}], true],
    ['dismissed', [{}, completed(true)], false],
    ['answered after that of somebody else', [{}, completed(true, '/other'), completed(false)], true],
  ])('knows a prompt that is %s', async (_, answers, unlocked) => {
    const bus = await start(lockedKeyring(answers), { chunkBytes: 7 })
    const secrets = await connectSecretService(bus.env, never)
    expect(await secrets.unlock(['/a'])).toBe(unlocked)
    secrets.close()
    await bus.closed
    expect(bus.asked).toEqual(['Hello', 'Unlock', 'AddMatch', 'Prompt'])
  })

  it('needs no prompt where unlocking needs none', async () => {
    const bus = await start((call) =>
      call.member === 'Unlock' ? [{ signature: 'aoo', body: [['/a'], '/'] }] : [{}],
    )
    const secrets = await connectSecretService(bus.env, never)
    expect(await secrets.unlock(['/a'])).toBe(true)
    secrets.close()
  })

  it('leaves at once when it is given up, and does not dismiss the prompt', async () => {
    const giveUp = new AbortController()
    const bus = await start((call) => {
      if (call.member === 'Prompt') setImmediate(() => giveUp.abort())
      return lockedKeyring([{}])(call)
    })
    const secrets = await connectSecretService(bus.env, giveUp.signal)
    await expect(secrets.unlock(['/a'])).rejects.toMatchObject({ name: 'BusError', code: 'closed' })
    await bus.closed
    expect(bus.asked).toEqual(['Hello', 'Unlock', 'AddMatch', 'Prompt'])
  })

  it('reads entries, locked ones too, and the default collection', async () => {
    const bus = await start((call) => {
      switch (call.member) {
        case 'SearchItems':
          expect(call.body).toEqual([
            [
              ['service', 'Postern'],
              ['account', '花子'],
            ],
          ])
          return [{ signature: 'aoao', body: [['/1', '/2'], ['/3']] }]
        case 'Get':
          return call.path === '/1'
            ? [
                {
                  signature: 'v',
                  body: [
                    [
                      'a{ss}',
                      [
                        ['account', '花子'],
                        ['service', 'Postern'],
                      ],
                    ],
                  ],
                },
              ]
            : [{ signature: 'v', body: [['b', true]] }]
        case 'ReadAlias':
          return [{ signature: 'o', body: ['/collection/login'] }]
        case undefined:
        default:
          return [{}]
      }
    })
    const secrets = await connectSecretService(bus.env, never)
    expect(await secrets.find({ service: 'Postern', account: '花子' })).toEqual({
      unlocked: ['/1', '/2'],
      locked: ['/3'],
    })
    expect(await secrets.attributesOf('/1')).toEqual({ account: '花子', service: 'Postern' })
    expect(await secrets.defaultCollection()).toEqual({ path: '/collection/login', locked: true })
    secrets.close()
  })

  it('passes the error of a service on by its name', async () => {
    const bus = await start((call) =>
      call.member === 'Hello'
        ? [{}]
        : [
            {
              type: 'error',
              errorName: 'org.freedesktop.Secret.Error.IsLocked',
              signature: 's',
              body: ['no'],
            },
          ],
    )
    const secrets = await connectSecretService(bus.env, never)
    await expect(secrets.find({})).rejects.toMatchObject({
      code: 'org.freedesktop.Secret.Error.IsLocked',
      message: 'no',
    })
    secrets.close()
  })

  it.each([
    ['refuses this user', 'REJECTED EXTERNAL\r\n', 'no-bus'],
    ['speaks something else', 'HTTP/1.1 400 Bad Request\r\n', 'no-bus'],
  ])('finds no bus where one %s', async (_, greeting, code) => {
    const bus = await start(() => [], { greeting })
    await expect(connectSecretService(bus.env, never)).rejects.toMatchObject({ code })
    await bus.closed
  })

  it.each([
    ['no D-Bus', Buffer.from('this is not a message, and long enough to be one')],
    ['a big-endian message', Buffer.from('B\x02\0\x01'.padEnd(64, '\0'))],
    ['a message of 4 GiB', Buffer.from('6c02000100000000ffffffffffffffff', 'hex')],
    [
      'a string beyond its message',
      Buffer.from('6c020001040000000100000008000000080167000173000000000000', 'hex').fill(0xff, 24),
    ],
  ])('ends the conversation at %s', async (_, bytes) => {
    const bus = await start(() => [bytes])
    await expect(connectSecretService(bus.env, never)).rejects.toMatchObject({
      name: 'BusError',
      code: 'closed',
    })
    await bus.closed
  })

  it('finds no bus where nobody listens', async () => {
    const env = { DBUS_SESSION_BUS_ADDRESS: 'unix:path=/nonexistent/bus' }
    await expect(connectSecretService(env, never)).rejects.toMatchObject({ code: 'no-bus' })
  })

  it('goes no further when it was given up before', async () => {
    const bus = await start(() => [])
    await expect(connectSecretService(bus.env, AbortSignal.abort())).rejects.toMatchObject({ code: 'closed' })
  })
})

describe('busPaths', () => {
  it.each<[NodeJS.ProcessEnv, string[]]>([
    [{ DBUS_SESSION_BUS_ADDRESS: 'unix:path=/run/user/1000/bus' }, ['/run/user/1000/bus']],
    [{ DBUS_SESSION_BUS_ADDRESS: 'unix:path=/run/user/1000/bus,guid=1234' }, ['/run/user/1000/bus']],
    [{ DBUS_SESSION_BUS_ADDRESS: 'unix:guid=1234,path=/tmp/a%20b%2cc' }, ['/tmp/a b,c']],
    [{ DBUS_SESSION_BUS_ADDRESS: 'unix:path=/tmp/%e8%8a%b1/%zz' }, ['/tmp/花/%zz']],
    [{ DBUS_SESSION_BUS_ADDRESS: 'unix:abstract=/tmp/dbus-Xy,guid=1' }, ['\0/tmp/dbus-Xy']],
    [{ DBUS_SESSION_BUS_ADDRESS: 'tcp:host=localhost,port=1;unix:path=/b' }, ['/b']],
    [{ DBUS_SESSION_BUS_ADDRESS: 'unix:runtime=yes', XDG_RUNTIME_DIR: '/run/user/1' }, ['/run/user/1/bus']],
    [{ DBUS_SESSION_BUS_ADDRESS: 'garbage', XDG_RUNTIME_DIR: '/run/user/1' }, []],
    [{ DBUS_SESSION_BUS_ADDRESS: '', XDG_RUNTIME_DIR: '/run/user/1' }, ['/run/user/1/bus']],
    [{ XDG_RUNTIME_DIR: '/run/user/1000' }, ['/run/user/1000/bus']],
    [{}, []],
  ])('%j', (env, paths) => {
    expect(busPaths(env)).toEqual(paths)
  })
})
