import { type OldTlsVersion, oldTlsVersions } from '../contract/audit.ts'
import type { Security, SubmissionPort } from '../contract/check.ts'
import { acceptsTlsVersion } from '../net/certificate.ts'
import { connectTo, type Network } from '../net/connect.ts'
import { createConversation } from './conversation.ts'
import { startTls } from './start-tls.ts'

type Server = { host: string; port: SubmissionPort; security: Security }

/**
 * The old TLS versions that a submission port still speaks, found out with one connection for each. No credential is
 * sent. Null where it could not be found out.
 */
export async function findOldTls(
  server: Server,
  network: Network,
  signal: AbortSignal,
): Promise<OldTlsVersion[] | null> {
  const answers = await Promise.all(
    oldTlsVersions.map(async (version) => ({ version, answer: await ask(server, version, network, signal) })),
  )
  const accepted = answers.filter(({ answer }) => answer === 'accepted').map(({ version }) => version)
  return accepted.length === 0 && answers.some(({ answer }) => answer === 'unknown') ? null : accepted
}

async function ask(
  { host, port, security }: Server,
  version: OldTlsVersion,
  network: Network,
  signal: AbortSignal,
): Promise<'accepted' | 'refused' | 'unknown'> {
  const connection = await connectTo(host, port, network, signal)
  if (connection.kind !== 'connected') return 'unknown'
  const { socket } = connection
  try {
    if (security === 'starttls' && (await startTls(socket, signal)) !== 'ready') return 'unknown'
    const answer = await acceptsTlsVersion(socket, host, version, signal)
    if (answer.kind === 'accepted') {
      const talk = createConversation(answer.socket, signal)
      if (security === 'tls') await talk.read()
      await talk.quit()
    }
    return answer.kind
  } finally {
    socket.destroy()
  }
}
