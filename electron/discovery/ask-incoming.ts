import type { IncomingServer } from '../contract/account.ts'
import { inspectTls } from '../net/certificate.ts'
import { connectTo, type Network } from '../net/connect.ts'
import { askImapForTls, greetsAsImap } from '../net/imap-dialogue.ts'
import { limits } from './limits.ts'

/** Connects, takes up TLS and waits for an IMAP greeting. No credential is sent. POP3 is not asked. Never rejects. */
export async function askIncoming(
  { protocol, host, port, security }: IncomingServer,
  network: Network,
  signal: AbortSignal,
): Promise<'trusted' | 'untrusted' | 'no-answer'> {
  if (protocol === 'pop3') return 'no-answer'
  const connection = await connectTo(host, port, network, limits.connecting(signal))
  if (connection.kind !== 'connected') return 'no-answer'
  const { socket } = connection
  const talking = limits.talking(signal)
  try {
    if (security === 'starttls' && !(await askImapForTls(socket, talking))) return 'no-answer'
    const inspected = await inspectTls(socket, host, null, talking)
    if (inspected.kind !== 'secured') return 'no-answer'
    const greets = security === 'starttls' || (await greetsAsImap(inspected.socket, talking))
    inspected.socket.destroy()
    if (!greets) return 'no-answer'
    return inspected.certificate.trusted ? 'trusted' : 'untrusted'
  } finally {
    socket.destroy()
  }
}
