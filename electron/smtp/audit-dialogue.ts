import type { Socket } from 'node:net'
import { createConversation, type ReplyResult } from './conversation.ts'

/**
 * Does the server take mail without sign-in? MAIL and RCPT to the person's own address, then RSET and QUIT: never DATA.
 * RCPT decides, because Postfix accepts MAIL and refuses only then (smtpd_delay_reject). Null where it did not get that
 * far. `socket` has TLS already where the port has it.
 */
export async function speakAudit(
  socket: Socket,
  { address, greets }: { address: string; greets: boolean },
  signal: AbortSignal,
): Promise<'refused' | 'accepted' | null> {
  const talk = createConversation(socket, signal)
  try {
    if (greets && codeOf(await talk.read()) !== 220) return null
    if (codeOf(await talk.ehlo()) !== 250) return null
    const mail = codeOf(await talk.send(`MAIL FROM:<${address}>`))
    if (mail === null) return null
    if (mail >= 300) return mail >= 500 ? 'refused' : null
    const recipient = codeOf(await talk.send(`RCPT TO:<${address}>`))
    if (recipient === null) return null
    await talk.send('RSET')
    if (recipient < 300) return 'accepted'
    return recipient >= 500 ? 'refused' : null
  } finally {
    await talk.quit()
  }
}

function codeOf(result: ReplyResult): number | null {
  return result.kind === 'reply' ? result.reply.code : null
}
