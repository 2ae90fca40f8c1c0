import net from 'node:net'
import { getDomain } from 'tldts'

/** Hosts under one registrable domain belong to one operator; a literal address stands for itself. */
export function operatorOf(host: string): string {
  return net.isIP(host) === 0 ? (getDomain(host, { allowPrivateDomains: true }) ?? host) : host
}
