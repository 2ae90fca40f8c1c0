import { isDeepStrictEqual } from 'node:util'
import type { Account } from '../../../contract/account.ts'
import { type CheckReport, type SubmissionPort, submissionPorts } from '../../../contract/check.ts'
import type { Checked } from '../../../contract/checked.ts'
import { noSetup, type SetupRecord, type SetupServers } from '../../../contract/setup.ts'
import type { TestMail } from '../../../contract/test-mail.ts'

/** Another address: all that was found out belongs to the one before. */
export function withAddress(record: SetupRecord, address: string): SetupRecord {
  return record.address === address ? record : { ...noSetup, welcomed: record.welcomed, address }
}

/** Other servers: the network and the sign-in have to be tried with them. The user name is proposed only. */
export function withServers(record: SetupRecord, servers: SetupServers | null): SetupRecord {
  if (isDeepStrictEqual(record.servers, servers)) return record
  return isDeepStrictEqual(triedOf(record.servers), triedOf(servers))
    ? { ...record, servers }
    : { ...record, servers, network: null, signedIn: null, testMail: null, clientsSeen: false }
}

function triedOf(servers: SetupServers | null) {
  return servers === null ? null : { submission: servers.submission, incoming: servers.incoming }
}

/** What a check came to: the step succeeds where signing in can be tried, by the port that works from here. */
export function withCheck(record: SetupRecord, checked: Checked): SetupRecord {
  const { servers } = record
  if (servers === null) return record
  const { host, port: wanted } = servers.submission
  const port = workingPort(wanted, checked.report)
  const next: SetupRecord =
    port === null
      ? { ...record, network: null }
      : {
          ...record,
          servers: { ...servers, submission: { host, port, security: port === 465 ? 'tls' : 'starttls' } },
          network: { headline: checked.headline, canSend: checked.canSend === true },
        }
  if (isDeepStrictEqual(record, next)) return record
  return isSameWay(record, next) ? next : { ...next, testMail: null, clientsSeen: false }
}

/** Mail leaves as before, whatever else there is to say about the network. */
export function isSameWay(before: SetupRecord, after: SetupRecord): boolean {
  return (
    isDeepStrictEqual(before.servers, after.servers) && before.network?.canSend === after.network?.canSend
  )
}

/** Signed in and kept: so the way is open, whatever its certificate looked like before. */
export function withSignIn(record: SetupRecord, signedIn: SetupRecord['signedIn']): SetupRecord {
  return { ...record, signedIn, network: record.network && { ...record.network, canSend: true } }
}

/** A test mail that came to an end. One that did not arrive takes the tick away, not the decision to skip. */
export function withTestMail(record: SetupRecord, testMail: TestMail): SetupRecord {
  if (testMail.kind !== 'sent' && testMail.kind !== 'failed') return record
  if (testMail.kind === 'sent' && testMail.arrival.kind === 'arrived') {
    const { sent, arrival } = testMail
    // From the button to the mailbox, as the window tells it.
    const seconds = sent.seconds + arrival.seconds
    return { ...record, testMail: { kind: 'arrived', seconds, junk: arrival.junk } }
  }
  return record.testMail?.kind === 'skipped' ? record : { ...record, testMail: null }
}

/** An account to be set up again, from the network on. */
export function recordOf({ address, submission, incoming, username }: Account): SetupRecord {
  const servers: SetupServers = { source: 'by-hand', submission, incoming, username }
  return { ...noSetup, welcomed: true, address, servers }
}

/** Waits for a network, or until the person has signed in to it. */
export function isWaiting(checked: Checked | null): boolean {
  const verdict = checked?.report.outbound25.verdict
  return verdict === 'offline' || verdict === 'captive-portal'
}

/**
 * The wanted port where it works, else the other one; else one whose certificate the person may still trust. Null: there
 * is no way from here.
 */
function workingPort(wanted: number, { outbound25, server }: CheckReport): SubmissionPort | null {
  if (server === null || outbound25.verdict === 'offline' || outbound25.verdict === 'captive-portal')
    return null
  const { ports, port } = server.submission
  const rank = (one: SubmissionPort) => (one === wanted ? 0 : one === port ? 1 : 2)
  const inOrder = [...submissionPorts].sort((a, b) => rank(a) - rank(b))
  return (
    inOrder.find((one) => ports[one] === 'ready') ??
    inOrder.find((one) => ports[one] === 'untrusted-certificate') ??
    null
  )
}
