import type { Account } from '../contract/account.ts'
import type { MailFailure } from '../contract/failures.ts'
import { failed, ok, type Result } from '../contract/result.ts'
import { connectTo, type Network } from '../net/connect.ts'
import { inspectSubmission } from './inspect.ts'
import { takesOnlyTokens } from './needs-oauth2.ts'
import { unsendablePassword } from './password.ts'
import { chooseMechanism, type PasswordMechanism } from './sasl.ts'
import { createSmtpClient, loadSmtpConnection, type SmtpClient } from './smtp-client.ts'

/** A submission connection that is secured and signed in. */
export type SubmissionSession = Pick<SmtpClient, 'send' | 'close'> & {
  mechanism: PasswordMechanism
  /** Such as "TLSv1.3 TLS_AES_256_GCM_SHA384". */
  tls: string
}

/**
 * Connects, secures and signs in. The password is sent once, by one mechanism, and only under verified TLS.
 * An abort of `signal` counts as timed out.
 */
export async function openSubmission(
  account: Account,
  password: string,
  network: Network,
  signal: AbortSignal,
): Promise<Result<SubmissionSession, MailFailure>> {
  const unsendable = unsendablePassword(account, password)
  if (unsendable !== null) return failed(unsendable)
  const { host, port } = account.submission
  const Connection = await loadSmtpConnection()
  const connection = await connectTo(host, port, network, signal)
  if (connection.kind !== 'connected') return failed(connection)
  const options = { account, password, clock: network.clock, signal }
  const client = createSmtpClient(Connection, connection.socket, options)
  const signedIn = await signIn(client, account)
  if (signedIn.ok) return ok({ ...signedIn.value, send: client.send, close: client.close })
  await client.close()
  if (signedIn.error.kind !== 'tls-untrusted') return signedIn
  return failed({ ...signedIn.error, ...(await inspectSubmission(account, network, signal)) })
}

async function signIn(
  client: SmtpClient,
  { submission: { host, port } }: Account,
): Promise<Result<{ mechanism: PasswordMechanism; tls: string }, MailFailure>> {
  const secured = await client.secure()
  if (!secured.ok) return secured
  const mechanisms = secured.value
  const mechanism = chooseMechanism(mechanisms)
  if (mechanism === null) {
    return failed(
      takesOnlyTokens(mechanisms)
        ? { kind: 'needs-oauth2', host, port, reply: `AUTH ${mechanisms.join(' ')}` }
        : { kind: 'auth-unavailable', host, port, mechanisms },
    )
  }
  const signedIn = await client.signIn(mechanism)
  return signedIn.ok ? ok({ mechanism, ...signedIn.value }) : signedIn
}
