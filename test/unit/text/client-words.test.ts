import { describe, expect, test } from 'vitest'
import { keptSentence, originText, shownValue } from '../../../electron/text/client-words.ts'
import { languages } from '../../../electron/text/locales.ts'
import type { MessageKey } from '../../../electron/text/message-key.ts'
import { createTranslator } from '../../../electron/text/translator.ts'
import { server } from '../../screens/clients-found.ts'

const t = createTranslator('en')
const told = (parts: Parameters<typeof server>[1], say = t) =>
  originText(server('s', parts), 'Thunderbird', say)

describe('where the settings of a server come from', () => {
  test('is not told where they are the person’s own, or the program’s', () => {
    expect(told({})).toBeNull()
    expect(told({ origins: { host: 'default', port: 'policy' } })).toBeNull()
  })

  test('is told of user.js, which wins', () => {
    expect(told({ origins: { port: 'override' } })).toBe(
      'user.js sets the port, and wins over Thunderbird’s own settings at every start.',
    )
    expect(told({ origins: { security: 'override', port: 'override', host: 'override' } })).toBe(
      'user.js sets the server name, the port and the connection security, and wins over Thunderbird’s own settings at every start.',
    )
  })

  test('and of what the administrator has locked', () => {
    expect(told({ locked: ['host', 'port'] })).toBe(
      'This computer’s administrator has locked the server name and the port by policy.',
    )
  })

  test.each(languages)('both in %s', (language) => {
    const say = createTranslator(language)
    const all = ['host', 'port', 'security', 'signIn', 'username'] as const
    const text = told({ origins: { port: 'override' }, locked: [...all] }, say)
    for (const field of all) expect(text).toContain(say(`client.origin.field.${field}`))
    expect(text).not.toMatch(/client\.|\{\{/)
  })
})

test('what an undo has left is told with what Postern had set and what is there', () => {
  const name = 'mail.smtpserver.smtp1.port'
  const text = (ours: string | null, now: string | null) => {
    const { key, params } = keptSentence({ name, ours, now })
    return t(key as MessageKey, params)
  }
  expect(text('587', '465')).toBe(`${name}: Postern set 587, now 465`)
  expect(text('587', null)).toBe(`${name}: Postern set 587, now not set`)
  expect(text(null, '465')).toBe(`${name}: Postern removed it, now 465`)
})

test('a value is shown as it stands in the program’s settings', () => {
  expect([shownValue(587), shownValue(false), shownValue(''), shownValue(null)]).toEqual([
    '587',
    'false',
    '',
    null,
  ])
})
