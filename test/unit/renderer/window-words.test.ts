import { describe, expect, test } from 'vitest'
import { type AdviceId, adviceParams } from '../../../electron/contract/advice.ts'
import type { AnyFailure } from '../../../electron/contract/failures.ts'
import { createTranslator } from '../../../electron/text/translator.ts'
import { explanationKeys, moreKey } from '../../../renderer/screens/wizard/network-words.ts'
import { adviceWords, failureWords } from '../../../renderer/window-words.ts'
import { verdictNames, verdicts } from '../../screens/verdicts.ts'

const at = { host: 'mail.tanaka.example', port: 587 }
const connection: AnyFailure[] = [
  { kind: 'refused', ...at },
  { kind: 'unreachable', ...at, code: 'EHOSTUNREACH' },
  { kind: 'timed-out', ...at },
  { kind: 'no-starttls', ...at },
  { kind: 'protocol', ...at, detail: 'closed' },
  { kind: 'tls-untrusted', ...at, certificate: null, pem: null, detail: 'x' },
  { kind: 'keychain-module-missing', detail: 'x' },
]

describe.each(['en', 'ja'])('in %s', (language) => {
  const t = createTranslator(language)

  test.each(connection)('$kind names no command of the terminal', (failure) => {
    expect(failureWords(t, failure)).not.toMatch(/postern |npm /)
  })

  test('other failures have the words that they have everywhere', () => {
    expect(failureWords(t, { kind: 'keychain-locked', detail: 'x' })).toBe(t('failure.keychain-locked'))
  })

  test('advice names no command of the terminal where the window has a button or a question for it', () => {
    const ids: AdviceId[] = [
      'check-again',
      'name-server',
      'compare-certificate',
      'use-starttls',
      'server-start',
    ]
    const advice = ids.map((id) => ({
      id,
      params: Object.fromEntries(adviceParams[id].map((name) => [name, 'x'])),
      text: '',
    }))
    const words = adviceWords(t, { advice })
    expect(words.map(({ id }) => id)).toEqual(['compare-certificate', 'use-starttls', 'server-start'])
    expect(JSON.stringify(words)).not.toContain('postern ')
    expect(words.at(-1)?.lines).toBe('systemctl status postfix\nss -ltn')
  })

  test.each(verdictNames)('%s can be explained', (name) => {
    const more = moreKey(verdicts[name])
    const keys = [...explanationKeys(verdicts[name]), ...(more === null ? [] : [more])]
    for (const key of keys) expect(t(key)).not.toBe(key)
  })
})

test('each verdict but “offline” says what it means', () => {
  const silent = verdictNames.filter((name) => explanationKeys(verdicts[name]).length === 0)
  expect(silent).toEqual(['offline'])
})
