import { describe, expect, it } from 'vitest'
import type { Diagnosis, NoPlan, ProfileProblem } from '../../../electron/contract/clients.ts'
import {
  diagnosisSentence,
  flawSentence,
  noPlanSentence,
  problemSentence,
} from '../../../electron/text/client-words.ts'
import { languages, locales } from '../../../electron/text/locales.ts'
import type { MessageKey } from '../../../electron/text/message-key.ts'
import { translatorOf } from '../../../electron/text/translate.ts'

const host = 'mail.tanaka.example'

const diagnoses: Diagnosis[] = [
  { kind: 'fine', port: 587, tested: true },
  { kind: 'fine', port: 587, tested: false },
  { kind: 'broken-here', port: 25, why: 'blocked' },
  { kind: 'broken-here', port: 25, why: 'intercepted' },
  { kind: 'broken-here', port: 587, why: 'stripped' },
  { kind: 'dead-host', host },
  { kind: 'not-offered', host, port: 465 },
  { kind: 'not-working', host, port: 587, why: 'untrusted-certificate' },
  { kind: 'not-working', host, port: 587, why: 'no-auth' },
  { kind: 'not-working', host, port: 587, why: 'unreachable' },
  { kind: 'wrong-port-for-security', port: 465, security: 'starttls' },
  { kind: 'leaking', what: 'password' },
  { kind: 'leaking', what: 'mail' },
  { kind: 'no-authentication' },
  { kind: 'fragile' },
  { kind: 'no-server' },
  { kind: 'leave-alone', reason: 'oauth2' },
  { kind: 'leave-alone', reason: 'exchange' },
  { kind: 'leave-alone', reason: 'local-relay' },
]
const problems: ProfileProblem[] = [
  { kind: 'missing-folder', folder: '/home/hanako/プロファイル' },
  { kind: 'never-started', folder: '/home/hanako/p' },
  { kind: 'not-readable', file: '/home/hanako/p/prefs.js', code: 'EACCES' },
  { kind: 'too-big', file: '/home/hanako/p/prefs.js' },
]
const noPlans: NoPlan[] = [
  { kind: 'nothing-to-change' },
  { kind: 'leave-alone', reason: 'oauth2' },
  { kind: 'leave-alone', reason: 'exchange' },
  { kind: 'leave-alone', reason: 'local-relay' },
  { kind: 'not-tested' },
  { kind: 'not-proven', host },
  { kind: 'not-trusted', host },
  { kind: 'no-imap', address: 'hanako@tanaka.example' },
  { kind: 'unfinished', address: 'hanako@tanaka.example' },
  { kind: 'no-usable-sign-in', host, mechanisms: ['SCRAM-SHA-256', 'GS2'] },
  { kind: 'no-user-name' },
  { kind: 'locked-by-policy', settings: ['mail.smtpserver.smtp1.port', 'mail.smtpserver.smtp1.try_ssl'] },
  { kind: 'overridden', settings: ['mail.smtpserver.smtp1.port'] },
  { kind: 'already-there', address: 'hanako@tanaka.example' },
  { kind: 'not-understood', settings: ['SMTP Port'] },
]

const flaws = (['syntax-error', 'wrong-type', 'cut-by-nul'] as const).map((kind) => ({
  kind,
  file: '/home/hanako/p/prefs.js',
  line: 7,
}))

describe.each(languages)('words in %s', (language) => {
  const t = translatorOf(language, locales)
  const sentences = [
    ...diagnoses.map((diagnosis) => diagnosisSentence(diagnosis, 'Thunderbird')),
    ...problems.map(problemSentence),
    ...noPlans.map(noPlanSentence),
    ...flaws.map(flawSentence),
  ]

  it.each(sentences)('$key', ({ key, params }) => {
    expect(locales[language]).toHaveProperty([key])
    // A value that the text needs and does not get throws.
    expect(t(key as MessageKey, params)).not.toContain('{{')
  })

  it('has no words for what is never said', () => {
    const said = new Set(sentences.map(({ key }) => key))
    const known = Object.keys(locales[language] ?? {})
    const families = /^client\.(diagnosis|problem|no-plan|flaw)\./
    expect(known.filter((key) => families.test(key) && !said.has(key))).toEqual([])
  })
})

it('names the locked settings', () => {
  expect(noPlanSentence({ kind: 'locked-by-policy', settings: ['a', 'b'] })).toEqual({
    key: 'client.no-plan.locked-by-policy',
    params: { settings: 'a, b' },
  })
})
