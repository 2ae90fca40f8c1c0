import type { Reply } from './reply-parser.ts'

/** What a server offers in its answer to EHLO (RFC 5321, 4.1.1.1). */
export type Extensions = {
  startTls: boolean
  /** SASL mechanisms in capitals (RFC 4954), the older "AUTH=" spelling included. */
  auth: string[]
  /** A keyword has been overwritten on the way, as firewalls do to STARTTLS: "XXXXXXXA". */
  blanked: boolean
}

export const noExtensions: Extensions = { startTls: false, auth: [], blanked: false }

export function parseExtensions(reply: Reply): Extensions {
  if (reply.code !== 250) return noExtensions
  // The first line is the server's greeting, unless an interceptor answers with a single blanked line.
  const keywords = reply.lines.map((line) => line.trim())
  const offered = keywords.slice(1)
  const auth = offered.flatMap((line) => {
    const match = /^AUTH[ =](.*)$/i.exec(line)
    return match?.[1] === undefined ? [] : match[1].toUpperCase().split(/\s+/).filter(Boolean)
  })
  return {
    startTls: offered.some((line) => /^STARTTLS\b/i.test(line)),
    auth: [...new Set(auth)],
    blanked: keywords.some((line) => /^X{5,}[A-Z]?$/i.test(line)),
  }
}

/**
 * The host name in a greeting: the first word (RFC 5321, 4.2), or null where it is no name that tells hosts apart. An
 * enhanced status code (RFC 3463), as in "554 5.7.1 No", is none.
 */
export function greetingName(reply: Reply): string | null {
  const word = reply.lines[0]?.split(/\s/)[0]?.toLowerCase().replace(/\.$/, '') ?? ''
  return /^([a-z0-9_-]+\.)+[a-z][a-z0-9-]*$/.test(word) && word !== 'localhost.localdomain' ? word : null
}
