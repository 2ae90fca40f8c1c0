import type { Account } from '../contract/account.ts'
import type { Arrival, DeliveryProgress } from '../contract/delivery.ts'
import type { MailFailure } from '../contract/failures.ts'
import type { Network } from '../net/connect.ts'
import { underDeadline } from './deadline.ts'
import { junkFolders } from './folders.ts'
import { type MailboxSession, openMailbox } from './mailbox-session.ts'
import { readProof } from './proof.ts'
import { createMailboxWatch, removeMail, type Sighting } from './watch-mailbox.ts'

export type AwaitArrivalOptions = {
  network: Network
  signal: AbortSignal
  /** How long to wait, in milliseconds, sign-in included. */
  waitMs?: number
  /** Leave the message in the mailbox. */
  keep: boolean
  onProgress: (progress: DeliveryProgress) => void
}

const inbox = 'INBOX'
/** The server tells of INBOX at once; the other folders are looked at this often. */
const lookEveryMs = 5_000
const reconnectAfterMs = 1_000

/**
 * Waits over IMAP for the test mail, in INBOX and in the folders for junk, reads what its headers prove, and deletes
 * that one message unless `keep`. `removed` is false also where the server cannot delete one message alone (no UIDPLUS,
 * RFC 4315): there it stays, marked \Deleted. A connection that closes in between is opened anew while there is time;
 * a password that was refused is never tried again.
 */
export async function awaitArrival(
  account: Account,
  password: string,
  messageId: string,
  { network, signal, waitMs = 60_000, keep, onProgress }: AwaitArrivalOptions,
): Promise<Arrival> {
  if (account.incoming.protocol === 'pop3') return { kind: 'not-checkable', reason: 'pop3' }
  const { clock } = network
  const started = clock.now()
  const secondsNow = () => (clock.now() - started) / 1_000
  let folders: string[] = [inbox]
  let seen: { sighting: Sighting; seconds: number } | null = null
  let failure: MailFailure | null = null

  return underDeadline(waitMs, clock, signal, async (limited) => {
    const onWait = (among: string[]) => {
      folders = among
      onProgress({ step: 'waiting', folders, seconds: secondsNow(), waitSeconds: waitMs / 1_000 })
    }
    let signedIn = false
    while (!limited.aborted) {
      const opened = await openMailbox(account, password, network, limited)
      if (opened.ok) {
        signedIn = true
        const session = opened.value
        try {
          failure = null
          const sighting = seen?.sighting ?? (await find(session, messageId, network, onWait))
          seen ??= { sighting, seconds: secondsNow() }
          return arrived(seen, !keep && (await removeMail(session.client, messageId, sighting)))
        } catch (error) {
          failure = session.failureOf(error)
          // The server answered and said no: to ask again would change nothing.
          if (session.client.usable) break
        } finally {
          await session.close()
        }
      } else {
        failure = opened.error
        if (!signedIn || isFinal(failure)) break
      }
      await clock.wait(reconnectAfterMs, limited)
    }
    if (seen !== null) return arrived(seen, false)
    const timeIsUp = signedIn && (failure === null || failure.kind === 'timed-out')
    return failure === null || timeIsUp
      ? { kind: 'not-seen', seconds: secondsNow(), folders }
      : { kind: 'mailbox-failed', failure }
  })
}

/** Looks and waits until the mail is there. The end of time closes the connection, and so ends this with an error. */
async function find(
  { client }: MailboxSession,
  messageId: string,
  { clock }: Network,
  onWait: (folders: string[]) => void,
): Promise<Sighting> {
  let junk = junkFolders(await client.list())
  const watch = createMailboxWatch(client, messageId, clock)
  for (;;) {
    onWait([inbox, ...junk])
    for (const folder of junk) {
      try {
        const sighting = await watch.look(folder)
        if (sighting !== null) return sighting
      } catch (error) {
        if (!client.usable) throw error
        // A folder that cannot be opened holds no arrival that we could show.
        junk = junk.filter((other) => other !== folder)
      }
    }
    // INBOX is looked at last, so that it is open, and told of, during the wait.
    do {
      const sighting = await watch.look(inbox)
      if (sighting !== null) return sighting
    } while ((await watch.wait(lookEveryMs)) === 'news')
  }
}

function arrived(
  { sighting: { folder, fields }, seconds }: { sighting: Sighting; seconds: number },
  removed: boolean,
): Arrival {
  return { kind: 'arrived', folder, junk: folder !== inbox, seconds, proof: readProof(fields), removed }
}

/** Failures that a new connection would only repeat, some of them at the password's cost. */
function isFinal(failure: MailFailure): boolean {
  switch (failure.kind) {
    case 'auth-rejected':
    case 'auth-unavailable':
    case 'needs-oauth2':
    case 'no-starttls':
    case 'password-not-sendable':
    case 'tls-untrusted':
      return true
    case 'dns-failed':
    case 'greylisted':
    case 'message-refused':
    case 'no-such-host':
    case 'protocol':
    case 'quota':
    case 'recipient-refused':
    case 'refused':
    case 'sender-refused':
    case 'server-unavailable':
    case 'timed-out':
    case 'tls-failed':
    case 'unreachable':
      return false
  }
}
