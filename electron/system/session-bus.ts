import { once } from 'node:events'
import net from 'node:net'
import { unescape } from 'node:querystring'
import { decodeMessage, encodeMessage, type BusMessage } from './dbus-wire.ts'

/** A failed conversation with the session bus. `code` is the D-Bus error name, or `no-bus`, or `closed`. */
export class BusError extends Error {
  override name = 'BusError'
  readonly code: string
  constructor(code: string, message: string) {
    super(message)
    this.code = code
  }
}

export type BusCall = {
  destination: string
  path: string
  interface: string
  member: string
  signature?: string
  args?: unknown[]
}

export type SessionBus = {
  /** The reply's values. Rejects with a BusError. */
  call(call: BusCall): Promise<unknown[]>
  /** The next signal that fits. Rejects with a BusError when the conversation ends. */
  nextSignal(fits: (message: BusMessage) => boolean): Promise<BusMessage>
  close: () => void
}

type Waiting<Value> = { resolve: (value: Value) => void; reject: (error: BusError) => void }

/**
 * Connects to the person's session bus. When `signal` is aborted everything ends with a BusError at once, which
 * no D-Bus call of libsecret can do.
 */
export async function connectSessionBus(env: NodeJS.ProcessEnv, signal: AbortSignal): Promise<SessionBus> {
  const bus = converse(await firstThatConnects(busPaths(env)))
  signal.addEventListener('abort', bus.close)
  if (signal.aborted) bus.close()
  try {
    await bus.call({
      destination: 'org.freedesktop.DBus',
      path: '/org/freedesktop/DBus',
      interface: 'org.freedesktop.DBus',
      member: 'Hello',
    })
    return bus
  } catch (error) {
    bus.close()
    throw error
  }
}

/** Socket paths from DBUS_SESSION_BUS_ADDRESS (D-Bus Specification, "Server Addresses"), else the user's runtime folder. */
export function busPaths(env: NodeJS.ProcessEnv): string[] {
  const runtimeBus = env['XDG_RUNTIME_DIR'] === undefined ? [] : [`${env['XDG_RUNTIME_DIR']}/bus`]
  const addresses = env['DBUS_SESSION_BUS_ADDRESS']
  if (addresses === undefined || addresses === '') return runtimeBus
  return addresses.split(';').flatMap((address) => {
    if (!address.startsWith('unix:')) return []
    const values = new Map(
      address
        .slice('unix:'.length)
        .split(',')
        .map((pair) => [pair.split('=')[0], unescape(pair.slice(pair.indexOf('=') + 1))]),
    )
    const path = values.get('path')
    const abstract = values.get('abstract')
    if (path !== undefined) return [path]
    if (abstract !== undefined) return [`\0${abstract}`]
    return values.get('runtime') === 'yes' ? runtimeBus : []
  })
}

async function firstThatConnects(paths: readonly string[]): Promise<net.Socket> {
  let last = 'no session bus is set'
  for (const path of paths) {
    const socket = net.connect({ path })
    try {
      await once(socket, 'connect')
      return socket
    } catch (error) {
      last = error instanceof Error ? error.message : String(error)
    }
  }
  throw new BusError('no-bus', last)
}

function converse(socket: net.Socket): SessionBus {
  const calls = new Map<number, Waiting<unknown[]>>()
  const signals = new Set<Waiting<BusMessage> & { fits: (message: BusMessage) => boolean }>()
  let ended: BusError | undefined
  let authenticated = false
  let received: Buffer = Buffer.alloc(0)
  let serial = 0

  const end = (error: BusError) => {
    if (ended !== undefined) return
    ended = error
    for (const waiting of [...calls.values(), ...signals]) waiting.reject(error)
    socket.destroy()
  }

  const takeMessages = () => {
    for (let next = decodeMessage(received); next !== null; next = decodeMessage(received)) {
      received = next.rest
      take(next.message)
    }
  }
  const take = (message: BusMessage) => {
    switch (message.type) {
      case 'return':
      case 'error': {
        const waiting = calls.get(message.replySerial ?? 0)
        calls.delete(message.replySerial ?? 0)
        if (message.type === 'return') waiting?.resolve(message.body)
        else waiting?.reject(errorOf(message))
        return
      }
      case 'signal':
        for (const waiting of signals) {
          if (!waiting.fits(message)) continue
          signals.delete(waiting)
          waiting.resolve(message)
        }
        return
      case 'call':
        return
    }
  }

  socket.on('data', (data) => {
    received = Buffer.concat([received, data])
    try {
      if (!authenticated) {
        const lineEnd = received.indexOf('\r\n')
        if (lineEnd === -1) return
        const line = received.toString('latin1', 0, lineEnd)
        if (!line.startsWith('OK')) throw new BusError('no-bus', `it refused this user: ${line}`)
        received = received.subarray(lineEnd + 2)
        authenticated = true
      }
      takeMessages()
    } catch (error) {
      end(error instanceof BusError ? error : new BusError('closed', String(error)))
    }
  })
  socket.on('error', (error) => end(new BusError('closed', error.message)))
  socket.on('close', () => end(new BusError('closed', 'the bus closed the connection')))
  const uid = Buffer.from(String(process.getuid?.() ?? 0)).toString('hex')
  // BEGIN and the first call may follow at once: the bus reads on after its OK.
  socket.write(`\0AUTH EXTERNAL ${uid}\r\nBEGIN\r\n`)

  return {
    call: ({ signature = '', args = [], ...target }) =>
      new Promise((resolve, reject) => {
        if (ended !== undefined) {
          reject(ended)
          return
        }
        serial += 1
        calls.set(serial, { resolve, reject })
        socket.write(encodeMessage({ type: 'call', serial, ...target, signature, body: args }))
      }),
    nextSignal: (fits) =>
      new Promise((resolve, reject) => {
        if (ended !== undefined) reject(ended)
        else signals.add({ resolve, reject, fits })
      }),
    close: () => end(new BusError('closed', 'closed')),
  }
}

function errorOf({ errorName, body: [text] }: BusMessage): BusError {
  return new BusError(errorName ?? 'unknown', typeof text === 'string' ? text : '')
}
