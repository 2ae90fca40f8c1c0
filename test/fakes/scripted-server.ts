import net, { type Socket } from 'node:net'
import tls from 'node:tls'
import type { IssuedCertificate } from './certificates.ts'
import { listen } from './listening.ts'

/** The server's side of one connection, line by line. */
export type ScriptedClient = {
  /** Sends lines, each with CRLF. */
  send(...lines: string[]): void
  /** Sends bytes as they are. */
  sendRaw(bytes: string | Buffer): void
  /** The client's next line without its CRLF; fails where it does not match, or where the client closed. */
  expect(pattern: RegExp): Promise<string>
  /** Waits for bytes that are no line, such as a TLS handshake. */
  expectBytes(): Promise<void>
  /** Waits for the client to close; fails where it says anything more. */
  expectClose(): Promise<void>
  /** Takes TLS up on the server's side. */
  startTls(certificate: IssuedCertificate): Promise<void>
  /** Ends the connection with FIN. */
  close(): void
  /** Ends the connection with RST. */
  reset(): void
}

export type ScriptedServer = {
  port: number
  /** Every line that clients have said, in order, over all connections. */
  heard: readonly string[]
  /** Connections accepted so far. */
  accepted(): number
  /** Connections that are open now. */
  connections(): number
  /** Stops the server; fails with the first expectation that was not met. */
  close(): Promise<void>
}

/** Thrown by `expect` when the client has gone. A script that ends so has simply been left. */
class ClientGone extends Error {}

/** A server on 127.0.0.1 that follows `script` on each connection, and closes where the script ends. */
export async function createScriptedServer(
  script: (client: ScriptedClient, connection: number) => Promise<void>,
): Promise<ScriptedServer> {
  const heard: string[] = []
  const failures: unknown[] = []
  let accepted = 0
  const server = net.createServer((socket) => {
    const client = createClient(socket, heard)
    script(client, ++accepted)
      .catch((error: unknown) => {
        if (!(error instanceof ClientGone)) failures.push(error)
      })
      .finally(() => client.close())
  })
  const listening = await listen(server)
  return {
    port: listening.port,
    heard,
    accepted: () => accepted,
    connections: () => listening.sockets.size,
    async close() {
      await listening.close()
      if (failures.length > 0) throw failures[0]
    },
  }
}

function createClient(raw: Socket, heard: string[]): ScriptedClient {
  let socket = raw
  let buffered = ''
  let gone = false
  let wake = (): void => undefined
  const listenTo = (to: Socket) => {
    to.setEncoding('utf8')
    to.on('data', (text: string) => {
      buffered += text
      wake()
    })
    to.on('error', () => undefined)
    for (const event of ['end', 'close'] as const) {
      to.on(event, () => {
        if (to !== socket) return
        gone = true
        wake()
      })
    }
  }
  const something = () =>
    new Promise<void>((resolve) => {
      wake = resolve
    })
  const nextLine = async (): Promise<string> => {
    for (;;) {
      const end = buffered.indexOf('\r\n')
      if (end !== -1) {
        const line = buffered.slice(0, end)
        buffered = buffered.slice(end + 2)
        heard.push(line)
        return line
      }
      if (gone) throw new ClientGone('the client has closed')
      await something()
    }
  }
  listenTo(raw)

  return {
    send: (...lines) => void socket.write(lines.map((line) => `${line}\r\n`).join('')),
    sendRaw: (bytes) => void socket.write(bytes),
    async expect(pattern) {
      const line = await nextLine()
      if (!pattern.test(line)) throw new Error(`expected ${String(pattern)}, heard ${JSON.stringify(line)}`)
      return line
    },
    async expectBytes() {
      while (buffered === '') {
        if (gone) throw new ClientGone('the client has closed')
        await something()
      }
      buffered = ''
    },
    async expectClose() {
      const line = await nextLine().catch((error: unknown) => {
        if (error instanceof ClientGone) return null
        throw error
      })
      if (line !== null) throw new Error(`expected the end, heard ${JSON.stringify(line)}`)
    },
    async startTls(certificate) {
      raw.removeAllListeners('data')
      raw.on('error', () => undefined)
      const secure = new tls.TLSSocket(raw, {
        isServer: true,
        key: certificate.keyPem,
        cert: certificate.certPem,
      })
      socket = secure
      listenTo(secure)
      await new Promise<void>((resolve, reject) => {
        secure.once('secure', resolve)
        secure.once('close', () => reject(new ClientGone('no handshake')))
      })
    },
    close: () => void socket.end(),
    reset: () => raw.resetAndDestroy(),
  }
}
