import { once } from 'node:events'
import net from 'node:net'

/** Mozilla's remote control, as Firefox and Thunderbird have it built in: commands as JSON, each behind its length. */
export type Marionette = {
  ask(command: string, parameters: object): Promise<unknown>
  close(): void
}

type Answer = readonly [type: 1, id: number, error: { message: string } | null, result: unknown]

export async function connectMarionette(port: number): Promise<Marionette> {
  const socket = net.connect(port, '127.0.0.1')
  await once(socket, 'connect')
  const waiting = new Map<number, (answer: Answer) => void>()
  let received: Buffer = Buffer.alloc(0)
  socket.on('data', (chunk: Buffer) => {
    received = Buffer.concat([received, chunk])
    for (let colon = received.indexOf(':'); colon !== -1; colon = received.indexOf(':')) {
      const end = colon + 1 + Number(received.subarray(0, colon))
      if (received.length < end) return
      const message: unknown = JSON.parse(received.subarray(colon + 1, end).toString())
      received = received.subarray(end)
      // The first message only greets.
      if (Array.isArray(message)) waiting.get(Number(message[1]))?.(message as unknown as Answer)
    }
  })
  const gone = (id: number): Answer => [1, id, { message: 'the program has ended' }, null]
  socket.on('error', () => undefined) // `close` follows
  socket.on('close', () => waiting.forEach((settle, id) => settle(gone(id))))
  let lastId = 0
  return {
    ask: async (command, parameters) => {
      const id = ++lastId
      const body = JSON.stringify([0, id, command, parameters])
      const answered = new Promise<Answer>((resolve) => waiting.set(id, resolve))
      if (socket.destroyed) waiting.get(id)?.(gone(id))
      socket.write(`${Buffer.byteLength(body)}:${body}`)
      const [, , error, result] = await answered
      waiting.delete(id)
      if (error !== null) throw new Error(`${command}: ${error.message}`)
      return result
    },
    close: () => socket.destroy(),
  }
}
