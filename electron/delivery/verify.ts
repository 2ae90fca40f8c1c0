import type { Account } from '../contract/account.ts'
import type { MailFailure } from '../contract/failures.ts'
import { ok, type Result } from '../contract/result.ts'
import type { Network } from '../net/connect.ts'
import { underDeadline } from './deadline.ts'
import { openMailbox } from './mailbox-session.ts'
import { openSubmission } from './submission-session.ts'

/** How a sign-in was made: the SASL mechanism, or IMAP's LOGIN command, and TLS as version and cipher suite. */
export type SignIn = { mechanism: string; tls: string }

const limitMs = 30_000

type Verify = (
  account: Account,
  password: string,
  network: Network,
  signal: AbortSignal,
) => Promise<Result<SignIn, MailFailure>>

/** Signs in to the submission server and leaves again, without sending mail. At most 30 seconds. */
export const verifySubmission: Verify = signsIn(openSubmission)

/** Signs in to the IMAP server and leaves again, without opening a folder. At most 30 seconds. */
export const verifyIncoming: Verify = signsIn(openMailbox)

function signsIn(open: typeof openSubmission | typeof openMailbox): Verify {
  return (account, password, network, signal) =>
    underDeadline(limitMs, network.clock, signal, async (limited) => {
      const opened = await open(account, password, network, limited)
      if (!opened.ok) return opened
      const { mechanism, tls, close } = opened.value
      await close()
      return ok({ mechanism, tls })
    })
}
