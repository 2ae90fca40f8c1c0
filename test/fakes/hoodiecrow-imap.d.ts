/** The part of hoodiecrow-imap that the fakes use; the package brings no types. */
declare module 'hoodiecrow-imap' {
  import type { EventEmitter } from 'node:events'
  import type { Socket } from 'node:net'

  export type Folder = {
    flags?: string[]
    'special-use'?: string
    messages?: Message[]
    folders?: Record<string, Folder>
    separator?: string
  }
  export type Message = { raw: string; uid: number; flags: string[] }
  export type Connection = {
    socket: Socket | null
    secureConnection: boolean
    /** Takes the next line instead of the command parser, as IDLE does; it also ends IDLE's timer of half an hour. */
    inputHandler: ((line: string) => void) | false
  }
  export type Handler = (connection: Connection, parsed: unknown, data: string, callback: () => void) => void
  export type Server = EventEmitter & {
    connectionHandlers: ((connection: Connection) => void)[]
    capabilities: { IDLE?: unknown }
    createClient(socket: Socket): void
    getCommandHandler(command: string): Handler
    setCommandHandler(command: string, handler: Handler): void
    getMailbox(path: string): { messages: Message[] } | undefined
    appendMessage(path: string, flags: string[], date: Date, raw: string): void
  }
  export type Options = {
    credentials: { key: string; cert: string }
    plugins: (string | ((server: Server) => void))[]
    storage: Record<string, Folder>
    users: Record<string, { password: string }>
  }
  const createServer: (options: Options) => Server
  export { createServer as default }
}
