import type { Socket } from 'node:net'
import { addressLiteral } from './address-literal.ts'
import { createReplyParser, type ParseFailure, type Reply } from './reply-parser.ts'

export type ReplyResult =
  | { kind: 'reply'; reply: Reply }
  | ParseFailure
  | { kind: 'closed' }
  | { kind: 'reset'; code: string }
  | { kind: 'aborted' }

/** An SMTP conversation on a connected socket, one command at a time. It never sends a credential. */
export type Conversation = {
  /** The next reply: the greeting, or the answer to what was sent. */
  read(): Promise<ReplyResult>
  send(command: string): Promise<ReplyResult>
  /** EHLO with the address literal (RFC 5321, 4.1.3): the computer's name is nobody's business. */
  ehlo(): Promise<ReplyResult>
  /** Lets go of the socket for TLS; what the server sent behind its last reply is returned, never used. */
  release(): Buffer
  /** Says QUIT, waits a moment for the server to close (not after an abort), and closes. Safe in every state, more than once. */
  quit(): Promise<void>
}

const quitWaitMs = 250
const maxGoodbyeBytes = 8_192

/** Starts a conversation. `signal` ends every wait; `quit` must be called in the end, whatever happened. */
export function createConversation(socket: Socket, signal: AbortSignal): Conversation {
  const parser = createReplyParser()
  let waiting: ((result: ReplyResult) => void) | null = null
  let finished: ReplyResult | null = null
  let released = false

  const answer = (result: ReplyResult) => {
    const resolve = waiting
    waiting = null
    // Nobody reads between two commands: a server that floods fills its own buffers, not ours.
    socket.pause()
    resolve?.(result)
  }
  const finish = (result: ReplyResult) => {
    if (finished !== null) return
    finished = result
    if (waiting !== null) answer(result)
  }
  const onData = (chunk: Buffer) => {
    parser.push(chunk)
    if (waiting === null || finished !== null) return
    const result = parser.next()
    if (result.kind === 'reply') answer(result)
    else if (result.kind !== 'more') finish(result)
  }
  const onEnd = () => finish({ kind: 'closed' })
  const onError = (error: NodeJS.ErrnoException) => finish({ kind: 'reset', code: error.code ?? 'UNKNOWN' })
  const onAbort = () => finish({ kind: 'aborted' })
  socket.on('data', onData)
  socket.on('end', onEnd)
  socket.on('close', onEnd)
  socket.on('error', onError)
  if (signal.aborted) onAbort()
  else signal.addEventListener('abort', onAbort)

  const stopListening = () => {
    socket.removeListener('data', onData)
    socket.removeListener('end', onEnd)
    socket.removeListener('close', onEnd)
    signal.removeEventListener('abort', onAbort)
  }

  const read = (): Promise<ReplyResult> =>
    new Promise((resolve) => {
      const held = parser.next()
      if (held.kind === 'reply') resolve(held)
      else if (held.kind !== 'more') {
        finish(held)
        resolve(held)
      } else if (finished !== null) resolve(finished)
      else {
        waiting = resolve
        socket.resume()
      }
    })

  const send = (command: string): Promise<ReplyResult> => {
    if (finished === null) socket.write(`${command}\r\n`)
    return read()
  }

  return {
    read,
    send,
    ehlo: () => send(`EHLO ${addressLiteral(socket.localAddress)}`),
    release() {
      released = true
      stopListening()
      return parser.takeRest()
    },
    quit: () => (released || socket.destroyed ? Promise.resolve() : sayGoodbye(socket, finished === null)),
  }

  function sayGoodbye(socket: Socket, inGoodTerms: boolean): Promise<void> {
    stopListening()
    return new Promise((resolve) => {
      let bytes = 0
      const timer = setTimeout(done, quitWaitMs)
      function done() {
        clearTimeout(timer)
        signal.removeEventListener('abort', done)
        socket.removeListener('data', onGoodbye)
        socket.removeListener('close', done)
        socket.destroy()
        resolve()
      }
      function onGoodbye(chunk: Buffer) {
        bytes += chunk.length
        if (bytes > maxGoodbyeBytes) done()
      }
      socket.once('close', done)
      socket.end('QUIT\r\n')
      // Interrupted, or a peer that does not keep to the protocol: the QUIT goes out, and nobody waits for an answer.
      if (!inGoodTerms || signal.aborted) done()
      else {
        signal.addEventListener('abort', done)
        socket.once('end', done)
        socket.on('data', onGoodbye)
        socket.resume()
      }
    })
  }
}
