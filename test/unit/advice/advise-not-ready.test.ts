import { expect, test } from 'vitest'
import { type Row, away, drop, fromNothing, idsFor, ports, proxy, untrusted } from './advice-rows.ts'
import { sampleObservation } from './sample-report.ts'

const notReady: Row[] = [
  [
    'blocked on both ports',
    { outbound25: drop, submission: ports('blocked', 'blocked', 'blocked') },
    [...away, 'check-again'],
  ],
  [
    'blocked on both ports, a relay still reached',
    {
      outbound25: { ...drop, exceptions: ['relay.isp.example'] },
      submission: ports('blocked', 'blocked', 'blocked'),
    },
    [...away, 'ask-network-relay', 'check-again'],
  ],
  [
    'blocked on this computer',
    {
      outbound25: { ...drop, hints: ['this-computer'] },
      submission: ports('blocked', 'blocked', 'blocked'),
    },
    ['allow-on-this-computer', ...away, 'check-again'],
  ],
  [
    'blocked on 587, 465 not offered',
    { outbound25: drop, submission: ports('blocked', 'blocked', 'not-offered') },
    [...away, 'postfix-submission', 'server-firewall', 'check-again'],
  ],
  [
    'blocked on 587, 465 not offered by somebody else’s server',
    { outbound25: drop, submission: ports('blocked', 'blocked', 'not-offered') },
    [...away, 'server-offer-submission', 'check-again'],
    { owner: false },
  ],
  [
    'stripped on 587, 465 blocked',
    { submission: ports('stripped', 'stripped', 'blocked') },
    ['avoid-port-587', ...away, 'check-again'],
  ],
  [
    'stripped on 587, 465 not offered',
    { submission: ports('stripped', 'stripped', 'not-offered') },
    ['avoid-port-587', ...away, 'postfix-submission', 'server-firewall'],
  ],
  [
    'not offered',
    { submission: ports('not-offered', 'not-offered', 'not-offered') },
    [...fromNothing, 'server-firewall', 'check-again'],
  ],
  [
    'not offered, the ports are silent',
    {
      submission: {
        ...ports('not-offered', 'not-offered', 'not-offered'),
        evidence: [sampleObservation({ outcome: 'timed-out' })],
      },
    },
    ['server-firewall', ...fromNothing, 'check-again'],
  ],
  [
    'not offered, the ports are refused',
    {
      submission: {
        ...ports('not-offered', 'not-offered', 'not-offered'),
        evidence: [sampleObservation({ outcome: 'refused' })],
      },
    },
    [...fromNothing, 'server-firewall', 'check-again'],
  ],
  [
    'not offered by somebody else’s server, port 25 posed as',
    { outbound25: proxy, submission: ports('not-offered', 'not-offered', 'not-offered') },
    ['server-offer-submission', 'check-again', 'avoid-port-25'],
    { owner: false },
  ],
  [
    'not offered by Microsoft’s server',
    {
      banner: 'EX01 Microsoft ESMTP MAIL Service ready',
      submission: ports('not-offered', 'not-offered', 'not-offered'),
    },
    ['server-offer-submission', 'check-again'],
  ],
  [
    'no STARTTLS',
    { submission: { ...ports('no-starttls', 'no-starttls', 'not-offered'), authBeforeTls: true } },
    ['postfix-certificate', 'postfix-submission', 'postfix-tls-auth-only', 'check-again'],
  ],
  [
    'no STARTTLS at somebody else’s server',
    { submission: ports('no-starttls', 'no-starttls', 'not-offered') },
    ['server-offer-starttls', 'check-again'],
    { owner: false },
  ],
  [
    'no AUTH',
    { submission: ports('no-auth', 'no-auth', 'not-offered') },
    ['postfix-sasl', 'postfix-submission', 'check-again'],
  ],
  [
    'no AUTH at somebody else’s server',
    { submission: ports('no-auth', 'not-offered', 'no-auth') },
    ['server-offer-auth', 'check-again'],
    { owner: false },
  ],
  [
    'self-signed',
    { submission: untrusted('self-signed') },
    ['compare-certificate', 'postfix-certificate', 'check-again'],
  ],
  [
    'self-signed, somebody else’s server',
    { submission: untrusted('self-signed') },
    ['compare-certificate', 'server-certificate', 'check-again'],
    { owner: false },
  ],
  [
    'unknown issuer',
    { submission: untrusted('unknown-issuer') },
    ['server-complete-chain', 'ask-about-issuer', 'compare-certificate', 'check-again'],
  ],
  ['expired', { submission: untrusted('expired') }, ['server-renew-certificate', 'set-clock', 'check-again']],
  [
    'not yet valid',
    { submission: untrusted('not-yet-valid') },
    ['set-clock', 'postfix-certificate', 'check-again'],
  ],
  [
    'wrong name',
    { submission: untrusted('wrong-name') },
    ['use-certificate-name', 'postfix-certificate', 'check-again'],
  ],
  [
    'wrong name, none in the certificate',
    { submission: untrusted('wrong-name', []) },
    ['postfix-certificate', 'check-again'],
  ],
  ['untrusted without a reason', { submission: untrusted(null) }, ['postfix-certificate', 'check-again']],
  [
    'untrusted without a certificate',
    { submission: { verdict: 'untrusted-certificate', certificate: null } },
    ['postfix-certificate', 'check-again'],
  ],
  [
    'unreachable',
    { submission: ports('unreachable', 'unreachable', 'unreachable') },
    ['check-server-name', 'server-start', 'server-firewall', 'try-another-network', 'check-again'],
  ],
  [
    'somebody else’s server unreachable',
    { submission: ports('unreachable', 'unreachable', 'unreachable') },
    ['check-server-name', 'try-another-network', 'check-again'],
    { owner: false },
  ],
  [
    'inconclusive',
    { submission: ports('inconclusive', 'inconclusive', 'inconclusive') },
    ['check-again', 'try-another-network'],
  ],
  [
    'inconclusive, port 25 posed as and blocked on this computer',
    {
      outbound25: { ...proxy, hints: ['this-computer'] },
      submission: ports('inconclusive', 'inconclusive', 'inconclusive'),
    },
    ['check-again', 'allow-on-this-computer', 'try-another-network', 'avoid-port-25'],
  ],
  [
    'captive portal',
    { outbound25: { verdict: 'captive-portal' }, submission: ports('unreachable', 'blocked', 'blocked') },
    ['sign-in-to-network', 'check-again'],
  ],
  [
    'offline, perhaps by a program on this computer',
    {
      outbound25: { verdict: 'offline', hints: ['this-computer'] },
      submission: ports('inconclusive', 'inconclusive', 'inconclusive'),
    },
    ['connect-network', 'allow-on-this-computer', 'check-again'],
  ],
]

test.each(notReady)('a server that is not ready, %s', (_name, changes, expected, context) => {
  expect(idsFor(changes, context)).toEqual(expected)
})
