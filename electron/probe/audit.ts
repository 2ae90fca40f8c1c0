import type { Security, SubmissionPort } from '../contract/check.ts'
import { inspectTls } from '../net/certificate.ts'
import { connectTo, type Network } from '../net/connect.ts'
import { speakAudit } from '../smtp/audit-dialogue.ts'
import { startTls } from '../smtp/start-tls.ts'

/** Asks a submission port once whether it takes mail for `address` without sign-in. Servers ban hosts that try often. */
export async function auditUnauthenticated(
  {
    host,
    port,
    security,
    address,
  }: { host: string; port: SubmissionPort; security: Security | null; address: string },
  network: Network,
  signal: AbortSignal,
): Promise<'refused' | 'accepted' | 'not-tested'> {
  const connection = await connectTo(host, port, network, signal)
  if (connection.kind !== 'connected') return 'not-tested'
  const { socket } = connection
  try {
    // A port without encryption is asked as it is: that is how its clients would.
    if (security === null)
      return (await speakAudit(socket, { address, greets: true }, signal)) ?? 'not-tested'
    if (security === 'starttls' && (await startTls(socket, signal)) !== 'ready') return 'not-tested'
    const inspected = await inspectTls(socket, host, null, signal)
    if (inspected.kind !== 'secured') return 'not-tested'
    return (
      (await speakAudit(inspected.socket, { address, greets: security === 'tls' }, signal)) ?? 'not-tested'
    )
  } finally {
    socket.destroy()
  }
}
