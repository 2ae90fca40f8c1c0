import type { Socket } from 'node:net'
import { createConversation } from './conversation.ts'
import { parseExtensions } from './extensions.ts'

/** Greeting, EHLO and STARTTLS; after `ready` the socket is free for the handshake (RFC 3207). Otherwise it is closed. */
export async function startTls(socket: Socket, signal: AbortSignal): Promise<'ready' | 'not-offered'> {
  const talk = createConversation(socket, signal)
  try {
    const greeting = await talk.read()
    if (greeting.kind !== 'reply' || greeting.reply.code !== 220) return 'not-offered'
    const answer = await talk.ehlo()
    if (answer.kind !== 'reply' || !parseExtensions(answer.reply).startTls) return 'not-offered'
    const go = await talk.send('STARTTLS')
    if (go.kind !== 'reply' || go.reply.code !== 220) return 'not-offered'
    talk.release()
    return 'ready'
  } finally {
    await talk.quit()
  }
}
