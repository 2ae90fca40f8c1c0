import { describe, expect, test } from 'vitest'
import type { AnyFailure } from '../../../electron/contract/failures.ts'
import { failureText } from '../../../electron/text/failure-text.ts'
import { languages, locales } from '../../../electron/text/locales.ts'
import { createTranslator } from '../../../electron/text/translator.ts'
import { certificate } from '../advice/sample-report.ts'

const at = { host: 'mail.example.jp', port: 587 }
const reply = '550 5.7.1\r\n  no'
const file = '/home/hanako/.config/postern/settings.json'

/** One failure of every kind; a kind that is missing here does not compile. */
const samples: { [Kind in AnyFailure['kind']]: Extract<AnyFailure, { kind: Kind }> } = {
  'keychain-module-missing': { kind: 'keychain-module-missing', detail: 'not found' },
  'keychain-absent': { kind: 'keychain-absent', detail: 'no bus' },
  'keychain-locked': { kind: 'keychain-locked', detail: 'locked' },
  'keychain-timed-out': { kind: 'keychain-timed-out', afterMs: 20_000 },
  'password-not-storable': { kind: 'password-not-storable', reason: 'nul' },
  'keychain-failed': { kind: 'keychain-failed', detail: 'no' },
  'settings-newer': { kind: 'settings-newer', file, version: 2 },
  'settings-disk-full': { kind: 'settings-disk-full', file },
  'settings-denied': { kind: 'settings-denied', file, code: 'EACCES' },
  'settings-busy': { kind: 'settings-busy', file },
  'settings-failed': { kind: 'settings-failed', file, code: 'EIO' },
  'no-such-host': { kind: 'no-such-host', host: at.host },
  'dns-failed': { kind: 'dns-failed', host: at.host, code: 'ETIMEOUT' },
  refused: { kind: 'refused', ...at },
  unreachable: { kind: 'unreachable', ...at, code: 'EHOSTUNREACH' },
  'timed-out': { kind: 'timed-out', ...at },
  'tls-untrusted': { kind: 'tls-untrusted', ...at, certificate: null, pem: null, detail: 'no' },
  'tls-failed': { kind: 'tls-failed', ...at, detail: 'no' },
  'no-starttls': { kind: 'no-starttls', ...at },
  'auth-rejected': { kind: 'auth-rejected', ...at, reply },
  'auth-unavailable': { kind: 'auth-unavailable', ...at, mechanisms: ['GSSAPI', 'EXTERNAL'] },
  'needs-oauth2': { kind: 'needs-oauth2', ...at, reply },
  'password-not-sendable': { kind: 'password-not-sendable', detail: 'the password is empty' },
  'sender-refused': { kind: 'sender-refused', reply },
  'recipient-refused': { kind: 'recipient-refused', reply },
  quota: { kind: 'quota', reply },
  greylisted: { kind: 'greylisted', reply },
  'message-refused': { kind: 'message-refused', reply },
  'server-unavailable': { kind: 'server-unavailable', ...at, reply },
  protocol: { kind: 'protocol', ...at, detail: 'closed' },
}

const en = createTranslator('en')

describe.each(languages)('in %s', (language) => {
  const t = createTranslator(language)

  test.each(Object.values(samples))('$kind says what happened and what to do', (failure) => {
    const text = failureText(t, failure)
    // Two sentences at least, on one line, with every value in its place.
    expect(text.match(language === 'en' ? /[.?)](\s|$)/g : /。/g)?.length).toBeGreaterThanOrEqual(2)
    expect(text).not.toMatch(/\n|\{\{|undefined|\[object/)
  })

  test('every reason of a certificate is named', () => {
    for (const reason of [
      'self-signed',
      'unknown-issuer',
      'expired',
      'not-yet-valid',
      'wrong-name',
    ] as const) {
      const failure = { ...samples['tls-untrusted'], certificate: { ...certificate, reason } }
      expect(failureText(t, failure)).toContain(locales[language]?.[`certificate.${reason}`])
    }
  })

  test('every reason against storing a password has its own words', () => {
    const texts = (['empty', 'nul', 'not-unicode', 'too-long'] as const).map((reason) =>
      failureText(t, { kind: 'password-not-storable', reason }),
    )
    expect(new Set(texts).size).toBe(texts.length)
  })
})

test('a reply of several lines is quoted on one', () => {
  expect(failureText(en, samples.greylisted)).toContain('(550 5.7.1 no)')
})

test('an empty reply leaves no empty brackets', () => {
  expect(failureText(en, { kind: 'quota', reply: '' })).toContain('(–)')
})

test('a server that offers nothing is said to offer none', () => {
  expect(failureText(en, { ...samples['auth-unavailable'], mechanisms: [] })).toContain('(offered: none)')
})
