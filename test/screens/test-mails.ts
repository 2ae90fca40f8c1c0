import type { Arrival, SentMail } from '../../electron/contract/delivery.ts'
import type { TestMail } from '../../electron/contract/test-mail.ts'
import { host, now } from './reports.ts'

const sent: SentMail = {
  messageId: '<7c2f0a9e-1d1a-4a53-9f5c-2f6c1c3f8b11@tanaka.example>',
  port: 587,
  tls: 'TLSv1.3 TLS_AES_256_GCM_SHA384',
  reply: '250 2.0.0 Ok: queued as 4XyZ1q2bTz',
  seconds: 0.9,
}

const arrived: Extract<Arrival, { kind: 'arrived' }> = {
  kind: 'arrived',
  folder: 'INBOX',
  junk: false,
  seconds: 2.3,
  proof: {
    receivedWith: 'ESMTPSA',
    receivedTls: 'TLSv1.3 TLS_AES_256_GCM_SHA384',
    authenticationResults: ['spf=pass', 'dkim=pass', 'dmarc=pass'],
  },
  removed: true,
}

function secondsAgo(seconds: number): string {
  return new Date(Date.parse(now) - seconds * 1_000).toISOString()
}

function ended(arrival: Arrival): TestMail {
  return { kind: 'sent', at: secondsAgo(130), sent, arrival }
}

/** Every state of a test mail. */
export const testMails = {
  none: { kind: 'none' },
  starting: { kind: 'under-way', since: secondsAgo(0), progress: null },
  connecting: {
    kind: 'under-way',
    since: secondsAgo(2),
    progress: { step: 'connecting', host, port: 587 },
  },
  sending: { kind: 'under-way', since: secondsAgo(1), progress: { step: 'sending' } },
  accepted: {
    kind: 'under-way',
    since: secondsAgo(2),
    progress: { step: 'accepted', reply: sent.reply },
  },
  waiting: {
    kind: 'under-way',
    since: secondsAgo(24),
    progress: { step: 'waiting', folders: ['INBOX', 'Junk'], seconds: 23, waitSeconds: 60 },
  },
  arrived: ended(arrived),
  'arrived-at-once': { ...ended({ ...arrived, seconds: 0.2 }), sent: { ...sent, seconds: 0.12 } } as TestMail,
  'arrived-in-junk': ended({ ...arrived, folder: 'Junk', junk: true, seconds: 3.2 }),
  'arrived-little-proof': ended({
    ...arrived,
    seconds: 41.7,
    removed: false,
    proof: { receivedWith: null, receivedTls: null, authenticationResults: [] },
  }),
  'not-seen': ended({ kind: 'not-seen', seconds: 60, folders: ['INBOX', 'Junk'] }),
  'not-checkable': ended({ kind: 'not-checkable', reason: 'pop3' }),
  'mailbox-failed': ended({ kind: 'mailbox-failed', failure: { kind: 'timed-out', host, port: 993 } }),
  'wrong-password': {
    kind: 'failed',
    failure: {
      kind: 'auth-rejected',
      host,
      port: 587,
      reply: '535 5.7.8 Error: authentication failed',
    },
  },
  refused: {
    kind: 'failed',
    failure: { kind: 'recipient-refused', reply: '550 5.1.1 User unknown in local recipient table' },
  },
  greylisted: {
    kind: 'failed',
    failure: { kind: 'greylisted', reply: '450 4.2.0 Greylisted, see http://postgrey.example/help' },
  },
  'needs-password': { kind: 'needs-password' },
  stopped: { kind: 'stopped' },
} satisfies Record<string, TestMail>

export type TestMailName = keyof typeof testMails
export const testMailNames = Object.keys(testMails) as TestMailName[]
