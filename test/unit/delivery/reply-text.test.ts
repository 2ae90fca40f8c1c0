import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { createReplyText } from '../../../electron/delivery/reply-text.ts'
import { expectNoPassword } from './harness.ts'

const text = createReplyText('hanako', 'geheim-himitsu')

describe('what a server said', () => {
  it.each([
    ['550 5.1.1 User unknown', '550 5.1.1 User unknown'],
    [
      '535-5.7.8 Username and Password\n535-5.7.8 not accepted.\n535 5.7.8 Sorry',
      '535 5.7.8 Username and Password not accepted. Sorry',
    ],
    ['554-no\n554 never', '554 no never'],
    ['421', '421'],
    ['hello\r\nworld', 'hello world'],
    ['550 \u001b[31mred\u001b[0m \u0007 \u202eback', '550  [31mred [0m    back'],
  ])('%j becomes %j', (raw, line) => {
    expect(text(raw)).toBe(line)
  })

  it('is one line of at most 300 characters without control characters, whatever came', () => {
    fc.assert(
      fc.property(fc.string({ unit: 'binary', maxLength: 2_000 }), (raw) => {
        const line = text(`550-${raw}\n550 ${raw}`)
        expect(line.length).toBeLessThanOrEqual(300)
        expect(line).not.toMatch(/\p{Cc}/u)
      }),
      { numRuns: 300 },
    )
  })

  it('never tells the password, in plain, quoted, or in base64, cut short or not', () => {
    fc.assert(
      fc.property(
        fc
          .string({ unit: 'binary', minLength: 6, maxLength: 40 })
          .filter((password) => !/\p{Cc}|\*/u.test(password)),
        fc.nat(10),
        (password, cut) => {
          const token = Buffer.from(`\0hanako\0${password}`).toString('base64')
          const quoted = password.replace(/["\\]/g, '\\$&')
          const line = createReplyText(
            'hanako',
            password,
          )(
            `500 <${password}> <"${quoted}"> <AUTH PLAIN ${token}> <${token.slice(0, token.length - cut)}> <${Buffer.from(password).toString('base64')}>`,
          )
          expectNoPassword(line, password)
          expect(line).not.toContain(quoted)
          expect(line).not.toContain(token.slice(0, token.length - cut))
        },
      ),
      { numRuns: 300 },
    )
  })
})
