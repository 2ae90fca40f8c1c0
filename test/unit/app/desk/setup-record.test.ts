import { describe, expect, it } from 'vitest'
import {
  isWaiting,
  withAddress,
  withCheck,
  withServers,
  withTestMail,
} from '../../../../electron/app/desk/setup/setup-record.ts'
import type { Outbound25Verdict, SubmissionVerdict } from '../../../../electron/contract/check.ts'
import type { Checked } from '../../../../electron/contract/checked.ts'
import { noSetup, type SetupRecord } from '../../../../electron/contract/setup.ts'
import type { TestMail } from '../../../../electron/contract/test-mail.ts'
import { published } from './setup-world.ts'

const headline = { key: 'verdict.ready.open', params: { port: 587 } }
const whole: SetupRecord = {
  welcomed: true,
  address: 'hanako@example.jp',
  servers: published,
  network: { headline, canSend: true },
  signedIn: { accountId: 'one', kept: 'session' },
  testMail: { kind: 'arrived', seconds: 3.2, junk: false },
  clientsSeen: true,
}

/** As much of a finished check as a record looks at. */
function checkedWith(
  ports: Record<'587' | '465', SubmissionVerdict>,
  verdict: Outbound25Verdict = 'blocked',
): Checked {
  const port = ports['587'] === 'ready' ? 587 : ports['465'] === 'ready' ? 465 : null
  const report = { outbound25: { verdict }, server: { submission: { ports, port } } }
  return { headline, canSend: port !== null, report } as unknown as Checked
}

describe('an earlier result that changes', () => {
  it('another address leaves nothing but the welcome', () => {
    expect(withAddress(whole, 'taro@example.jp')).toEqual({
      ...noSetup,
      welcomed: true,
      address: 'taro@example.jp',
    })
    expect(withAddress(whole, whole.address)).toBe(whole)
  })

  it('other servers take the network, the sign-in, the test mail and the mail programs along', () => {
    const other = { ...published, incoming: { ...published.incoming, host: 'imap.example.jp' } }
    expect(withServers(whole, other)).toEqual({
      ...noSetup,
      welcomed: true,
      address: whole.address,
      servers: other,
    })
    expect(withServers(whole, { ...published })).toBe(whole)
    expect(withServers(whole, { ...published, username: 'hanako' })).toEqual({
      ...whole,
      servers: { ...published, username: 'hanako' },
    })
  })

  it.each<[string, Checked, 587 | 465 | null]>([
    ['both', checkedWith({ '587': 'ready', '465': 'ready' }), 587],
    ['the wanted one', checkedWith({ '587': 'ready', '465': 'blocked' }), 587],
    ['the other one', checkedWith({ '587': 'stripped', '465': 'ready' }), 465],
    [
      'a trusted one rather than the wanted',
      checkedWith({ '587': 'untrusted-certificate', '465': 'ready' }),
      465,
    ],
    [
      'only with a certificate to look at',
      checkedWith({ '587': 'blocked', '465': 'untrusted-certificate' }),
      465,
    ],
    ['none', checkedWith({ '587': 'blocked', '465': 'blocked' }), null],
    ['none without sign-in', checkedWith({ '587': 'no-auth', '465': 'not-offered' }), null],
    [
      'none that counts behind a sign-in page',
      checkedWith({ '587': 'ready', '465': 'ready' }, 'captive-portal'),
      null,
    ],
    ['none offline', checkedWith({ '587': 'inconclusive', '465': 'inconclusive' }, 'offline'), null],
  ])('ports that work: %s', (_name, checked, port) => {
    const record = withCheck(whole, checked)
    expect(record.network).toEqual(port === null ? null : { headline, canSend: checked.canSend })
    expect(record.servers?.submission.port).toBe(port ?? 587)
    expect(record.servers?.submission.security).toBe(port === 465 ? 'tls' : 'starttls')
    expect(record.signedIn).toBe(whole.signedIn)
    const same = port === 587
    expect(record.testMail).toBe(same ? whole.testMail : null)
    expect(record.clientsSeen).toBe(same)
    expect(record === whole).toBe(same)
  })
})

it.each<[Outbound25Verdict, boolean]>([
  ['offline', true],
  ['captive-portal', true],
  ['blocked', false],
  ['inconclusive', false],
])('%s waits for the network: %s', (verdict, waits) => {
  expect(isWaiting(checkedWith({ '587': 'blocked', '465': 'blocked' }, verdict))).toBe(waits)
})

describe('a test mail', () => {
  const sent = { messageId: '<a@example.jp>', port: 587, tls: 'TLSv1.3', reply: '250 Ok', seconds: 0.4 }
  const proof = { receivedWith: null, receivedTls: null, authenticationResults: [] }
  const arrived = { kind: 'arrived', folder: 'Junk', junk: true, seconds: 4.1, proof, removed: true } as const
  const at = '2026-07-31T00:00:00.000Z'
  const skipped: SetupRecord = { ...whole, testMail: { kind: 'skipped' } }

  it.each<[string, SetupRecord, TestMail, SetupRecord['testMail']]>([
    [
      'arrived',
      whole,
      { kind: 'sent', at, sent, arrival: arrived },
      { kind: 'arrived', seconds: 4.5, junk: true },
    ],
    [
      'not seen',
      whole,
      { kind: 'sent', at, sent, arrival: { kind: 'not-seen', seconds: 60, folders: ['INBOX'] } },
      null,
    ],
    ['failed', whole, { kind: 'failed', failure: { kind: 'quota', reply: '552' } }, null],
    [
      'failed after it was skipped',
      skipped,
      { kind: 'failed', failure: { kind: 'quota', reply: '552' } },
      { kind: 'skipped' },
    ],
    ['stopped', whole, { kind: 'stopped' }, whole.testMail],
    ['without a password', whole, { kind: 'needs-password' }, whole.testMail],
  ])('that is %s', (_name, record, testMail, expected) => {
    expect(withTestMail(record, testMail).testMail).toEqual(expected)
  })
})
