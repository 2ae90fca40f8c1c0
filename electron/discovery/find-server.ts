import type { NameResolver } from '../net/resolve.ts'

export type FoundServer =
  | { kind: 'found'; host: string; source: 'srv' | 'mx' | 'guess' }
  /** DNS works, and the domain names no host that could take mail in. */
  | { kind: 'not-found'; tried: string[] }
  /** DNS does not answer, so nothing is known. */
  | { kind: 'dns-failed' }

/**
 * The submission server of a mail domain: SRV (RFC 6186, RFC 8314 section 5.1), else a host with an address among the usual
 * names and the MX host, which on a private server is the same machine. The probe then tells whether it takes mail in.
 */
export async function findServer(
  domain: string,
  resolver: NameResolver,
  signal: AbortSignal,
): Promise<FoundServer> {
  const [starttls, tls, mx] = await Promise.all([
    resolver.srv(`_submission._tcp.${domain}`, signal),
    resolver.srv(`_submissions._tcp.${domain}`, signal),
    resolver.mx(domain, signal),
  ])
  const announced = [...tls, ...starttls].find(({ name }) => name !== '')
  if (announced !== undefined) return { kind: 'found', host: announced.name, source: 'srv' }
  const exchange = mx.find((record) => record.exchange !== '')?.exchange
  const guesses = [`mail.${domain}`, `smtp.${domain}`, domain]
  const candidates =
    exchange === undefined ? guesses : [exchange, ...guesses.filter((name) => name !== exchange)]
  const answers = await Promise.all(candidates.map((host) => resolver.addresses(host, signal)))
  const index = answers.findIndex(({ kind }) => kind === 'found')
  const host = candidates[index]
  if (host !== undefined) return { kind: 'found', host, source: host === exchange ? 'mx' : 'guess' }
  if (answers.some(({ kind }) => kind === 'dns-failed')) return { kind: 'dns-failed' }
  return { kind: 'not-found', tried: candidates }
}
