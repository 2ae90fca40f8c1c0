import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import { createTranslator } from '../../../electron/text/translator.ts'

const en = createTranslator('en')
const ja = createTranslator('ja')

describe('createTranslator', () => {
  test('speaks each language at once, without one disturbing the other', () => {
    expect(en('cli.send.inbox')).toBe('the inbox')
    expect(ja('cli.send.inbox')).toBe('受信トレイ')
    expect(en('cli.send.inbox')).toBe('the inbox')
  })

  test('puts values in', () => {
    expect(en('cli.label.port', { port: 587 })).toBe('Port 587')
    expect(ja('cli.label.port', { port: 587 })).toBe('ポート587')
  })

  test('chooses the plural form', () => {
    expect(en('cli.account.count', { count: 1 })).toBe('1 account')
    expect(en('cli.account.count', { count: 0 })).toBe('0 accounts')
    expect(en('cli.account.count', { count: 12 })).toBe('12 accounts')
    expect(ja('cli.account.count', { count: 1 })).toBe('1件のアカウント')
  })

  test('throws where a value is missing', () => {
    expect(() => en('cli.label.port')).toThrow('No value for {{port}}')
  })

  test('refuses a wrong key when compiled', () => {
    // @ts-expect-error no such text
    expect(en('cli.label.prot')).toBe('cli.label.prot')
  })
})

describe('a value from a server', () => {
  test.each(['<b>&"quoted"</b>', '$& $1 $(id)', '{{input}} {{port}}', '$t(cli.send.inbox)', 'constructor'])(
    'is shown as it is: %s',
    (input) => {
      expect(en('cli.error.not-a-port', { input })).toBe(
        `“${input}” is not a port. Ports go from 1 to 65535.`,
      )
    },
  )

  test('drives no terminal', () => {
    expect(en('cli.error.not-an-address', { input: '\u001b]0;x\u0007\u009b31mred\u202e\r' })).toBe(
      '“]0;x31mred\n” is not a mail address.',
    )
  })

  test('is never code, whatever it holds', () => {
    fc.assert(
      fc.property(fc.string({ unit: 'binary', maxLength: 40 }), (input) => {
        const text = en('cli.error.not-an-address', { input })
        expect(text).not.toMatch(/(?!\n)\p{Cc}/u)
        expect(text.startsWith('“') && text.endsWith('” is not a mail address.')).toBe(true)
      }),
    )
  })
})
