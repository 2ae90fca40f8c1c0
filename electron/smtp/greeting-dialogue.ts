import type { Socket } from 'node:net'
import { createConversation, type ReplyResult } from './conversation.ts'
import { type Extensions, parseExtensions } from './extensions.ts'

export type GreetingDialogue = {
  greeting: ReplyResult
  /** What EHLO offers; null where the server did not greet with 220 or did not answer. */
  offered: Extensions | null
}

/**
 * Reads the greeting of a server, asks EHLO once where it is welcome, and says QUIT (RFC 5321, 3.1 and 3.8).
 * Saying goodbye takes a round trip that no answer waits for: `later` takes its promise.
 */
export async function speakGreeting(
  socket: Socket,
  signal: AbortSignal,
  onGreeting: (greeting: ReplyResult) => void,
  later: (goodbye: Promise<void>) => void,
): Promise<GreetingDialogue> {
  const talk = createConversation(socket, signal)
  try {
    const greeting = await talk.read()
    onGreeting(greeting)
    if (greeting.kind !== 'reply' || greeting.reply.code !== 220) return { greeting, offered: null }
    const answer = await talk.ehlo()
    // Turned away at EHLO, as many servers do to home addresses: what it offers is not known.
    const told = answer.kind === 'reply' && answer.reply.code === 250
    return { greeting, offered: told ? parseExtensions(answer.reply) : null }
  } finally {
    later(talk.quit())
  }
}
