/** Where a browser may be sent: the makers' help pages, by https, and the address that a network answers with its sign-in. */
const helpHosts = new Set(['support.mozilla.org', 'support.microsoft.com', 'support.apple.com'])
const portalAddresses = new Set(['http://cp.cloudflare.com/generate_204'])

/** Whether the system's browser or mail program may be given this address. */
export function isExternalPage(address: string): boolean {
  if (!URL.canParse(address)) return false
  const url = new URL(address)
  if (url.username !== '' || url.password !== '') return false
  if (url.protocol === 'https:') return helpHosts.has(url.host)
  return url.protocol === 'mailto:' || portalAddresses.has(url.href)
}
