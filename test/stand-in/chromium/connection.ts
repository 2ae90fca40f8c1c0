import { EventEmitter } from 'node:events'
import type { Readable, Writable } from 'node:stream'
import type { CDPSession } from '@playwright/test'

/** One target's end of the DevTools protocol, with Playwright's types for its commands and events. */
export type DevTools = Pick<CDPSession, 'send' | 'on'>

type Reply = {
  id?: number
  sessionId?: string
  method?: string
  params?: unknown
  result?: unknown
  error?: { message: string }
}
type Waiting = { method: string; resolve: (result: unknown) => void; reject: (error: Error) => void }

/** The DevTools protocol over a pipe: Chromium ends when this process does. */
export class Connection {
  readonly browser: DevTools = this.session('')
  readonly #events = new EventEmitter().setMaxListeners(0)
  readonly #waiting = new Map<number, Waiting>()
  readonly #input: Writable
  #lastId = 0

  constructor(input: Writable, output: Readable) {
    this.#input = input
    let rest = ''
    output.setEncoding('utf8').on('data', (chunk: string) => {
      const messages = (rest + chunk).split('\0')
      rest = messages.pop() ?? ''
      for (const message of messages) this.#receive(JSON.parse(message) as Reply)
    })
    output.on('close', () => {
      for (const { method, reject } of this.#waiting.values())
        reject(new Error(`${method}: Chromium is gone`))
      this.#waiting.clear()
    })
  }

  session(id: string): DevTools {
    const session = {
      send: (method: string, params: object = {}) => this.#send(id, method, params),
      on: (method: string, listener: (params: unknown) => void) => {
        this.#events.on(`${id}:${method}`, listener)
        return session
      },
    }
    return session as unknown as DevTools
  }

  #send(sessionId: string, method: string, params: object): Promise<unknown> {
    return new Promise((resolve, reject) => {
      this.#lastId += 1
      this.#waiting.set(this.#lastId, { method, resolve, reject })
      const address = sessionId === '' ? {} : { sessionId }
      this.#input.write(`${JSON.stringify({ id: this.#lastId, method, params, ...address })}\0`)
    })
  }

  #receive({ id, sessionId = '', method = '', params, result, error }: Reply): void {
    if (id === undefined) {
      this.#events.emit(`${sessionId}:${method}`, params)
      return
    }
    const waiting = this.#waiting.get(id)
    this.#waiting.delete(id)
    if (error) waiting?.reject(new Error(`${waiting.method}: ${error.message}`))
    else waiting?.resolve(result)
  }
}
