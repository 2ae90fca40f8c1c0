import type { Socket } from 'node:net'
import type { ImapFlow } from 'imapflow'
import type { Account, MailServer } from '../contract/account.ts'
import type { MailFailure } from '../contract/failures.ts'
import { failed, ok, type Result } from '../contract/result.ts'
import { connectTo, type Network } from '../net/connect.ts'
import { pinnedFor, trustFor } from '../net/trust.ts'
import { waitAtMost } from './deadline.ts'
import { createImapTransport, type OurTransport } from './imap-transport.ts'
import { type ImapflowError, incomingFailure } from './incoming-failure.ts'
import { inspectIncoming } from './inspect.ts'
import { unsendablePassword } from './password.ts'
import { createReplyText } from './reply-text.ts'
import { chooseImapLogin, type ImapLogin } from './sasl.ts'

/** An IMAP connection that is secured and signed in. */
export type MailboxSession = {
  client: ImapFlow
  /** SASL mechanism, or "LOGIN" for the command. */
  mechanism: string
  tls: string
  /** What an error of `client` means. */
  failureOf: (error: unknown) => MailFailure
  /** Says LOGOUT where the server still listens, and closes. It never expunges. */
  close: () => Promise<void>
}

const logoutWaitMs = 500

/** Far above what Postern asks for; imapflow's own limits are gigabytes. */
const limits = { maxLineLength: 1_048_576, maxLiteralSize: 1_048_576, maxResponseSize: 4_194_304 }

/**
 * Connects, secures and signs in with imapflow, over a socket of ours. The password is sent once, and only under
 * verified TLS. An abort of `signal` closes at once and counts as timed out.
 */
export async function openMailbox(
  account: Account,
  password: string,
  network: Network,
  signal: AbortSignal,
): Promise<Result<MailboxSession, MailFailure>> {
  const unsendable = unsendablePassword(account, password)
  if (unsendable !== null) return failed(unsendable)
  const { incoming } = account
  const { ImapFlow: Client } = await import('imapflow')
  const connection = await connectTo(incoming.host, incoming.port, network, signal)
  if (connection.kind !== 'connected') return failed(connection)
  const { socket } = connection
  socket.setNoDelay(true)
  const trust = trustFor(incoming.host, pinnedFor(incoming.host, account.pinned))
  const transport = createImapTransport(socket, trust)
  const chosen: { login: ImapLogin | null } = { login: null }
  const client: ImapFlow = new Client({
    host: incoming.host,
    port: incoming.port,
    ...(incoming.security === 'tls' ? { secure: true } : { secure: false, doSTARTTLS: true }),
    auth: {
      user: account.username,
      pass: password,
      // imapflow reads this when the capabilities under TLS are there.
      get loginMethod() {
        chosen.login = chooseImapLogin(capabilitiesOf(client), account.username)
        return chosen.login ?? undefined
      },
    },
    transport,
    // Some providers open no folder for a client that has not named itself (RFC 2971); no version, no system.
    clientInfo: { name: 'Postern', version: false, vendor: false, 'support-url': false },
    logger: false,
    disableAutoIdle: true,
    disableAutoEnable: true,
    disableCompression: true,
    ...limits,
  })
  const session = manage(client, transport, socket, { account, password, network, signal })
  try {
    await client.connect()
  } catch (error) {
    const failure = session.failureOf(error)
    session.destroy()
    if (failure.kind !== 'tls-untrusted') return failed(failure)
    return failed({ ...failure, ...(await inspectIncoming(incoming, network, signal)) })
  }
  const { text: tls } = transport.state()
  // Unreachable while imapflow honours secure and doSTARTTLS.
  if (tls === null) throw new Error('not secured')
  return ok({
    client,
    mechanism: (chosen.login ?? 'PREAUTH').replace('AUTH=', ''),
    tls,
    failureOf: session.failureOf,
    close: session.close,
  })
}

function manage(
  client: ImapFlow,
  transport: OurTransport,
  socket: Socket,
  options: { account: Account; password: string; network: Network; signal: AbortSignal },
) {
  const { account, password, network, signal } = options
  const server: MailServer = account.incoming
  const text = createReplyText(account.username, password)
  // Whatever goes wrong also rejects the command that is waiting; an event without a listener would throw.
  client.on('error', () => undefined)
  const destroy = () => {
    signal.removeEventListener('abort', destroy)
    client.close()
    socket.destroy()
  }
  signal.addEventListener('abort', destroy)
  if (signal.aborted) destroy()

  return {
    destroy,
    failureOf: (error: unknown): MailFailure => {
      if (signal.aborted) return { kind: 'timed-out', host: server.host, port: server.port }
      const trouble = {
        error: error as ImapflowError,
        transport: transport.state(),
        capabilities: capabilitiesOf(client),
        byeReason: client.byeReason ?? null,
      }
      return incomingFailure(trouble, server, text)
    },
    close: async () => {
      if (client.usable) await waitAtMost(logoutWaitMs, network.clock, client.logout())
      destroy()
    },
  }
}

function capabilitiesOf(client: ImapFlow): string[] {
  return [...client.capabilities.keys()].map((name) => name.toUpperCase())
}
