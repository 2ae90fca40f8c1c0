/** One SMTP reply (RFC 5321, 4.2): the code and the text of each line. */
export type Reply = { code: number; lines: string[] }

export type ParseFailure = { kind: 'malformed'; detail: string } | { kind: 'too-long'; detail: string }

export type ParseResult = { kind: 'reply'; reply: Reply } | { kind: 'more' } | ParseFailure

/** RFC 5321, 4.5.3.1.5 allows 512 octets a line; real servers exceed it a little. */
const maxLineBytes = 4_096
const maxReplyBytes = 64 * 1_024

export type ReplyParser = {
  /** Keeps what arrived. */
  push(chunk: Buffer): void
  /** The next whole reply out of what is held; bytes behind it stay. */
  next(): ParseResult
  /** Takes away whatever has not been used: after 220 to STARTTLS it must be nothing (RFC 3207, 4.2). */
  takeRest(): Buffer
}

/**
 * Reads replies from a stream of bytes. Bare LF and 8-bit text are put up with, as every mail client does;
 * a NUL, a code that changes inside a reply, and anything endless is a typed failure.
 */
export function createReplyParser(): ReplyParser {
  let held = Buffer.alloc(0)
  let lines: string[] = []
  let code: number | null = null
  let replyBytes = 0

  const next = (): ParseResult => {
    for (;;) {
      const end = held.indexOf(0x0a)
      if (end === -1) {
        // What cannot become a reply need not be waited for.
        if (!/^(?:[2-5](?:[0-9](?:[0-9][ \r-]?)?)?)?$/.test(held.toString('latin1', 0, 4))) {
          return { kind: 'malformed', detail: printable(held.toString('utf8', 0, 80)) }
        }
        return held.length > maxLineBytes
          ? { kind: 'too-long', detail: 'a line without end' }
          : { kind: 'more' }
      }
      if (end > maxLineBytes) return { kind: 'too-long', detail: 'a line without end' }
      replyBytes += end + 1
      if (replyBytes > maxReplyBytes) return { kind: 'too-long', detail: 'a reply without end' }
      const line = held.subarray(0, end).toString('utf8').replace(/\r$/, '')
      held = held.subarray(end + 1)
      const parsed = parseLine(line)
      if (parsed === null) return { kind: 'malformed', detail: printable(line) }
      if (code !== null && parsed.code !== code) {
        return { kind: 'malformed', detail: `the code changes from ${code} to ${parsed.code}` }
      }
      code = parsed.code
      lines.push(parsed.text)
      if (parsed.last) {
        const reply = { code, lines }
        lines = []
        code = null
        replyBytes = 0
        return { kind: 'reply', reply }
      }
    }
  }

  return {
    next,
    push(chunk) {
      held = Buffer.concat([held, chunk])
    },
    takeRest() {
      const rest = held
      held = Buffer.alloc(0)
      return rest
    },
  }
}

function parseLine(line: string): { code: number; text: string; last: boolean } | null {
  const match = /^([2-5][0-9]{2})(?:([ -])(.*))?$/s.exec(line)
  if (match === null || line.includes('\0')) return null
  return { code: Number(match[1]), text: printable(match[3] ?? ''), last: match[2] !== '-' }
}

/** Text from a stranger, safe to show: one line, no control characters, at most 300 characters. */
export function printable(text: string): string {
  return text
    .replace(/[\u0000-\u001f\u007f-\u009f\u2028\u2029\u202a-\u202e\u2066-\u2069]+/g, ' ')
    .slice(0, 300)
}
