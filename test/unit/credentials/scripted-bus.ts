import { once } from 'node:events'
import { mkdtemp, rm } from 'node:fs/promises'
import net from 'node:net'
import { tmpdir } from 'node:os'
import path from 'node:path'
import { decodeMessage, encodeMessage, type BusMessage } from '../../../electron/system/dbus-wire.ts'

export type ScriptedBus = {
  env: NodeJS.ProcessEnv
  /** What was asked, as "member" or "member path". */
  asked: string[]
  /** Resolves when the other side has closed. */
  closed: Promise<unknown>
  stop(): Promise<void>
}

export type Answer = Partial<BusMessage> | Buffer

/**
 * A session bus and its services in one: each call is answered by `script` with messages in the order given, or
 * with bytes as they are. `chunkBytes` cuts everything sent into small pieces.
 */
export async function startScriptedBus(
  script: (call: BusMessage) => Answer[],
  { greeting = 'OK 1234deadbeef\r\n', chunkBytes = 65_536 } = {},
): Promise<ScriptedBus> {
  const folder = await mkdtemp(path.join(tmpdir(), 'postern-scripted-bus-'))
  const asked: string[] = []
  const closed = Promise.withResolvers<undefined>()
  const server = net.createServer((socket) => {
    const send = (bytes: Buffer) => {
      for (let at = 0; at < bytes.length; at += chunkBytes) socket.write(bytes.subarray(at, at + chunkBytes))
    }
    let received: Buffer = Buffer.alloc(0)
    let serial = 0
    let begun = false
    socket.on('error', () => undefined)
    socket.on('close', () => closed.resolve(undefined))
    socket.on('data', (data) => {
      received = Buffer.concat([received, data])
      if (!begun) {
        const begin = received.indexOf('BEGIN\r\n')
        if (begin === -1) return
        received = received.subarray(begin + 'BEGIN\r\n'.length)
        begun = true
        send(Buffer.from(greeting))
      }
      for (let next = decodeMessage(received); next !== null; next = decodeMessage(received)) {
        received = next.rest
        const call = next.message
        asked.push(call.member ?? '')
        for (const answer of script(call)) {
          serial += 1
          if (Buffer.isBuffer(answer)) send(answer)
          else
            send(
              encodeMessage({
                type: 'return',
                serial,
                replySerial: call.serial,
                signature: '',
                body: [],
                ...answer,
              }),
            )
        }
      }
    })
  })
  const socketPath = path.join(folder, 'bus')
  server.listen(socketPath)
  await once(server, 'listening')
  return {
    env: { DBUS_SESSION_BUS_ADDRESS: `unix:path=${socketPath}` },
    asked,
    closed: closed.promise,
    stop: async () => {
      server.close()
      await rm(folder, { recursive: true })
    },
  }
}
