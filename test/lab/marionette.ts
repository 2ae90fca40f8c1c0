import type { Duplex } from 'node:stream'

/** Mozilla's remote control, as Firefox and Thunderbird have it built in: commands as JSON, each behind its length. */
export type Marionette = {
  /** Throws what the program complains of, and when it says nothing for `limitMs`. */
  ask(command: string, parameters: object, limitMs?: number): Promise<unknown>
  close(): void
}

type Answer = readonly [type: 1, id: number, error: { message: string } | null, result: unknown]

const usualLimitMs = 45_000

/** `stream` leads to the program's port. */
export function createMarionette(stream: Duplex): Marionette {
  const waiting = new Map<number, (answer: Answer) => void>()
  let received: Buffer = Buffer.alloc(0)
  stream.on('data', (chunk: Buffer) => {
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
  const failure = (id: number, message: string): Answer => [1, id, { message }, null]
  const gone = 'the program has ended'
  stream.on('error', () => undefined) // `close` follows
  stream.on('close', () => waiting.forEach((settle, id) => settle(failure(id, gone))))
  let lastId = 0
  return {
    ask: async (command, parameters, limitMs = usualLimitMs) => {
      const id = ++lastId
      const body = JSON.stringify([0, id, command, parameters])
      const answered = new Promise<Answer>((resolve) => waiting.set(id, resolve))
      const settle = (message: string) => waiting.get(id)?.(failure(id, message))
      const limit = setTimeout(() => settle(`no answer within ${limitMs} ms`), limitMs)
      if (stream.destroyed) settle(gone)
      stream.write(`${Buffer.byteLength(body)}:${body}`)
      const [, , error, result] = await answered
      clearTimeout(limit)
      waiting.delete(id)
      if (error !== null) throw new Error(`${command}: ${error.message}`)
      return result
    },
    close: () => stream.destroy(),
  }
}
