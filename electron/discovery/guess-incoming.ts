import type { IncomingServer } from '../contract/account.ts'
import type { Network } from '../net/connect.ts'
import { askIncoming } from './ask-incoming.ts'
import { personOf, type Search } from './search.ts'
import { incomingBySrv } from './srv.ts'

/**
 * The first of the usual hosts that speaks IMAP over TLS, with a trusted certificate where one has it. All are asked at
 * the same time, and none is waited for longer than needed.
 */
export async function guessIncoming(
  { person: { domain }, network, signal }: Search,
  submissionHost: string,
): Promise<IncomingServer | null> {
  const over = new AbortController()
  const asking = AbortSignal.any([signal, over.signal])
  // The server for sending is mostly the same machine.
  const hosts = new Set([submissionHost, `imap.${domain}`, `mail.${domain}`, domain])
  const servers = [...hosts].flatMap((host): IncomingServer[] => [
    { protocol: 'imap', host, port: 993, security: 'tls' },
    { protocol: 'imap', host, port: 143, security: 'starttls' },
  ])
  const asked = servers.map((server) => ({ server, answer: askIncoming(server, network, asking) }))
  let untrusted: IncomingServer | null = null
  let trusted: IncomingServer | null = null
  for (const { server, answer } of asked) {
    const kind = await answer
    if (kind === 'untrusted') untrusted ??= server
    if (kind === 'trusted') {
      trusted = server
      break
    }
  }
  over.abort()
  await Promise.all(asked.map(({ answer }) => answer))
  return trusted ?? untrusted
}

/** The server for reading where the one for sending is known: as DNS names it (RFC 6186), else guessed. */
export async function findIncoming(
  address: string,
  submissionHost: string,
  network: Network,
  signal: AbortSignal,
): Promise<IncomingServer | null> {
  const person = personOf(address)
  const announced = await incomingBySrv(person.domain, network.resolver, signal)
  return announced ?? guessIncoming({ person, network, signal }, submissionHost)
}
