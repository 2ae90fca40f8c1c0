import net from 'node:net'
import tls from 'node:tls'
import createHoodiecrow, { type Connection, type Server } from 'hoodiecrow-imap'
import type { IssuedCertificate } from './certificates.ts'
import { listen } from './listening.ts'

export type FakeImapOptions = {
  certificate: IssuedCertificate
  user: { username: string; password: string }
  /** Name of the folder for junk, in modified UTF-7 (RFC 3501, 5.1.3). */
  junkFolder: string
  /** Whether that folder is marked \Junk (RFC 6154). */
  junkMarked: boolean
  /** Capabilities beyond the bare protocol. */
  extensions: readonly ('IDLE' | 'UIDPLUS')[]
}

export type FakeImap = {
  /** With STARTTLS, and with TLS from the start. */
  ports: { imap: number; imaps: number }
  append: (folder: string, raw: string, flags?: string[]) => void
  messages: (folder: string) => readonly { raw: string; flags: readonly string[] }[]
  /** Cuts every connection, as a server that is restarted does. */
  dropConnections: () => void
  connections(): number
  /** Clients that wait in IDLE now. */
  idling: () => number
  close(): Promise<void>
}

/** One person's mailbox in memory, served by hoodiecrow-imap on 127.0.0.1. */
export async function createFakeImap(options: FakeImapOptions): Promise<FakeImap> {
  const { certificate, user, junkFolder, junkMarked, extensions } = options
  const credentials = { key: certificate.keyPem, cert: certificate.certPem }
  const idling = new Set<Connection>()
  const hoodiecrow = createHoodiecrow({
    credentials,
    plugins: ['STARTTLS', 'LOGINDISABLED', 'AUTH-PLAIN', 'SPECIAL-USE', 'ID', ...extensions, mend(idling)],
    storage: {
      INBOX: {},
      '': { separator: '/', folders: { [junkFolder]: junkMarked ? { 'special-use': '\\Junk' } : {} } },
    },
    users: { [user.username]: { password: user.password } },
  })
  const accept = (socket: net.Socket) => hoodiecrow.createClient(socket)
  const [imap, imaps] = await Promise.all([
    listen(net.createServer(accept)),
    listen(tls.createServer(credentials, accept)),
  ])
  const listeners = [imap, imaps]
  return {
    ports: { imap: imap.port, imaps: imaps.port },
    append: (folder, raw, flags = []) => hoodiecrow.appendMessage(folder, flags, new Date(), raw),
    messages: (folder) => hoodiecrow.getMailbox(folder)?.messages ?? [],
    dropConnections: () => listeners.forEach(({ sockets }) => sockets.forEach((socket) => socket.destroy())),
    connections: () => listeners.reduce((count, { sockets }) => count + sockets.size, 0),
    idling: () => idling.size,
    close: async () => {
      await Promise.all(listeners.map((listening) => listening.close()))
    },
  }
}

/** What hoodiecrow gets wrong for us: connections that are TLS from the start, and IDLE's timer behind a lost client. */
function mend(idling: Set<Connection>): (server: Server) => void {
  return (server) => {
    server.setMaxListeners(0)
    server.connectionHandlers.push((connection) => {
      if (connection.socket instanceof tls.TLSSocket) connection.secureConnection = true
    })
    if (server.capabilities.IDLE === undefined) return
    const idle = server.getCommandHandler('IDLE')
    const watched = new WeakSet<Connection>()
    server.setCommandHandler('IDLE', (connection, parsed, data, callback) => {
      idle(connection, parsed, data, callback)
      idling.add(connection)
      const { inputHandler } = connection
      connection.inputHandler = (line) => {
        idling.delete(connection)
        if (inputHandler !== false) inputHandler(line)
      }
      if (watched.has(connection)) return
      watched.add(connection)
      connection.socket?.once('close', () => {
        if (idling.has(connection) && connection.inputHandler !== false) connection.inputHandler('DONE')
      })
    })
  }
}
