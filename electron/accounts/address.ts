import net from 'node:net'
import { domainToASCII, domainToUnicode } from 'node:url'
import { failed, ok, type Result } from '../contract/result.ts'

export type MailAddress = {
  /** Local part and A-label domain, as SMTP takes them. */
  address: string
  /** Quoted only where it has to be (RFC 5321, 4.1.2). Case is the server's business and stays. */
  localPart: string
  domain: string
  /** The domain in the letters of its language, for the eye only. */
  domainForPeople: string
  /** The local part is not ASCII: the server must offer SMTPUTF8 (RFC 6531). */
  smtpUtf8: boolean
}

export type AddressFailure =
  | { kind: 'empty' }
  | { kind: 'no-at' }
  | { kind: 'empty-local' }
  | { kind: 'bad-local'; localPart: string }
  | { kind: 'no-domain' }
  | { kind: 'bad-domain'; domain: string }
  | { kind: 'single-label-domain'; domain: string }
  | { kind: 'too-long' }

export type MailHost = {
  /** A name in A-labels without a trailing dot, or a literal without brackets. */
  host: string
  hostForPeople: string
  kind: 'name' | 'ipv4' | 'ipv6'
}

export type HostFailure =
  | { kind: 'empty' }
  /** A port belongs into another field. */
  | { kind: 'port-out-of-place'; host: string; port: number }
  | { kind: 'url'; input: string }
  | { kind: 'mail-address'; input: string }
  | { kind: 'bad-host'; input: string }

/** RFC 5321, 4.5.3.1: octets. The path of 256 has its two angle brackets in it. */
const maxLocalBytes = 64
const maxAddressBytes = 254
const maxDomainLength = 253

const invisibleEnds = /^[\s\p{Cf}]+|[\s\p{Cf}]+$/gu
/** Letters that look for their own meaning in a URL's host; domainToASCII would cut or decode there. */
const urlDelimiters = /[\s%/?#\\:@[\]]/u
const domainLabel = /^[a-z0-9]([a-z0-9-]{0,61}[a-z0-9])?$/
/** Names of hosts may have an underscore: RFC 1123 has none, DNS and people do. */
const hostLabel = /^[a-z0-9_]([a-z0-9_-]{0,61}[a-z0-9_])?$/
/** RFC 5322, 3.2.3, and RFC 6531, 3.3: every character beyond ASCII that can be seen. */
const dotAtom = /^[\w!#$%&'*+/=?^`{|}~\u{80}-\u{10ffff}-]+(\.[\w!#$%&'*+/=?^`{|}~\u{80}-\u{10ffff}-]+)*$/u
const quotedString = /^"(?:[ !#-[\]-~\u{80}-\u{10ffff}]|\\[ -~])*"$/u
/** Spaces other than the plain one, and what cannot be seen. */
const unseen = /(?! )[\p{C}\p{Z}]/u

/**
 * A mail address as a person types or pastes it: with spaces around, a name in front ("Hanako <hanako@example.jp>"),
 * full-width letters of a Japanese IME, or a domain in its own script.
 */
export function parseAddress(input: string): Result<MailAddress, AddressFailure> {
  const typed = halfWidth(input).replace(invisibleEnds, '')
  const inBrackets = /<([^<>]*)>$/u.exec(typed)?.[1]
  const text = (inBrackets ?? typed).replace(invisibleEnds, '')
  if (text === '') return failed({ kind: 'empty' })
  const at = text.lastIndexOf('@')
  if (at === -1) return failed({ kind: 'no-at' })
  const typedLocal = text.slice(0, at)
  const typedDomain = text.slice(at + 1)
  if (typedLocal === '' || typedLocal === '""') return failed({ kind: 'empty-local' })
  if (typedDomain === '') return failed({ kind: 'no-domain' })
  const localPart = canonicalLocalPart(typedLocal)
  if (localPart === null) return failed({ kind: 'bad-local', localPart: typedLocal })
  const domain = asciiName(typedDomain, domainLabel)
  if (domain === null) return failed({ kind: 'bad-domain', domain: typedDomain })
  if (!domain.includes('.')) return failed({ kind: 'single-label-domain', domain })
  const address = `${localPart}@${domain}`
  if (Buffer.byteLength(localPart) > maxLocalBytes || Buffer.byteLength(address) > maxAddressBytes)
    return failed({ kind: 'too-long' })
  const smtpUtf8 = /[^\0-\x7f]/.test(localPart)
  return ok({ address, localPart, domain, domainForPeople: domainToUnicode(domain), smtpUtf8 })
}

/** A server's name or literal address as a person types it. */
export function parseHost(input: string): Result<MailHost, HostFailure> {
  const text = halfWidth(input).replace(invisibleEnds, '')
  if (text === '') return failed({ kind: 'empty' })
  if (text.includes('://')) return failed({ kind: 'url', input: text })
  if (text.includes('@')) return failed({ kind: 'mail-address', input: text })
  const literal = parseLiteral(text) ?? parseLiteral(/^\[(?:ipv6:)?(.*)\]$/i.exec(text)?.[1] ?? '')
  if (literal !== null) return ok(literal)
  const withPort = /^(.+):(\d{1,5})$/.exec(text)
  if (withPort !== null) {
    const host = parseHost(withPort[1] ?? '')
    const port = Number(withPort[2])
    if (host.ok && port <= 65_535) return failed({ kind: 'port-out-of-place', host: host.value.host, port })
  }
  const host = asciiName(text, hostLabel)
  if (host === null) return failed({ kind: 'bad-host', input: text })
  return ok({ host, hostForPeople: domainToUnicode(host), kind: 'name' })
}

/** Full-width forms (U+FF01 to U+FF5E) and the ideographic space to ASCII; the rest composed only (RFC 6532, 3.1). */
function halfWidth(text: string): string {
  return text
    .replace(/[\uff01-\uff5e]/g, (letter) => String.fromCharCode(letter.charCodeAt(0) - 0xfee0))
    .replaceAll('\u3000', ' ')
    .normalize('NFC')
}

function canonicalLocalPart(text: string): string | null {
  if (unseen.test(text)) return null
  if (dotAtom.test(text)) return text
  if (!quotedString.test(text)) return null
  const content = text.slice(1, -1).replace(/\\(.)/gu, '$1')
  return dotAtom.test(content) ? content : `"${content.replace(/["\\]/g, '\\$&')}"`
}

/** A domain name in A-labels (UTS 46), lower case, without a trailing dot; null when it is none. */
function asciiName(text: string, label: RegExp): string | null {
  if (urlDelimiters.test(text.normalize('NFKC'))) return null
  const name = domainToASCII(text).replace(/\.$/, '')
  // "127.1" and "0x7f000001" are addresses to a URL, but to nobody who types a host name.
  if (name.length > maxDomainLength || net.isIP(name) !== 0) return null
  return name.split('.').every((part) => label.test(part)) ? name : null
}

function parseLiteral(text: string): MailHost | null {
  switch (net.isIP(text)) {
    case 4:
      return { host: text, hostForPeople: text, kind: 'ipv4' }
    case 6: {
      const [address = '', zone] = text.split('%')
      const short = new net.SocketAddress({ address, family: 'ipv6' }).address
      const host = zone === undefined ? short : `${short}%${zone}`
      return { host, hostForPeople: host, kind: 'ipv6' }
    }
    default:
      return null
  }
}
