import { describe, expect, test } from 'vitest'
import { stepsDone, stepsSkipped } from '../../../electron/app/desk/setup/setup-steps.ts'
import { noSetup, type SetupRecord } from '../../../electron/contract/setup.ts'
import { createTranslator } from '../../../electron/text/translator.ts'
import { fingerprintGroups } from '../../../renderer/screens/wizard/fingerprint.ts'
import { stepLooks, stepResult } from '../../../renderer/screens/wizard/steps.ts'

const t = createTranslator('en')
const host = 'mail.tanaka.example'
const addressed: SetupRecord = {
  ...noSetup,
  welcomed: true,
  address: 'hanako@tanaka.example',
  servers: {
    source: 'autoconfig',
    submission: { host, port: 587, security: 'starttls' },
    incoming: { protocol: 'imap', host, port: 993, security: 'tls' },
    username: 'hanako',
  },
}
const checked: SetupRecord = {
  ...addressed,
  network: { headline: { key: 'verdict.ready.blocked.drop', params: { port: 587 } }, canSend: true },
}
const signedIn: SetupRecord = { ...checked, signedIn: { accountId: '1', kept: 'keychain' } }
const skipped: SetupRecord = { ...signedIn, testMail: { kind: 'skipped' } }

function looks(record: SetupRecord): string {
  const marks = { done: '✓', skipped: '–', none: '·' }
  return stepLooks({ record, done: stepsDone(record), skipped: stepsSkipped(record) })
    .map(({ mark, reachable }) => (reachable ? `[${marks[mark]}]` : marks[mark]))
    .join(' ')
}

test('a tick after success, a dash for what was skipped, and ways to all of them and to the next', () => {
  expect(looks(noSetup)).toBe('· · · · ·')
  expect(looks({ ...noSetup, welcomed: true })).toBe('[·] · · · ·')
  expect(looks(addressed)).toBe('[✓] [·] · · ·')
  expect(looks(checked)).toBe('[✓] [✓] [·] · ·')
  expect(looks(signedIn)).toBe('[✓] [✓] [✓] [·] ·')
  expect(looks(skipped)).toBe('[✓] [✓] [✓] [–] [·]')
})

describe('what a step came to', () => {
  test('nothing before it has come to anything', () => {
    expect(stepResult(t, 'address', { ...noSetup, address: 'hanako@tanaka.example' })).toBeNull()
    expect(stepResult(t, 'network', addressed)).toBeNull()
    expect(stepResult(t, 'mail-clients', skipped)).toBeNull()
  })

  test.each([
    ['verdict.ready.blocked.drop', 587, true, '25 blocked, 587 open'],
    ['verdict.ready.open', 465, true, 'Port 465 open'],
    ['verdict.untrusted.self-signed', undefined, false, 'Certificate to look at'],
  ])('%s', (key, port, canSend, words) => {
    const headline = { key, params: port === undefined ? { host } : { port } }
    expect(stepResult(t, 'network', { ...addressed, network: { headline, canSend } })).toBe(words)
  })

  test('the test mail: seconds with one digit, junk, skipped', () => {
    const arrived = { kind: 'arrived', seconds: 3.24, junk: false } as const
    expect(stepResult(t, 'test-mail', { ...signedIn, testMail: arrived })).toBe('Arrived in 3.2 s')
    expect(stepResult(t, 'test-mail', { ...signedIn, testMail: { ...arrived, junk: true } })).toBe(
      'In Junk after 3.2 s',
    )
    expect(stepResult(t, 'test-mail', skipped)).toBe('Skipped')
  })
})

test('a fingerprint stands in groups of 8 pairs, and nothing is lost of it', () => {
  const pairs = Array.from({ length: 32 }, (_, index) => index.toString(16).padStart(2, '0').toUpperCase())
  const groups = fingerprintGroups(pairs.join(':'))
  expect(groups).toHaveLength(4)
  expect(groups[0]).toBe('00:01:02:03:04:05:06:07:')
  expect(groups.join('')).toBe(pairs.join(':'))
})
