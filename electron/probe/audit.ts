import type { Security, SubmissionPort } from '../contract/check.ts'
import { inspectTls } from '../net/certificate.ts'
import { connectTo, type Network } from '../net/connect.ts'
import { speakAudit } from '../smtp/audit-dialogue.ts'
import { startTls } from '../smtp/start-tls.ts'

const limitMs = 10_000

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
  const limited = AbortSignal.any([signal, AbortSignal.timeout(limitMs)])
  const connection = await connectTo(host, port, network, limited)
  if (connection.kind !== 'connected') return 'not-tested'
  const { socket } = connection
  try {
    // A port without encryption is asked as it is: that is how its clients would.
    if (security === null)
      return (await speakAudit(socket, { address, greets: true }, limited)) ?? 'not-tested'
    if (security === 'starttls' && (await startTls(socket, limited)) !== 'ready') return 'not-tested'
    const inspected = await inspectTls(socket, host, null, limited)
    if (inspected.kind !== 'secured') return 'not-tested'
    return (
      (await speakAudit(inspected.socket, { address, greets: security === 'tls' }, limited)) ?? 'not-tested'
    )
  } finally {
    socket.destroy()
  }
}
