import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import { createReplyParser, printable, type ParseResult } from '../../../electron/smtp/reply-parser.ts'

function parse(...chunks: (string | Buffer)[]): ParseResult {
  const parser = createReplyParser()
  for (const chunk of chunks) parser.push(Buffer.from(chunk as string))
  return parser.next()
}

describe('the reply parser (RFC 5321, 4.2)', () => {
  test.each([
    ['one line', '220 mail.example ESMTP\r\n', { code: 220, lines: ['mail.example ESMTP'] }],
    ['several lines', '250-a\r\n250-b\r\n250 c\r\n', { code: 250, lines: ['a', 'b', 'c'] }],
    ['a code alone', '250\r\n', { code: 250, lines: [''] }],
    ['a bare LF, as sloppy servers send it', '220 a\n', { code: 220, lines: ['a'] }],
    ['8-bit text', '220 ようこそ\r\n', { code: 220, lines: ['ようこそ'] }],
  ])('reads %s', (_name, text, reply) => {
    expect(parse(text)).toEqual({ kind: 'reply', reply })
  })

  test.each([
    ['no code', 'HTTP/1.1 400 Bad Request\r\n', 'malformed'],
    ['a code out of range', '999 x\r\n', 'malformed'],
    ['a NUL', '220 a\0b\r\n', 'malformed'],
    ['a code that changes', '250-a\r\n550 b\r\n', 'malformed'],
    ['TLS', Buffer.from('150301000202280a', 'hex'), 'malformed'],
    ['a line without end', `220 ${'a'.repeat(5_000)}`, 'too-long'],
    ['a reply without end', '250-a\r\n'.repeat(20_000), 'too-long'],
  ])('does not take %s', (_name, bytes, kind) => {
    expect(parse(bytes).kind).toBe(kind)
  })

  test('gives the same replies however the bytes are cut', () => {
    const line = fc.stringMatching(/^[ -~]{0,40}$/)
    const reply = fc.record({
      code: fc.integer({ min: 200, max: 599 }),
      lines: fc.array(line, { minLength: 1, maxLength: 5 }),
    })
    fc.assert(
      fc.property(
        fc.array(reply, { maxLength: 4 }),
        fc.array(fc.integer({ min: 1, max: 30 })),
        (replies, cuts) => {
          const wire = replies
            .map(({ code, lines }) =>
              lines.map((text, i) => `${code}${i < lines.length - 1 ? '-' : ' '}${text}\r\n`).join(''),
            )
            .join('')
          const parser = createReplyParser()
          let rest = wire
          for (const cut of cuts) {
            parser.push(Buffer.from(rest.slice(0, cut)))
            rest = rest.slice(cut)
          }
          parser.push(Buffer.from(rest))
          for (const expected of replies) expect(parser.next()).toEqual({ kind: 'reply', reply: expected })
          expect(parser.next()).toEqual({ kind: 'more' })
        },
      ),
    )
  })

  test('never throws, and never holds a line for ever, whatever comes', () => {
    fc.assert(
      fc.property(fc.uint8Array({ maxLength: 200 }), (bytes) => {
        const parser = createReplyParser()
        for (let i = 0; i < 30; i += 1) {
          parser.push(Buffer.from(bytes))
          if (parser.next().kind === 'malformed') return
        }
      }),
    )
  })

  test('text from a stranger is made harmless to show', () => {
    expect(printable('a\u001b[31mb\r\n\u202ec'.repeat(100))).not.toMatch(/[\p{Cc}\u202e]/u)
    expect(printable('x'.repeat(1_000))).toHaveLength(300)
  })
})
