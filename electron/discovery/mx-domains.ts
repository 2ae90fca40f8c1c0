import { getDomain } from 'tldts'

/**
 * The domains under which whoever runs an MX host may publish settings, without those that have been asked already: the
 * host's own without its first label, and the registrable one (draft-ietf-mailmaint-autoconfig, "MX").
 */
export function mxDomains(exchange: string, domain: string): string[] {
  const host = exchange.toLowerCase().replace(/\.$/, '')
  const base = getDomain(host)
  if (base === null) return []
  const full = host.slice(host.indexOf('.') + 1)
  return (full.length > base.length ? [full, base] : [base]).filter((one) => one !== domain)
}
