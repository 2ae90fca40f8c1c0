import { expect, test } from 'vitest'
import { greetingName, parseExtensions } from '../../../electron/smtp/extensions.ts'

const ehlo = (...lines: string[]) => parseExtensions({ code: 250, lines: ['mail.example', ...lines] })

test('STARTTLS and AUTH are read in either spelling', () => {
  expect(ehlo('PIPELINING', 'starttls', 'AUTH PLAIN login', 'AUTH=LOGIN PLAIN')).toEqual({
    startTls: true,
    auth: ['PLAIN', 'LOGIN'],
    blanked: false,
  })
})

test.each([['XXXXXXXA'], ['XXXXXXXX'], ['xxxxxxxa']])('%s is a keyword that was overwritten', (keyword) => {
  expect(ehlo('SIZE 1000', keyword)).toMatchObject({ startTls: false, blanked: true })
})

test('an interceptor may answer with one overwritten line alone', () => {
  expect(parseExtensions({ code: 250, lines: ['XXXXXXXX'] }).blanked).toBe(true)
})

test.each([['XCLIENT NAME ADDR'], ['XFORWARD NAME'], ['X-EXPS GSSAPI NTLM'], ['XEXCH50']])(
  '%s is an extension, not an overwritten keyword',
  (keyword) => {
    expect(ehlo(keyword).blanked).toBe(false)
  },
)

test('the first line is a greeting, whatever it says', () => {
  expect(parseExtensions({ code: 250, lines: ['STARTTLS'] }).startTls).toBe(false)
})

test('a server that does not know EHLO offers nothing', () => {
  expect(parseExtensions({ code: 502, lines: ['AUTH PLAIN'] })).toEqual({
    startTls: false,
    auth: [],
    blanked: false,
  })
})

test.each([
  ['mail.example.jp ESMTP Postfix', 'mail.example.jp'],
  ['MX.Example.JP. ready', 'mx.example.jp'],
  ['***********', null],
  ['', null],
  ['5.7.1 Client host rejected', null],
  ['localhost.localdomain ESMTP', null],
])('the greeting %j names %j', (text, name) => {
  expect(greetingName({ code: 220, lines: [text] })).toBe(name)
})
