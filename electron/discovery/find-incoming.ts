import type { IncomingServer } from '../contract/account.ts'
import { connectTo, type Network } from '../net/connect.ts'

const connectMs = 3_000

/**
 * The IMAP server of a mail domain: SRV (RFC 6186, RFC 8314 section 5.1), else the first of the usual hosts that answers on
 * 993 or 143. Null where none does.
 */
export async function findIncoming(
  domain: string,
  submissionHost: string,
  network: Network,
  signal: AbortSignal,
): Promise<IncomingServer | null> {
  const [tls, starttls] = await Promise.all([
    network.resolver.srv(`_imaps._tcp.${domain}`, signal),
    network.resolver.srv(`_imap._tcp.${domain}`, signal),
  ])
  const announced = [
    ...tls.map(({ name, port }) => ({ host: name, port, security: 'tls' as const })),
    ...starttls.map(({ name, port }) => ({ host: name, port, security: 'starttls' as const })),
  ].find(({ host }) => host !== '')
  if (announced !== undefined) return { protocol: 'imap', ...announced }
  const hosts = [...new Set([submissionHost, `imap.${domain}`, `mail.${domain}`])]
  const candidates = hosts.flatMap((host) => [
    { host, port: 993, security: 'tls' as const },
    { host, port: 143, security: 'starttls' as const },
  ])
  const answers = await Promise.all(
    candidates.map(async ({ host, port }) => {
      const limited = AbortSignal.any([signal, AbortSignal.timeout(connectMs)])
      const connection = await connectTo(host, port, network, limited)
      if (connection.kind === 'connected') connection.socket.destroy()
      return connection.kind === 'connected'
    }),
  )
  const best = candidates.find((_candidate, index) => answers[index] === true)
  return best === undefined ? null : { protocol: 'imap', ...best }
}
