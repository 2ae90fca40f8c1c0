import type { SignIn } from '../../electron/contract/setup.ts'
import { host, now } from './reports.ts'
import { selfSigned } from './verdicts.ts'

const since = new Date(Date.parse(now) - 3_000).toISOString()

/** Every state of the sign-in. */
export const signIns = {
  none: { kind: 'none' },
  submission: { kind: 'under-way', since, doing: 'submission' },
  incoming: { kind: 'under-way', since, doing: 'incoming' },
  keeping: { kind: 'under-way', since, doing: 'keeping' },
  'self-signed': { kind: 'certificate', host, port: 587, certificate: selfSigned, trustedBefore: null },
  'certificate-changed': {
    kind: 'certificate',
    host,
    port: 587,
    certificate: selfSigned,
    trustedBefore:
      'C1:04:7A:E9:33:12:8B:D5:60:F8:2E:97:4D:A3:0B:16:EE:58:72:C9:05:BF:31:8D:64:AA:1F:D0:4C:93:77:2B',
  },
  'certificate-expired': {
    kind: 'certificate',
    host,
    port: 587,
    certificate: { ...selfSigned, reason: 'expired', notAfter: '2026-11-01T00:00:00.000Z' },
    trustedBefore: null,
  },
  'wrong-password': {
    kind: 'failed',
    failure: { kind: 'auth-rejected', host, port: 587, reply: '535 5.7.8 Error: authentication failed' },
  },
  'needs-oauth2': {
    kind: 'failed',
    failure: { kind: 'needs-oauth2', host, port: 587, reply: '535 5.7.139 Basic authentication is disabled' },
  },
  'auth-unavailable': {
    kind: 'failed',
    failure: { kind: 'auth-unavailable', host, port: 587, mechanisms: ['GSSAPI', 'EXTERNAL'] },
  },
  'timed-out': { kind: 'failed', failure: { kind: 'timed-out', host, port: 587 } },
  'no-such-host': { kind: 'failed', failure: { kind: 'no-such-host', host } },
  'no-starttls': { kind: 'failed', failure: { kind: 'no-starttls', host, port: 587 } },
  protocol: {
    kind: 'failed',
    failure: { kind: 'protocol', host, port: 993, detail: 'connection closed' },
  },
  'keychain-locked': { kind: 'not-kept', failure: { kind: 'keychain-locked', detail: 'locked' } },
  'keychain-absent': {
    kind: 'not-kept',
    failure: { kind: 'keychain-absent', detail: 'org.freedesktop.secrets' },
  },
  'signed-in': { kind: 'signed-in', kept: 'keychain' },
  'signed-in-session': { kind: 'signed-in', kept: 'session' },
} satisfies Record<string, SignIn>

export type SignInName = keyof typeof signIns
export const signInNames = Object.keys(signIns) as SignInName[]
