import { isIP } from 'node:net'
import { domainToASCII } from 'node:url'

/** Letters that look for their own meaning in a URL's host; domainToASCII would cut or decode there. */
const urlDelimiters = /[\s%/?#\\:@[\]]/

/** A host name out of DNS or somebody's file, in A-labels and lower case, or a literal address; null where it is none. */
export function announcedHost(text: string): string | null {
  const written = text.trim()
  if (isIP(written) !== 0) return written
  if (urlDelimiters.test(written)) return null
  const name = domainToASCII(written).replace(/\.$/, '')
  // A number alone would have become an address.
  return isIP(name) === 0 && /^([a-z0-9_-]{1,63}\.)*[a-z0-9_-]{1,63}$/.test(name) ? name : null
}
